"""The recovery policy: every number of the method that an architect may change, with its default."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from recovery.durations import DAY, HOUR, MINUTE
from recovery.policy.document import Words, as_json_values, check_document
from recovery.policy.earlier import upgraded
from recovery.policy.rows import DEFAULT_COPIES, DEFAULT_ROWS, CopyRow, Pair, StrategyRow, bare, pairs


@dataclass(frozen=True, slots=True)
class Policy:
    """Thresholds, strategies and prices. Times in seconds; `strategies` run from the weakest row to the strongest.

    Where a person acts, `detection_time` and `declaration_time` come first; what fails over by itself takes
    `health_check_interval × health_check_failures + dns_ttl` (Route 53). `finish_time` is the part of a recovery for
    which all that a system needs must be up; `data_restore_base` what choosing and checking a copy takes at least.
    """

    version: str = "2026.2"
    currency: str = "EUR"
    disruptions_per_year: float = 0.5
    detection_time: int = 10 * MINUTE
    declaration_time: int = 20 * MINUTE
    health_check_interval: int = 30
    health_check_failures: int = 3
    dns_ttl: int = MINUTE
    finish_time: int = 15 * MINUTE
    data_restore_base: int = 30 * MINUTE
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
    continuous_retention_max: int = 35 * DAY
    archive_interval: int = 30 * DAY
    retention_minimum: int = 35 * DAY
    discovery_margin: int = 7 * DAY
    strategies: tuple[StrategyRow, ...] = DEFAULT_ROWS
    copies: tuple[CopyRow, ...] = DEFAULT_COPIES
    by_price: tuple[Pair, ...] = field(init=False, repr=False, compare=False)
    """The pairs of strategy and live copy from the cheapest on."""
    bare_by_price: tuple[Pair, ...] = field(init=False, repr=False, compare=False)
    """The same for what keeps no data."""
    intervals: tuple[int, ...] = field(init=False, repr=False, compare=False)
    """The snapshot intervals on offer, the longest first: none is shorter than the shortest."""
    named: Mapping[str, Words] = field(init=False, repr=False, compare=False)
    """The names of the rows that have some of their own, by key."""

    def __post_init__(self) -> None:
        # Choosing a strategy is the innermost step of every derivation: sort once.
        object.__setattr__(self, "by_price", pairs(self.strategies, self.copies, self._base_time))
        object.__setattr__(self, "bare_by_price", bare(self.strategies, self._base_time))
        offered = {self.shortest_snapshot, *self.snapshot_intervals}
        intervals = sorted((step for step in offered if step >= self.shortest_snapshot), reverse=True)
        object.__setattr__(self, "intervals", tuple(intervals))
        named = {row.key: row.names for row in self.strategies if row.names}
        named |= {copy.key: copy.names for copy in self.copies if copy.names}
        object.__setattr__(self, "named", named)

    @property
    def reaction_time(self) -> int:
        """Seconds until a person starts to act: noticing, then deciding."""
        return self.detection_time + self.declaration_time

    @property
    def failover_time(self) -> int:
        """Seconds until requests reach the other site by themselves (seed chapter 26.3, Route 53)."""
        return self.health_check_interval * self.health_check_failures + self.dns_ttl

    def _base_time(self, row: StrategyRow) -> int:
        if row.person:
            return self.reaction_time + row.doing_time
        return row.doing_time if row.goes_on else self.failover_time + row.doing_time

    def pairs_for(self, *, has_data: bool) -> tuple[Pair, ...]:
        """The pairs that a system may take, from the cheapest on."""
        return self.by_price if has_data else self.bare_by_price

    def copy(self, key: str | None) -> CopyRow | None:
        """The live copy of that key, or None when the policy has none."""
        return next((each for each in self.copies if each.key == key), None)

    def row(self, key: str | None) -> StrategyRow | None:
        """The strategy of that key, or None when the policy has none."""
        for row in self.strategies:
            if row.key == key:
                return row
        return None

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "Policy":
        """The policy a stored or posted document describes; fields left out keep their default.

        A document of version 2026.1 is read as what it said then. Raises PolicyError, which lists every fault, when a
        field is unknown or its value makes no sense.
        """
        fields = check_document(upgraded(document), StrategyRow, CopyRow)
        return cls(**fields)

    def to_document(self) -> dict[str, Any]:
        """Every field as plain JSON; `from_document` gives the same policy back."""
        return as_json_values(self)


DEFAULT_POLICY = Policy()
