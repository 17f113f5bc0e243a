"""Ending a round of questions to several people: what counts, who is told."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from accounts import audit
from accounts.models import User
from assessments.mail_kinds import VOICES_DIFFER
from assessments.models import Assessment, Hearing, Voice
from assessments.questionnaire import wizard
from assessments.voices.rights import decider_of
from notifications.obligations import owe
from systems.staleness import mark_stale

FEWEST = 2
"""With a single answer there is nothing to compare, and it would be plain whose it is."""


class TooFew(Exception):
    """Fewer than two people have answered."""


def held(hearing_id: int) -> Hearing:
    """The hearing as it is now, held until the end of the transaction: rounds end once."""
    return Hearing.objects.whole().select_for_update(of=("self",)).get(pk=hearing_id)


def waited_for(hearing: Hearing) -> QuerySet[Voice]:
    """Those who have not sent anything in the round that is under way."""
    if hearing.state == Hearing.State.FIRST:
        return hearing.voices.filter(first__isnull=True)
    return hearing.voices.filter(first__isnull=False, second__isnull=True)


def finish(hearing: Hearing, *, by: User | None) -> None:
    """End the round of a hearing that is held; whoever decides is told. Without a person it is its day that is over:
    then what was saved counts too, as far as it says enough. Raises TooFew."""
    system, first = hearing.assessment.system, hearing.state == Hearing.State.FIRST
    if by is None:
        _hear_drafts(hearing)
    if first:
        _hear_the_owner(hearing)
        if hearing.voices.filter(first__isnull=False).count() < FEWEST:
            raise TooFew
    hearing.state = Hearing.State.COMPARED if first else Hearing.State.REVISED
    hearing.save(update_fields=["state"])
    sent = {"first__isnull": False} if first else {"second__isnull": False}
    detail = {"hearing": hearing.public_id, "count": hearing.voices.filter(**sent).count(), "day": hearing.due_on}
    action = "voices.round_over" if by else "voices.round_over_by_date"
    audit.record(by=by, action=action, about=system, detail=detail, automatic=by is None)
    told = {"hearing": hearing.pk, "state": hearing.state, "by_date": by is None}
    for person in {each for each in (decider_of(hearing), hearing.asked_by, system.owner) if each is not None}:
        key = f"{VOICES_DIFFER}:{hearing.pk}:{hearing.state}:{person.pk}"
        owe(kind=VOICES_DIFFER, key=key, recipient=person, context=told)
    mark_stale([system.pk])


def _hear_drafts(hearing: Hearing) -> None:
    """What was saved and says how soon and how much, or that its author does not know, counts as if it were sent. In a
    second round only what was changed: who changed nothing stays with what was said before."""
    first = hearing.state == Hearing.State.FIRST
    document, now = hearing.assessment.questionnaire.document, timezone.now()
    # Held, so that somebody who saves at this moment is either counted or told.
    for voice in waited_for(hearing).select_for_update().order_by("pk"):
        if wizard.missing(document, voice.answers) or voice.answers == voice.first:
            continue
        if first:
            voice.first, voice.first_sent_at = voice.answers, now
        else:
            voice.second, voice.second_sent_at = voice.answers, now
        voice.save(update_fields=["first", "first_sent_at", "second", "second_sent_at"])


def _hear_the_owner(hearing: Hearing) -> None:
    """The owner's own answers count as one of the voices, if they say how soon and how much."""
    assessment = Assessment.objects.select_related("system", "questionnaire").get(pk=hearing.assessment_id)
    owner = assessment.system.owner_id
    if owner is None or wizard.missing(assessment.questionnaire.document, assessment.answers):
        return
    answers, now = assessment.answers, timezone.now()
    Voice.objects.get_or_create(
        hearing=hearing,
        person_id=owner,
        defaults={"answers": answers, "first": answers, "first_sent_at": now, "saved_at": now},
    )
