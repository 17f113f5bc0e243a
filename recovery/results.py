"""What a derivation returns: numbers, each with its because, and findings with computed offers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from recovery.dependencies.schedule import Chain
from recovery.messages.text import Reason, Text, Value
from recovery.planning.backups import BackupPlan, Kept
from recovery.planning.plan import Loss
from recovery.records import restored

GIVE_REASON = "give-reason"
"""What people do about an objective looser than its limit; it names the `objectives` in its label."""
PROMISES = frozenset(
    (
        "on-call", "renegotiate", "fund", "plan-failover", "plan-data-restore", "workaround", "name-reconciler",
        "protect-after-batch", "add-history", "first-things-first", "seasonal",
    )
)  # fmt: skip
"""What people do that can be promised for a day. It is no fact before somebody says that it is done."""
SAYING_WHY = frozenset(("offer.mtd", "offer.mtd-and-impact"))
"""The labels of offers that say "and why"."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """Suggested objectives in seconds and why. `rto_limit` and `rpo_limit` are the exact limits below which the
    suggested ones are ladder steps; what is chosen is compared with them."""

    mtd: int | None
    rto: int | None
    rpo: int | None
    rpo_limit: int | None
    first_harm: int | None
    peak_rto: int | None
    because: tuple[Reason, ...]
    rto_limit: int | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """One strategy of the policy with a live copy, whether it meets the objectives, and why it was taken or rejected.

    `recovery_point` is None where there are no data to lose.
    """

    strategy: str
    live_copy: str
    fits: bool
    because: Text
    recovery_time: int
    recovery_point: int | None
    cost_tier: int
    yearly_cost: float | None


@dataclass(frozen=True, slots=True)
class LadderStep:
    """The plan one ladder step away. `seconds` is the objective there, `saving` a year's money (negative: it costs)."""

    seconds: int
    strategy: str | None
    cost_tier: int | None
    yearly_cost: float | None
    saving: float | None
    label: Text


@dataclass(frozen=True, slots=True)
class LadderSteps:
    """One step looser and tighter for each objective; None at the ends of the ladder."""

    rto_looser: LadderStep | None = None
    rto_tighter: LadderStep | None = None
    rpo_looser: LadderStep | None = None
    rpo_tighter: LadderStep | None = None


@dataclass(frozen=True, slots=True)
class BalancePoint:
    """Cost of recovery against expected loss, both a year's, were the RTO this ladder step (NIST SP 800-34 r1)."""

    rto: int
    strategy: str | None
    yearly_cost: float | None
    expected_loss: float


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What a change does to another system's findings, by code."""

    system: str
    resolves: tuple[str, ...]
    raises: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """A way out of a finding, worked out: apply `change`, derive again, and this is what comes of it.

    `action` names what people have to do. `change` is empty where nothing can be computed; beside the action of a
    promise it is what is true once that is kept. With a "system" in the change, the plan shown is that system's.
    `resolves` and `raises` are codes of this system, and `raises` also those of others; `elsewhere` says which others.
    A system among thousands may be left out there, its code never.
    """

    change: Mapping[str, Any]
    action: str
    label: Text
    consequence: Text | None
    strategy: str | None
    live_copy: str | None
    history: BackupPlan | None
    cost_tier: int | None
    yearly_cost: float | None
    saving: float | None
    resolves: tuple[str, ...]
    raises: tuple[str, ...]
    elsewhere: tuple[Elsewhere, ...] = ()
    warning: Text | None = None
    """How many findings come with it, and the gravest of them; None where none comes."""

    @property
    def is_promise(self) -> bool:
        """Whether it is something that somebody sees to until a day, and no answer that is changed at once."""
        return self.action in PROMISES

    @property
    def asks_why(self) -> bool:
        """Whether it says something that wants a reason: what was said is overridden, or it is the reason itself."""
        says_why = self.label.code in SAYING_WHY or self.action == GIVE_REASON
        return says_why or "override-without-reason" in self.raises

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Self:
        """The offer that was stored as JSON."""
        return restored(cls, record)


@dataclass(frozen=True, slots=True)
class Finding:
    """A contradiction: its stable code, how severe, what was read, who can resolve it and how."""

    code: str
    severity: str
    message: Text
    read: Mapping[str, Value]
    offers: tuple[Offer, ...]
    justifiable: bool
    resolver: str


@dataclass(frozen=True, slots=True)
class DataObjective:
    """The objectives that hold where the data are destroyed, in seconds; None where nobody has given one. `own` says
    that they were given for that, and are not those of every disruption."""

    rto: int | None
    rpo: int | None
    own: bool


@dataclass(frozen=True, slots=True)
class Derived:
    """Everything derived about one system. Seconds for times; a year's money in the policy's currency.

    `impact` is the grid as it was answered, with the horizons as text.
    `finishing` is the part of the recovery estimate for which all that the system needs has to be up.
    `recovery_time` is the plan's from the loss of a site, `data_recovery_time` from the destruction of the data;
    `today_data_recovery_time` that of the copies there are today; None where unknown.
    `copy_due` is the age at which the newest copy that checks in is overdue.
    `because` holds a text for each number that is there, by the number's name; those of the suggestion are with it.
    """

    key: str
    policy_version: str
    currency: str
    suggested: Suggested
    strategy: str | None
    live_copy: str | None
    live_alarm: int | None
    history: BackupPlan | None
    cost_tier: int | None
    yearly_cost: float | None
    expected_loss: float | None
    balance: tuple[BalancePoint, ...]
    worst_loss: Loss
    worst_loss_today: Loss
    options: tuple[Option, ...]
    neighbours: LadderSteps
    recovery_estimate: int | None
    required_rto: int | None
    required_chain: Chain
    earliest_recovery: int | None
    earliest_chain: Chain
    wave: int
    because: Mapping[str, Text]
    assumptions: tuple[Text, ...]
    findings: tuple[Finding, ...]
    impact: Mapping[str, Mapping[str, str]] | None = None
    finishing: int = 0
    recovery_time: int | None = None
    data_recovery_time: int | None = None
    today_data_recovery_time: int | None = None
    archive: Kept | None = None
    objective_for_data: DataObjective | None = None
    copy_due: int | None = None

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Self:
        """What was stored as JSON, with the findings where they were stored with it."""
        return restored(cls, record)
