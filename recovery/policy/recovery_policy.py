"""The recovery policy: every number of the method that an architect may change, with its default."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from recovery.durations import DAY, HOUR, MINUTE
from recovery.policy.document import Words, as_json_values, check_document


@dataclass(frozen=True, slots=True)
class StrategyRow:
    """One recovery strategy: what it can reach at best and what it costs.

    `best_time` and `best_point` in seconds; `share` of the yearly running cost of production; `tier` 1 (`$`) to 4.
    `restores` adds size ÷ throughput to the time; `keeps_live_data` brings a live copy with it. `names` and `meanings`
    say by language what it is called and what it is; without them the catalogues speak for the default rows.
    Source of the four default rows: AWS Well-Architected REL13-BP02; the shares are assumptions.
    """

    key: str
    best_time: int
    best_point: int
    share: float
    tier: int
    needs_person: bool = False
    keeps_live_data: bool = True
    restores: bool = False
    names: Words = field(default_factory=dict, hash=False)
    meanings: Words = field(default_factory=dict, hash=False)


DEFAULT_ROWS = (
    StrategyRow(
        "backup_restore", 4 * HOUR, 5 * MINUTE, 0.10, 1, needs_person=True, keeps_live_data=False, restores=True
    ),
    StrategyRow("pilot_light", 30 * MINUTE, MINUTE, 0.25, 2, needs_person=True),
    StrategyRow("warm_standby", 5 * MINUTE, 1, 0.55, 3),
    StrategyRow("multi_site", 0, 0, 1.10, 4),
)


@dataclass(frozen=True, slots=True)
class Policy:
    """Thresholds, strategies and prices. Times in seconds; `strategies` run from the weakest row to the strongest."""

    version: str = "2026.1"
    currency: str = "EUR"
    disruptions_per_year: float = 0.5
    detection_time: int = 0
    declaration_time: int = 0
    headroom: float = 0.8
    harm_factor: float = 4
    tighter_steps: int = 2
    disagreement_steps: int = 2
    overbuilt_rows: int = 2
    drill_age: int = 365 * DAY
    approval_age: int = 365 * DAY
    owner_systems: int = 5
    owner_share: float = 0.8
    shortest_snapshot: int = HOUR
    snapshot_intervals: tuple[int, ...] = tuple(h * HOUR for h in (168, 72, 48, 24, 12, 8, 6, 4, 3, 2, 1))
    continuous_interval: int = 5 * MINUTE
    live_copy_below: int = 5 * MINUTE
    asynchronous_tier: int = 2
    synchronous_tier: int = 4
    retention_minimum: int = 35 * DAY
    discovery_margin: int = 7 * DAY
    strategies: tuple[StrategyRow, ...] = DEFAULT_ROWS
    by_price: tuple[StrategyRow, ...] = field(init=False, repr=False, compare=False)
    """The strategies from the cheapest on; of two that cost the same the lower tier, then the weaker row, first."""
    named: Mapping[str, Words] = field(init=False, repr=False, compare=False)
    """The names of the rows that have some of their own, by key."""

    def __post_init__(self) -> None:
        # Choosing a strategy is the innermost step of every derivation: sort once.
        object.__setattr__(self, "by_price", tuple(sorted(self.strategies, key=lambda row: (row.share, row.tier))))
        object.__setattr__(self, "named", {row.key: row.names for row in self.strategies if row.names})

    def row(self, key: str | None) -> StrategyRow | None:
        """The strategy of that key, or None when the policy has none."""
        for row in self.strategies:
            if row.key == key:
                return row
        return None

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "Policy":
        """The policy a stored or posted document describes; fields left out keep their default.

        Raises PolicyError, which lists every fault, when a field is unknown or its value makes no sense.
        """
        fields = check_document(document, cls, StrategyRow)
        return cls(**fields)

    def to_document(self) -> dict[str, Any]:
        """Every field as plain JSON; `from_document` gives the same policy back."""
        return as_json_values(self)


DEFAULT_POLICY = Policy()
