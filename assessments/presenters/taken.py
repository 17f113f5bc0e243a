"""The ways out that were taken, in words: what each changed, and whether it can be taken back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext

from accounts.models import User
from assessments.actions.answering import may_answer
from assessments.models import Assessment, TakenOffer, TakenProtection
from assessments.presenters.offer_labels import labels_in_words
from assessments.services.changeable import answers_of
from assessments.services.offers import differing
from presentation.language import language
from questionnaires.presenters.differences import Changed, touched
from recovery.messages import title
from systems.models import System
from systems.services.protection_changes import fields_of
from systems.services.rights import may_say_protection


@dataclass(frozen=True)
class SaidTaken:
    """A way out that was taken. `undo` is the address to take it back at; where there is none, `why_not` says why."""

    pk: int | str
    title: str
    label: str
    reason: str
    changes: tuple[Changed, ...]
    by: str
    at: datetime
    undone_at: datetime | None
    undo: str
    why_not: str


def taken_in_words(rows: Iterable[TakenOffer], round_: Assessment, reader: User) -> list[SaidTaken]:
    """For somebody who may know of the system; `round_` is that of all these rows."""
    known = list(rows)
    labels = labels_in_words(known, [round_.system], reader)
    document = round_.questionnaire.document
    return [
        SaidTaken(
            pk=each.pk,
            title=title(each.finding, language()),
            label=label,
            reason=each.reason,
            changes=touched(document, each.before, each.now, language()),
            by=str(each.by),
            at=each.at,
            undone_at=each.undone_at,
            undo=reverse("assessments:undo", args=[each.pk]) if not (why := why_not(each, round_, reader)) else "",
            why_not=why,
        )
        for each, label in zip(known, labels, strict=True)
    ]


def why_not(taken: TakenOffer, round_: Assessment, reader: User) -> str:
    """What stands in the way of taking it back; nothing where nothing does."""
    if taken.undone_at is not None:
        return gettext("It was taken back.")
    if not may_answer(reader, round_):
        return gettext("Only who answers for the system can take it back.")
    if round_.state not in Assessment.UNDER_WAY:
        return gettext("These answers have been decided upon. To change them, answer again.")
    if not taken.holds(answers_of(round_)):
        return gettext("The answers that it changed have been changed again since. Taking it back would lose that.")
    return ""


def undoable(round_: Assessment, reader: User) -> list[SaidTaken]:
    """What can be taken back now, the newest first."""
    rows = round_.taken_offers.filter(undone_at=None).select_related("by")
    return [each for each in taken_in_words(rows, round_, reader) if each.undo]


SHOWN = 5


def protection_in_words(rows: Iterable[TakenProtection], reader: User) -> list[SaidTaken]:
    """Ways out that changed what protects a system today, for somebody who may know of it."""
    known = list(rows)
    labels = labels_in_words(known, [each.system for each in known], reader)
    return [
        SaidTaken(
            pk=f"protection-{each.pk}",
            title=title(each.finding, language()),
            label=label,
            reason="",
            changes=differing(each.before, each.now),
            by=str(each.by),
            at=each.at,
            undone_at=each.undone_at,
            undo="" if (why := why_protection_stays(each, reader)) else undo_protection_url(each),
            why_not=why,
        )
        for each, label in zip(known, labels, strict=True)
    ]


def undo_protection_url(taken: TakenProtection) -> str:
    return reverse("assessments:undo_protection", args=[taken.pk])


def why_protection_stays(taken: TakenProtection, reader: User) -> str:
    """What stands in the way of taking it back; nothing where nothing does."""
    if taken.undone_at is not None:
        return gettext("It was taken back.")
    if not may_say_protection(reader, taken.system):
        return gettext("Only architects and the technical contact can take it back.")
    if fields_of(getattr(taken.system, "protection", None), taken.now) != taken.now:
        return gettext("What protects the system was changed again since. Taking it back would lose that.")
    return ""


def undoable_protection(system: System, reader: User) -> list[SaidTaken]:
    """What of it can be taken back now, the newest first."""
    rows = system.taken_protections.filter(undone_at=None).select_related("by", "system__protection")
    return [each for each in protection_in_words(rows[:SHOWN], reader) if each.undo]
