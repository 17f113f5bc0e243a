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
SAFETY = "safety"
"""The harm to people: what was said about it, no offer changes."""
RATINGS = ("none", "minor", "moderate", "severe", "intolerable")
Impact = Mapping[str, Mapping[int, str]]
"""Category, then horizon in seconds, then rating."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The owner's and the architect's answers about one system; every one may be missing.

    `loss_per_hour` is money per hour of outage, `loss_per_lost_hour` money per hour of work that is lost;
    `minimum_service` the reduced service that suffices at first (MBCO), as a share of normal; `regulator_site` the
    nearest of `SITES` at which a regulator is content with a copy, `same` where no rule says anything."""

    mtd: int | None = None
    wrt: int | None = None
    impact: Impact | None = None
    peak_mtd: int | None = None
    peak_wrt: int | None = None
    loss_per_hour: float | None = None
    loss_per_lost_hour: float | None = None
    minimum_service: float | None = None
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
    regulator_site: str | None = None
    safety_driver: bool | None = None
    workaround_lasts: int | None = None
    workaround_needs: tuple[str, ...] | None = None
    unattended: int | None = None
    owner: str | None = None


SITES = ("same", "other_site", "other_region", "other_provider")
"""Where a copy lies, as seen from production. The next building is the same site."""
SAME_SITE, OTHER_SITE = SITES[:2]


@dataclass(frozen=True, slots=True)
class Today:
    """What protects the system now; None is what nobody has said.

    `strategy` is the key of a policy row. `live_copy` is none, asynchronous or synchronous, `live_lag` how far it may
    be behind; `history` continuous, snapshot or none, one every `interval`, kept for `retention`, and the monthly
    archive for `archive_retention`. The sites are among `SITES`. `isolated`: whoever administers the system, or takes
    over its account, cannot delete the history; `immutable`: for a time nobody can.
    """

    strategy: str | None = None
    live_copy: str | None = None
    live_lag: int | None = None
    live_site: str | None = None
    history: str | None = None
    interval: int | None = None
    retention: int | None = None
    history_site: str | None = None
    isolated: bool | None = None
    immutable: bool | None = None
    archive_retention: int | None = None


FAILOVER, DATA_RESTORE, TABLE_TOP = "failover", "data_restore", "table_top"
EXERCISE_KINDS = (FAILOVER, DATA_RESTORE, TABLE_TOP)


@dataclass(frozen=True, slots=True)
class Exercise:
    """The last exercise of a kind: how long ago, how long recovery took (RTA), how much work was lost (RPA).

    `changed_since` is true when the system changed after it, `reported` when the test told of itself as it ended.
    """

    kind: str
    age: int | None = None
    rta: int | None = None
    rpa: int | None = None
    changed_since: bool | None = None
    reported: bool | None = None


@dataclass(frozen=True, slots=True)
class CheckIns:
    """What the jobs that copy and restore have reported by themselves; None is what they have not.

    `awaited`: so long somebody has waited for reports at all. `copy_age`: how old the data of the newest good copy are;
    `copy_gap`: how old those of the newest grew at most, lately, until the next was there. `restore_failed`: how long
    ago a restore test failed, if none has succeeded since.
    """

    awaited: int | None = None
    copy_age: int | None = None
    copy_gap: int | None = None
    restore_failed: int | None = None

    @property
    def loss(self) -> int | None:
        """The most that would have been lost, lately; None before two copies have come, which is no measure."""
        return None if self.copy_gap is None else max(self.copy_age or 0, self.copy_gap)


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


BUSINESS_SERVICE = "business_service"
TYPES = ("application", "infrastructure", "data_store", BUSINESS_SERVICE)


@dataclass(frozen=True, slots=True)
class System:
    """One system with everything the method reads about it.

    `data_rto` and `data_rpo` hold where the data are destroyed; None says that nobody gave others than `rto` and `rpo`.
    `exercises` holds at most one of each kind. `site` is the place it runs at, `copies_at` that of its history.
    """

    key: str
    rto: Objective = State.UNSET
    rpo: Objective = State.UNSET
    facts: Facts = field(default_factory=Facts)
    today: Today = field(default_factory=Today)
    exercises: tuple[Exercise, ...] = ()
    supplier: Supplier = field(default_factory=Supplier)
    respondents: tuple[Respondent, ...] = ()
    review: Review = field(default_factory=Review)
    type: str = TYPES[0]
    data_rto: int | None = None
    data_rpo: int | None = None
    site: str | None = None
    copies_at: str | None = None
    check_ins: CheckIns = field(default_factory=CheckIns)

    @property
    def has_data(self) -> bool:
        """Whether there is anything to copy: an RPO that does not apply says no."""
        return self.rpo is not State.NOT_APPLICABLE

    @property
    def is_service(self) -> bool:
        """Whether it is a business service, which has nothing of its own to recover."""
        return self.type == BUSINESS_SERVICE

    def exercise(self, kind: str) -> Exercise | None:
        """The last exercise of that kind."""
        return next((each for each in self.exercises if each.kind == kind), None)


HARD, SOFT, SHARES = "hard", "soft", "shares_transactions"
KINDS = (HARD, SOFT, SHARES)


@dataclass(frozen=True, slots=True)
class Dependency:
    """`system` needs `needs`; sharing transactions goes both ways."""

    system: str
    needs: str
    kind: str = HARD
