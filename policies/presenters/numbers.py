"""Every number of the policy: what kind of number it is, and what it means in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Kind(Enum):
    """How a number is typed, shown and checked. A threshold is a count from which on something is said."""

    DURATION = "duration"
    DURATIONS = "durations"
    PERCENT = "percent"
    COUNT = "count"
    THRESHOLD = "threshold"
    NUMBER = "number"
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
    key: str
    title: str | Promise
    numbers: tuple[Number, ...]


GROUPS: tuple[Group, ...] = (
    Group(
        "clock", _("The clock of a recovery"),
        (
            Number("detection_time", Kind.DURATION, _("Time until somebody notices"),
                   _("It comes first where a person has to act.")),
            Number("declaration_time", Kind.DURATION, _("Time until somebody decides to recover"),
                   _("It comes next where a person has to act.")),
            Number("health_check_interval", Kind.DURATION, _("A health check every"),
                   _("What fails over by itself asks so often whether the site still answers.")),
            Number("health_check_failures", Kind.COUNT, _("Failed health checks in a row"),
                   _("After so many the site counts as lost: 3 of them, one every 30 seconds, are 90 seconds.")),
            Number("dns_ttl", Kind.DURATION, _("An old address is remembered for"),
                   _("The time to live of the DNS entry: so long some users still knock at the lost site.")),
            Number("finish_time", Kind.DURATION, _("Starting, connecting and checking take"),
                   _("The last part of a recovery by people. All that the system needs has to be up for it.")),
            Number("data_restore_base", Kind.DURATION, _("Choosing and checking a copy of the past takes"),
                   _("Where the data are destroyed. Copying them back comes on top: size ÷ throughput.")),
        ),
    ),
    Group(
        "history", _("Copies of the past"),
        (
            Number("shortest_snapshot", Kind.DURATION, _("Snapshots at most every"),
                   _("Who may lose less than twice this time gets every change kept instead.")),
            Number("snapshot_intervals", Kind.DURATIONS, _("Times between snapshots that are offered"),
                   _("The longest one is taken that loses little enough."), _("Separated by commas.")),
            Number("continuous_interval", Kind.DURATION, _("Every change is safe after"),
                   _("How often the log of changes is copied where every change is kept.")),
            Number("continuous_retention_max", Kind.DURATION, _("Every change is kept at most"),
                   _("Beyond it one snapshot a day does. AWS Backup keeps a log for 35 days at most.")),
            Number("retention_minimum", Kind.DURATION, _("Copies are kept at least"),
                   _("Laws and the time until damage is noticed can make it longer.")),
            Number("discovery_margin", Kind.DURATION, _("Kept beyond the discovery of damage by"),
                   _("So that one copy is surely older than the damage.")),
            Number("archive_interval", Kind.DURATION, _("A copy for the archive every"),
                   _("Where the law asks to keep data for longer. 30 days give one copy a month.")),
        ),
    ),
    Group(
        "reviews", _("Exercises and reviews"),
        (
            Number("drill_age", Kind.DURATION, _("A drill counts for"),
                   _("After this time the recovery counts as never tested.")),
            Number("approval_age", Kind.DURATION, _("An approval counts for"),
                   _("After this time the owner is asked to confirm the answers.")),
        ),
    ),
    Group(
        "money", _("Money"),
        (
            Number("disruptions_per_year", Kind.NUMBER, _("Disruptions a year"),
                   _("To expect for one system. 0.5 is one every two years. The expected loss counts with it.")),
            Number("currency", Kind.TEXT, _("Currency"),
                   _("Amounts are not converted when it changes."), _("Three letters, like EUR.")),
        ),
    ),
    Group(
        "thresholds", _("From when on somebody is asked"),
        (
            Number("headroom", Kind.PERCENT, _("Share of the bearable time a plan may use"),
                   _("The rest is kept for a bad day: with 80 %, of 10 hours a plan may use 8.")),
            Number("harm_factor", Kind.NUMBER, _("Times faster than the first harm"),
                   _("Who wants a system back this many times faster than it first hurts is asked why.")),
            Number("tighter_steps", Kind.THRESHOLD, _("Steps tighter than needed"),
                   _("From so many on, the owner is told what that costs.")),
            Number("disagreement_steps", Kind.THRESHOLD, _("Steps between two answers that do not agree"),
                   _("Steps of the ladder: 15 minutes, 30 minutes, 1 hour, 2 hours and so on.")),
            Number("overbuilt_rows", Kind.THRESHOLD, _("Strategies stronger than needed"),
                   _("From so many on, the owner is told what could be saved.")),
            Number("owner_share", Kind.PERCENT, _("Share that may be most urgent"),
                   _("An owner who calls so many of the own systems most urgent is asked to rank them.")),
            Number("owner_systems", Kind.THRESHOLD, _("Systems an owner must have to be asked"),
                   _("Owners of fewer systems are not asked to rank them.")),
        ),
    ),
)  # fmt: skip


def numbers() -> Iterator[Number]:
    for group in GROUPS:
        yield from group.numbers
