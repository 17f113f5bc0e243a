"""What of a part of the queue one architect can approve together: where nothing is open, and somebody else answered."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.models import User
from assessments.models import Assessment
from assessments.services.four_eyes import involved_in_each
from assessments.services.reviewing.queue_filter import FINDINGS, QueueFilter

AT_ONCE = 100
"""A press approves what one page lists, so that a person can read it."""


@dataclass(frozen=True)
class Together:
    """`ready` to be approved now, the oldest, and how many `more` come after them; the person's `own`, which fit but
    are for another architect; and of the rest how many there are, by what is open (a key of FINDINGS)."""

    ready: list[Assessment]
    more: int
    own: list[Assessment]
    rest: dict[str, int]


def together(found: QueueFilter) -> Together:
    """Of what the filter finds. The same number of queries for one and for many."""
    person: User = found.user
    fitting = list(found.qs.filter(FINDINGS["fits"][1]))
    involved = involved_in_each([each.system for each in fitting])
    own = [each for each in fitting if person.pk in involved[each.system_id].people]
    ready = [each for each in fitting if person.pk not in involved[each.system_id].people]
    return Together(ready[:AT_ONCE], len(ready[AT_ONCE:]), own, _rest(found))


def _rest(found: QueueFilter) -> dict[str, int]:
    parts = {key: condition for key, (_label, condition) in FINDINGS.items() if key != "fits"}
    return {key: found.qs.filter(condition).count() for key, condition in parts.items()}
