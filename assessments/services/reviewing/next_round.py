"""Which round an architect who works through the queue opens after this one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from django.db.models import Q, QuerySet

from accounts.models import User
from assessments.models import Assessment
from assessments.services.four_eyes import involved_in_each
from assessments.services.reviewing.queue_filter import QueueFilter

AT_ONCE = 25
"""Of so many it is looked at once who had a part in them."""


def next_round(person: User, query: str, after: Assessment) -> Assessment | None:
    """The next one that was sent later and that this person may decide about, or else the oldest; None if none is left
    of what the filter `query` finds."""
    found = QueueFilter.of_query(query, user=person).qs.exclude(pk=after.pk)
    later = Q(submitted_at__gt=after.submitted_at) | Q(submitted_at=after.submitted_at, pk__gt=after.pk)
    whole = chain(_decidable(person, found.filter(later)), _decidable(person, found.exclude(later)))
    return next(whole, None)


def _decidable(person: User, rounds: QuerySet[Assessment]) -> Iterator[Assessment]:
    """Those that the person had no part in."""
    start = 0
    while piece := list(rounds[start : start + AT_ONCE]):
        involved = involved_in_each([each.system for each in piece])
        yield from (each for each in piece if person.pk not in involved[each.system_id].people)
        start += AT_ONCE
