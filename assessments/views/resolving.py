"""Beside a contradiction: take a way out, say why it is meant so, accept such a reason or not."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from accounts.permissions import Permission
from accounts.services.access import PersonRequest, permission_required
from assessments.actions import answering, asking, justifying, resolving, taking
from assessments.forms.reviewing import JustifyForm
from assessments.models import Assessment, Justification
from assessments.views.beginning import why_not
from assessments.views.decision import decision_page, is_mine, newest_round
from assessments.views.fragments import system_of
from assessments.views.in_queue import address_in_queue, queue_in
from presentation.numbers import whole_number
from questionnaires.services.changes import NotAnAnswer
from systems.models import Finding, System


@require_POST
def accept_offer(request: PersonRequest, key: str, finding_id: int) -> HttpResponse:
    """Change the owner's own answers as an offer says."""
    system, finding = _own(request, key, finding_id)
    version, token = request.POST.get("version", ""), request.POST.get("offer", "")
    try:
        round_ = resolving.accept_offer(
            finding=finding,
            token=token,
            reason=request.POST.get(f"reason-{token}", ""),
            version=whole_number(version) if version else None,
            by=request.user,
        )
    except (answering.NotTheirs, asking.NotTheOwner) as error:
        raise PermissionDenied(why_not(system)) from error
    except taking.ReasonWanted:
        messages.warning(request, reason_wanted())
    except (answering.VersionConflict, answering.NotOpen):
        messages.warning(request, gettext("The answers have changed since you saw them. Please look again."))
    except (resolving.NoLongerOffered, NotAnAnswer):
        messages.warning(
            request, gettext("This way out is no longer offered: something has changed. Please look again.")
        )
    else:
        return _changed(request, system, round_)
    return redirect("systems:detail", key=key)


def reason_wanted() -> str:
    return gettext("Please say why in a sentence: who reads your answers later cannot ask you. Nothing was changed.")


def _changed(request: PersonRequest, system: System, round_: Assessment) -> HttpResponse:
    if round_.state == Assessment.State.SUBMITTED:
        messages.success(request, gettext("Your answers are changed, and the plan is calculated again."))
        return redirect("systems:detail", key=system.key)
    messages.success(request, gettext("Your answers are changed. Look at them, then send them."))
    return redirect("assessments:check", public_id=round_.public_id)


@require_POST
def justify(request: PersonRequest, key: str, finding_id: int) -> HttpResponse:
    """Say why a contradiction is meant to be so."""
    system, finding = _own(request, key, finding_id)
    form = JustifyForm(request.POST, finding=finding.pk)
    if not form.is_valid():
        context = decision_page(request.user, system, justify_form=(finding.pk, form))
        return render(request, "assessments/review/page.html", context, status=422)
    try:
        justifying.justify(finding=finding, reason=form.cleaned_data["reason"], by=request.user)
    except justifying.NotJustifiable:
        messages.warning(request, gettext("No reason can be given for this one: choose one of the ways out."))
    except justifying.NotOpen:
        messages.info(request, gettext("This is resolved already, so it needs no reason."))
    else:
        messages.success(request, gettext("Your reason is noted. An architect reads it and decides."))
    return redirect("systems:detail", key=key)


def _own(request: PersonRequest, key: str, finding_id: int) -> tuple[System, Finding]:
    """The contradiction, for the person who answers for the system; others may not act on it."""
    system = system_of(request, key)
    finding = get_object_or_404(Finding.objects.filter(system=system).select_related("system"), pk=finding_id)
    if not is_mine(request.user, system, newest_round(system)):
        raise PermissionDenied(why_not(system))
    return system, finding


@permission_required(Permission.REVIEW)
@require_POST
def decide_justification(request: PersonRequest, justification_id: int, accepted: bool) -> HttpResponse:
    known = Justification.objects.filter(system__in=System.objects.for_user(request.user)).select_related("system")
    justification = get_object_or_404(known, pk=justification_id)
    try:
        justifying.decide(justification=justification, accepted=accepted, by=request.user)
    except justifying.OwnReason:
        messages.warning(request, gettext("This is your own reason, or your own system. Another architect decides."))
    except justifying.NotOpen:
        messages.info(request, gettext("Somebody has decided about this reason already, or it was said anew."))
    else:
        messages.success(request, gettext("Reason accepted.") if accepted else gettext("Reason not accepted."))
    return redirect(address_in_queue(justification.system, queue_in(request.POST)))
