"""The owner's way in, where mails lead. A look begins nothing: mail scanners and curious people follow links, too."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from accounts.services.access import PersonRequest
from assessments import queries
from assessments.actions import asking
from assessments.models import Assessment
from assessments.views.decision import last_decision, newest_round
from questionnaires.services import wizard
from questionnaires.services.express import only_begun, open_in_express
from questionnaires.services.renewal import to_confirm
from systems.models import System

State = Assessment.State


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: PersonRequest, key: str) -> HttpResponse:
    """To the owner's first open question. Where no round is under way, a page with the button that begins one."""
    system = get_object_or_404(System.objects.for_user(request.user).select_related("owner"), key=key)
    try:
        if request.method == "POST":
            return redirect(page_to_go_on(asking.begin(system=system, by=request.user)))
        asking.only_who_answers(system=system, by=request.user)
    except asking.NotTheOwner as error:
        raise PermissionDenied(why_not(system)) from error
    round_ = newest_round(system)
    if round_ is not None and goes_on(request, round_):
        return redirect(page_to_go_on(round_))
    return render(request, "assessments/answering/begin.html", {"system": system, **standing(system, round_)})


def goes_on(request: PersonRequest, round_: Assessment) -> bool:
    """Whether there is something to go on with; what another was asked is first taken over, by the button."""
    mine = request.user.answers_for(round_.respondent_id)
    return round_.state == State.SUBMITTED or (mine and round_.state in Assessment.UNDER_WAY)


def standing(system: System, round_: Assessment | None) -> dict[str, object]:
    """What the page says before anything begins."""
    approved = round_ is not None and round_.state == State.APPROVED
    return {
        "approved": approved,
        "decision": last_decision(round_) if approved else None,
        "grown_old": approved and System.objects.filter(queries.GROWN_OLD, pk=system.pk).exists(),
        "before_me": (round_.respondent or gettext("Somebody else")) if round_ is not None and not approved else None,
    }


def page_to_go_on(round_: Assessment) -> str:
    """Nothing answered yet: the short way. Sent in short and asked for more: what it led to, with all topics."""
    document, answers = round_.questionnaire.document, round_.answers
    topic = wizard.first_open(document, answers)
    if round_.state == State.RETURNED and round_.in_short:
        return reverse("assessments:outcome", args=[round_.public_id])
    if topic == wizard.CHECK or round_.state in (State.SUBMITTED, State.RETURNED):
        return reverse("assessments:check", args=[round_.public_id])
    if to_confirm(document, answers):
        return reverse("assessments:again", args=[round_.public_id])
    if only_begun(document, answers):
        page = "express" if open_in_express(document, answers) else "outcome"
        return reverse(f"assessments:{page}", args=[round_.public_id])
    return reverse("assessments:topic", args=[round_.public_id, topic])


def why_not(system: System) -> str:
    if system.status == System.Status.RETIRED:
        return gettext("%(system)s is retired, so nobody is asked about it any more.") % {"system": system.name}
    if system.owner is None:
        return gettext("Nobody is named as the owner of %(system)s yet, so nobody can answer.") % {
            "system": system.name
        }
    return gettext("Only %(name)s answers the questions about %(system)s.") % {
        "name": system.owner,
        "system": system.name,
    }
