"""What is known about a system before anything is derived: answers, today's protection, exercises, reviews.

Every duration and age is a whole number of seconds; None means unanswered. The names are those of the derive contract.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class State(StrEnum):
    """What an objective is when it is not a duration. Zero is a duration, not a state."""

    UNSET = "unset"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not applicable"


Objective = int | State
"""Seconds, or why there is no number."""

CATEGORIES = ("money", "customers", "legal", "safety", "staff")
RATINGS = ("none", "minor", "moderate", "severe", "intolerable")
Impact = Mapping[str, Mapping[int, str]]
"""Category, then horizon in seconds, then rating."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The owner's and the architect's answers about one system; every one may be missing."""

    mtd: int | None = None
    wrt: int | None = None
    impact: Impact | None = None
    peak_mtd: int | None = None
    peak_wrt: int | None = None
    loss_per_hour: float | None = None
    running_cost: float | None = None
    recovery_budget: float | None = None
    data_size_gib: float | None = None
    restore_mib_per_s: float | None = None
    start_window: int | None = None
    running_time: int | None = None
    copy_lag: int | None = None
    change_interval: int | None = None
    entries_per_hour: float | None = None
    rebuild_window: int | None = None
    minutes_per_entry: float | None = None
    people_reentering: float | None = None
    expendable_entries: float | None = None
    never_lose: bool | None = None
    discovery_time: int | None = None
    legal_retention: int | None = None
    regulator_rto: int | None = None
    regulator_rpo: int | None = None
    safety_driver: bool | None = None
    workaround_lasts: int | None = None
    workaround_needs: tuple[str, ...] | None = None
    unattended: int | None = None
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class Today:
    """What protects the system now. `live_copy` is none, asynchronous or synchronous; `history` continuous, snapshot
    or none; `strategy` the key of a policy row."""

    strategy: str | None = None
    live_copy: str | None = None
    live_lag: int | None = None
    history: str | None = None
    interval: int | None = None
    retention: int | None = None
    copy_elsewhere: bool | None = None
    immutable: bool | None = None


@dataclass(frozen=True, slots=True)
class Exercise:
    """The last exercise; all None when there was none. `changed_since` is true when the system changed after it."""

    age: int | None = None
    rta: int | None = None
    rpa: int | None = None
    changed_since: bool | None = None


@dataclass(frozen=True, slots=True)
class Supplier:
    """What the supplier's contract promises."""

    rto: int | None = None
    rpo: int | None = None


@dataclass(frozen=True, slots=True)
class Respondent:
    """The objectives one of several people asked has given."""

    rto: Objective = State.UNSET
    rpo: Objective = State.UNSET


@dataclass(frozen=True, slots=True)
class Review:
    """Sign-off. An empty `override_reason` says that none was given; None says that nobody looked."""

    approved_age: int | None = None
    owner_active: bool | None = None
    override_reason: str | None = None


@dataclass(frozen=True, slots=True)
class System:
    """One system with everything the method reads about it.

    `data_rto` holds where the data are destroyed; None says that nobody gave another than `rto`. `site` is the place it
    runs at, `copies_at` that of the copies it is restored from.
    """

    key: str
    rto: Objective = State.UNSET
    rpo: Objective = State.UNSET
    facts: Facts = field(default_factory=Facts)
    today: Today = field(default_factory=Today)
    exercise: Exercise = field(default_factory=Exercise)
    supplier: Supplier = field(default_factory=Supplier)
    respondents: tuple[Respondent, ...] = ()
    review: Review = field(default_factory=Review)
    data_rto: int | None = None
    site: str | None = None
    copies_at: str | None = None


HARD, SOFT, SHARES = "hard", "soft", "shares_transactions"
KINDS = (HARD, SOFT, SHARES)


@dataclass(frozen=True, slots=True)
class Dependency:
    """`system` needs `needs`; sharing transactions goes both ways."""

    system: str
    needs: str
    kind: str = HARD
