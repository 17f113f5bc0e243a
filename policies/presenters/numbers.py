"""Every number of the policy: what kind of number it is, and what it means in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Kind(Enum):
    """How a number is typed, shown and checked."""

    DURATION = "duration"
    DURATIONS = "durations"
    PERCENT = "percent"
    COUNT = "count"
    NUMBER = "number"
    TIER = "tier"
    TEXT = "text"


@dataclass(frozen=True)
class Number:
    """One field of `recovery.policy.Policy`: `help` says what it does, `hint` how it is typed."""

    name: str
    kind: Kind
    label: str | Promise
    help: str | Promise
    hint: str | Promise = ""


@dataclass(frozen=True)
class Group:
    title: str | Promise
    numbers: tuple[Number, ...]


GROUPS: tuple[Group, ...] = (
    Group(
        _("When a disaster happens"),
        (
            Number("disruptions_per_year", Kind.NUMBER, _("Disruptions a year"),
                   _("To expect for one system. 0.5 is one every two years. The expected loss counts with it.")),
            Number("detection_time", Kind.DURATION, _("Time until somebody notices"),
                   _("It is added where a person has to act.")),
            Number("declaration_time", Kind.DURATION, _("Time until somebody decides to recover"),
                   _("It is added where a person has to act.")),
            Number("currency", Kind.TEXT, _("Currency"),
                   _("Amounts are not converted when it changes."), _("Three letters, like EUR.")),
        ),
    ),
    Group(
        _("How long a system may be away"),
        (
            Number("headroom", Kind.PERCENT, _("Share of the bearable time a plan may use"),
                   _("The rest is kept for a bad day.")),
            Number("harm_factor", Kind.NUMBER, _("Times faster than the first harm"),
                   _("Who wants a system back this many times faster than it first hurts is asked why.")),
            Number("owner_share", Kind.PERCENT, _("Share that may be most urgent"),
                   _("An owner who calls so many of the own systems most urgent is asked to rank them.")),
            Number("owner_systems", Kind.COUNT, _("Systems an owner must have to be asked"),
                   _("Owners of fewer systems are not asked to rank them.")),
            Number("disagreement_steps", Kind.COUNT, _("Steps between two answers that do not agree"),
                   _("Steps of the ladder: 15 minutes, 30 minutes, 1 hour, 2 hours and so on.")),
        ),
    ),
    Group(
        _("How much work may be lost"),
        (
            Number("tighter_steps", Kind.COUNT, _("Steps tighter than needed"),
                   _("From so many on, the owner is told what that costs.")),
            Number("shortest_snapshot", Kind.DURATION, _("Snapshots at most every"),
                   _("Below twice this time every change is kept instead.")),
            Number("snapshot_intervals", Kind.DURATIONS, _("Times between snapshots that are offered"),
                   _("The longest one is taken that loses little enough."), _("Separated by commas.")),
            Number("continuous_interval", Kind.DURATION, _("Every change is safe after"),
                   _("How often the log of changes is copied where every change is kept.")),
            Number("live_copy_below", Kind.DURATION, _("A live copy when less may be lost than"),
                   _("A second copy then follows a moment behind, against the loss of a site.")),
            Number("asynchronous_tier", Kind.TIER, _("Cost tier of a copy a moment behind"), ""),
            Number("synchronous_tier", Kind.TIER, _("Cost tier of a copy that is never behind"), ""),
            Number("retention_minimum", Kind.DURATION, _("Copies are kept at least"),
                   _("Laws and the time until damage is noticed can make it longer.")),
            Number("discovery_margin", Kind.DURATION, _("Kept beyond the discovery of damage by"),
                   _("So that one copy is surely older than the damage.")),
        ),
    ),
    Group(
        _("Staying up to date"),
        (
            Number("drill_age", Kind.DURATION, _("A drill counts for"),
                   _("After this time the recovery counts as never tested.")),
            Number("approval_age", Kind.DURATION, _("An approval counts for"),
                   _("After this time the owner is asked to confirm the answers.")),
            Number("overbuilt_rows", Kind.COUNT, _("Strategies stronger than needed"),
                   _("From so many on, the owner is told what could be saved.")),
        ),
    ),
)  # fmt: skip


def numbers() -> Iterator[Number]:
    for group in GROUPS:
        yield from group.numbers
