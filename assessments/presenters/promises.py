"""Promises in words: what, who, until when, and whether it is late."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.urls import reverse

from accounts.models import User
from assessments.models import Commitment
from assessments.presenters.offer_labels import labels_in_words
from assessments.services.commitments import is_late
from presentation.language import language
from recovery.messages import title
from systems.models import System


def promise_url(system: System, finding: str, action: str) -> str:
    """The page on which this way out is promised."""
    return f"{reverse('assessments:promises', args=[system.key])}?{urlencode({'finding': finding, 'action': action})}"


@dataclass(frozen=True)
class SaidPromise:
    pk: int
    code: str
    system: System
    title: str
    label: str
    who: str
    due_on: date
    by: str
    late: bool
    is_open: bool
    kept_at: datetime | None
    withdrawn_at: datetime | None


def promises_in_words(rows: Iterable[Commitment], reader: User) -> list[SaidPromise]:
    """For somebody who may know of these systems."""
    known = list(rows)
    labels = labels_in_words(known, [each.system for each in known], reader)
    return [
        SaidPromise(
            pk=each.pk,
            code=each.finding,
            system=each.system,
            title=title(each.finding, language()),
            label=label,
            who=each.who,
            due_on=each.due_on,
            by=str(each.by),
            late=is_late(each),
            is_open=each.is_open,
            kept_at=each.kept_at,
            withdrawn_at=each.withdrawn_at,
        )
        for each, label in zip(known, labels, strict=True)
    ]
