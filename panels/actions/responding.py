"""What a person who was asked beside others can do: save, and send, once in each round."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts import audit
from accounts.models import User
from assessments.actions.answering import NotTheirs, StillMissing, VersionConflict, merged
from assessments.actions.inviting_voices import RoundOver
from assessments.models import Hearing, Voice
from assessments.questionnaire import wizard
from assessments.voices.ending import FEWEST, finish, held
from assessments.voices.rights import may_change


@transaction.atomic
def save(*, voice: Voice, given: Mapping[str, Mapping[str, Any] | None], version: int, by: User) -> Voice:
    """Put these answers in, all or none. Raises NotTheirs, RoundOver, VersionConflict."""
    current = _mine(voice, by)
    if current.version != version:
        raise VersionConflict
    current.answers = merged(current.hearing.assessment, current.answers, given, by)
    current.saved_at = timezone.now()
    # The version stands in the condition: of two windows that save at once, one is told.
    written = Voice.objects.filter(pk=current.pk, version=version).update(
        answers=current.answers, saved_at=current.saved_at, version=F("version") + 1
    )
    if not written:
        raise VersionConflict
    current.version = version + 1
    system = current.hearing.assessment.system
    # What was said stands in the voice alone: the trail would put a name beside it.
    audit.record(by=by, action="voices.saved", about=system, detail={"voice": current.public_id})
    return current


@transaction.atomic
def send(*, voice: Voice, version: int, by: User) -> Voice:
    """Send what was shown. The last who sends ends the round. Raises NotTheirs, RoundOver, VersionConflict,
    StillMissing."""
    hearing = held(voice.hearing_id)
    current = _mine(voice, by)
    if current.version != version:
        raise VersionConflict
    if wizard.missing(hearing.assessment.questionnaire.document, current.answers):
        raise StillMissing
    name = "first" if hearing.state == Hearing.State.FIRST else "second"
    setattr(current, name, current.answers)
    setattr(current, f"{name}_sent_at", timezone.now())
    current.save(update_fields=[name, f"{name}_sent_at"])
    detail = {"hearing": hearing.public_id, "round": name}
    audit.record(by=by, action="voices.sent", about=hearing.assessment.system, detail=detail)
    if _all_sent(hearing, name):
        finish(hearing, by=by)
    return current


def _all_sent(hearing: Hearing, name: str) -> bool:
    sent = hearing.voices.filter(**{f"{name}__isnull": False}).count()
    asked = hearing.voices.count() if name == "first" else hearing.voices.filter(first__isnull=False).count()
    return sent == asked and sent >= FEWEST


def _mine(voice: Voice, by: User) -> Voice:
    """The voice as it is now, held, if it is this person's and waited for."""
    if voice.person_id != by.pk:
        raise NotTheirs
    current = Voice.objects.select_for_update().get(pk=voice.pk)
    # Read once the voice is held: whoever ended the round meanwhile held it too.
    current.hearing = Hearing.objects.whole().get(pk=current.hearing_id)
    if not may_change(current):
        raise RoundOver
    return current
