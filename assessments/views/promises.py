"""Promises about a system: what somebody sees to until when, made, kept or taken back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from accounts.services.access import PersonRequest
from assessments.actions import committing
from assessments.forms.committing import PromiseForm
from assessments.models import Assessment, Commitment
from assessments.presenters.consequences import consequence
from assessments.presenters.promises import promises_in_words
from assessments.services.changeable import answers_to_change, document_to_change, newest_rounds
from assessments.views.beginning import why_not
from assessments.views.fragments import system_of
from recovery.contradictions import BY_CODE
from recovery.results import Finding as KnownFinding
from recovery.results import Offer
from systems.models import Finding, System
from systems.presenters.findings import OWNER, sentence_of
from systems.services.names import names_for


@require_http_methods(["GET", "HEAD", "POST"])
def promises(request: PersonRequest, key: str) -> HttpResponse:
    """What was promised about the system; with a way out in the address, the form that promises it."""
    system = system_of(request, key)
    if request.method == "POST":
        return _promise(request, system)
    wanted = request.GET.get("finding"), request.GET.get("action")
    form = PromiseForm(initial={"who": str(request.user)}) if all(wanted) else None
    return _page(request, system, form)


def _promise(request: PersonRequest, system: System) -> HttpResponse:
    if not committing.may_promise(request.user, system):
        raise PermissionDenied(why_not(system))
    code, offer, read = _offer(request, system)
    form = PromiseForm(request.POST)
    if not form.is_valid():
        return _page(request, system, form, status=422)
    committing.promise(system=system, finding=code, offer=offer, read=read, by=request.user, **form.cleaned_data)
    messages.success(request, gettext("Promised. The contradiction stays in sight until it is done."))
    return redirect(onward(request.user, system))


def onward(person: User, system: System) -> str:
    """Back to the answers that are still being given, else to the system."""
    round_ = newest_rounds([system.pk]).get(system.pk)
    if round_ is not None and round_.state == Assessment.State.OPEN and person.answers_for(system.owner_id):
        return reverse("assessments:check", args=[round_.public_id])
    return reverse("systems:detail", args=[system.key])


def _page(request: PersonRequest, system: System, form: PromiseForm | None, *, status: int = 200) -> HttpResponse:
    may = committing.may_promise(request.user, system)
    rows = system.commitments.select_related("system", "by")
    context: dict[str, Any] = {"system": system, "may": may, "promises": promises_in_words(rows, request.user)}
    if form is not None and may:
        code, offer, _ = _offer(request, system)
        names = names_for(request.user, [system], [(offer.label, ())])
        context |= {"form": form, "label": sentence_of(offer.label, OWNER, names), "finding": code, "offer": offer}
    return render(request, "assessments/promises.html", context, status=status)


def _offer(request: PersonRequest, system: System) -> tuple[str, Offer, dict[str, object]]:
    """The contradiction, the way out to be promised, and the numbers as they are. 404 for what nobody offers."""
    asked = request.POST if request.method == "POST" else request.GET
    code, action = asked.get("finding", ""), asked.get("action", "")
    if code in BY_CODE:
        for finding in (_found(system, code), _given(request.user, system, code)):
            for offer in finding.offers if finding else ():
                if offer.action == action and offer.is_promise:
                    return code, offer, dict(finding.read) if finding else {}
    raise Http404


def _found(system: System, code: str) -> KnownFinding | None:
    """The contradiction in what was sent."""
    row = Finding.objects.open().filter(system=system, code=code).first()
    if row is None:
        return None
    rule = BY_CODE[code]
    return KnownFinding(code, row.severity, row.message(), row.read, row.ways_out(), row.justifiable, rule.resolver)


def _given(person: User, system: System, code: str) -> KnownFinding | None:
    """The contradiction in what is being answered, for the owner of the system."""
    round_ = newest_rounds([system.pk]).get(system.pk)
    if round_ is None or not person.answers_for(system.owner_id):
        return None
    found = consequence(system, document_to_change(round_), answers_to_change(round_), reader=person)
    return next((each for each in found.derived.findings if each.code == code), None) if found else None


@require_POST
def keep(request: PersonRequest, promise_id: int) -> HttpResponse:
    """It is done."""
    commitment = _known(request, promise_id)
    _as_theirs(commitment, committing.keep, request.user)
    if commitment.change:
        messages.success(request, gettext("Done: the answer says so now, and the plan is calculated again."))
    else:
        messages.success(
            request, gettext("Done. The contradiction goes when the facts show it. Enter them where they belong.")
        )
    return redirect("assessments:promises", key=commitment.system.key)


@require_POST
def withdraw(request: PersonRequest, promise_id: int) -> HttpResponse:
    """It is not going to be done."""
    commitment = _known(request, promise_id)
    _as_theirs(commitment, committing.withdraw, request.user)
    messages.success(request, gettext("The promise is taken back. The contradiction stands as before."))
    return redirect("assessments:promises", key=commitment.system.key)


def _as_theirs(commitment: Commitment, action: Any, person: User) -> None:
    try:
        action(commitment=commitment, by=person)
    except committing.NotTheirs as error:
        raise PermissionDenied(why_not(commitment.system)) from error


def _known(request: PersonRequest, promise_id: int) -> Commitment:
    rows = Commitment.objects.filter(system__in=System.objects.for_user(request.user))
    return get_object_or_404(rows.select_related("system__owner"), pk=promise_id)
