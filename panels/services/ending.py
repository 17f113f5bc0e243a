"""Ending a round of questions to several people: what counts, who is told."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.services import audit
from assessments.models import Assessment
from notifications.services.outgoing import owe
from panels.mail_kinds import RESPONSES_DIFFER
from panels.models import Panel, PanelResponse
from panels.services.rights import decider_of
from questionnaires.services import wizard
from systems.services.staleness import mark_stale

FEWEST = 2
"""With a single answer there is nothing to compare, and it would be plain whose it is."""


class TooFew(Exception):
    """Fewer than two people have answered."""


def held(panel_id: int) -> Panel:
    """The panel as it is now, held until the end of the transaction: rounds end once."""
    return Panel.objects.whole().select_for_update(of=("self",)).get(pk=panel_id)


def waited_for(panel: Panel) -> QuerySet[PanelResponse]:
    """Those who have not sent anything in the round that is under way."""
    if panel.state == Panel.State.FIRST:
        return panel.responses.filter(first__isnull=True)
    return panel.responses.filter(first__isnull=False, second__isnull=True)


def finish(panel: Panel, *, by: User | None) -> None:
    """End the round of a panel that is held; whoever decides is told. Without a person it is its day that is over:
    then what was saved counts too, as far as it says enough. Raises TooFew."""
    system, first = panel.assessment.system, panel.state == Panel.State.FIRST
    if by is None:
        _hear_drafts(panel)
    if first:
        _hear_the_owner(panel)
        if panel.responses.filter(first__isnull=False).count() < FEWEST:
            raise TooFew
    panel.state = Panel.State.COMPARED if first else Panel.State.REVISED
    panel.save(update_fields=["state"])
    sent = {"first__isnull": False} if first else {"second__isnull": False}
    detail = {"panel": panel.public_id, "count": panel.responses.filter(**sent).count(), "day": panel.due_on}
    action = "responses.round_over" if by else "responses.round_over_by_date"
    audit.record(by=by, action=action, about=system, detail=detail, automatic=by is None)
    about = {"panel": panel.pk, "state": panel.state, "by_date": by is None}
    for person in {each for each in (decider_of(panel), panel.asked_by, system.owner) if each is not None}:
        key = f"{RESPONSES_DIFFER}:{panel.pk}:{panel.state}:{person.pk}"
        owe(kind=RESPONSES_DIFFER, key=key, recipient=person, context=about)
    mark_stale([system.pk])


def _hear_drafts(panel: Panel) -> None:
    """What was saved and says how soon and how much, or that its author does not know, counts as if it were sent. In a
    second round only what was changed: who changed nothing stays with what was said before."""
    first = panel.state == Panel.State.FIRST
    document, now = panel.assessment.questionnaire.document, timezone.now()
    # Held, so that somebody who saves at this moment is either counted or told.
    for panel_response in waited_for(panel).select_for_update().order_by("pk"):
        if wizard.missing(document, panel_response.answers) or panel_response.answers == panel_response.first:
            continue
        if first:
            panel_response.first, panel_response.first_sent_at = panel_response.answers, now
        else:
            panel_response.second, panel_response.second_sent_at = panel_response.answers, now
        panel_response.save(update_fields=["first", "first_sent_at", "second", "second_sent_at"])


def _hear_the_owner(panel: Panel) -> None:
    """The owner's own answers count as one of the responses, if they say how soon and how much."""
    assessment = Assessment.objects.select_related("system", "questionnaire").get(pk=panel.assessment_id)
    owner = assessment.system.owner_id
    if owner is None or wizard.missing(assessment.questionnaire.document, assessment.answers):
        return
    answers, now = assessment.answers, timezone.now()
    PanelResponse.objects.get_or_create(
        panel=panel,
        person_id=owner,
        defaults={"answers": answers, "first": answers, "first_sent_at": now, "saved_at": now},
    )
