"""The rows of a recovery policy: strategies for the computing, live copies of the data, and the pairs of both."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from recovery.durations import HOUR, MINUTE
from recovery.policy.document import Words

NO_COPY = "none"
LIVE = ("asynchronous", "synchronous")


@dataclass(frozen=True, slots=True)
class StrategyRow:
    """How the computing comes back: what it takes and what it costs.

    `doing_time` in seconds, without noticing and deciding; `person` says that somebody has to act; `copies` names the
    live copies that it can carry, none when it is empty; `share` is of the yearly running cost of production; `tier` 1
    (`$`) to 4. `standby_capacity` is the share of normal service that stands ready: what suffices with less is back
    without any doing. `names` and `meanings` say by language what it is called and what it is; without them the
    catalogues speak for the default rows.
    Source of the four default rows: AWS Well-Architected REL13-BP02; the shares are assumptions.
    """

    key: str
    doing_time: int
    share: float
    tier: int
    person: bool = False
    copies: tuple[str, ...] = ()
    standby_capacity: float = 0.0
    names: Words = field(default_factory=dict, hash=False)
    meanings: Words = field(default_factory=dict, hash=False)

    @property
    def goes_on(self) -> bool:
        """Whether requests go on at the other site, so that nothing has to fail over: nobody and nothing acts."""
        return not self.person and self.doing_time == 0

    @property
    def fails_over(self) -> bool:
        """Whether there is a second place that can take over, which an exercise can show."""
        return any(copy != NO_COPY for copy in self.copies)


@dataclass(frozen=True, slots=True)
class CopyRow:
    """A live copy: the least that may be lost with it in seconds (None: what the history loses), and what it adds."""

    key: str
    best_point: int | None
    share: float
    tier: int
    names: Words = field(default_factory=dict, hash=False)
    meanings: Words = field(default_factory=dict, hash=False)

    @property
    def kind(self) -> str:
        """None, asynchronous or synchronous, which loses nothing: so a row of any name is told from the others."""
        if self.best_point is None:
            return NO_COPY
        return LIVE[0] if self.best_point else LIVE[1]


WITHOUT_COPY = CopyRow(NO_COPY, None, 0.0, 1)
DEFAULT_COPIES = (WITHOUT_COPY, CopyRow("asynchronous", 1, 0.05, 2), CopyRow("synchronous", 0, 0.10, 3))
DEFAULT_ROWS = (
    StrategyRow("backup_restore", 3 * HOUR + 30 * MINUTE, 0.10, 1, person=True),
    StrategyRow("pilot_light", 30 * MINUTE, 0.20, 2, person=True, copies=LIVE),
    StrategyRow("warm_standby", 5 * MINUTE, 0.50, 3, copies=LIVE, standby_capacity=0.3),
    StrategyRow("multi_site", 0, 1.00, 4, copies=LIVE, standby_capacity=1.0),
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A strategy with a live copy. Where there is no data to copy, it goes without one and without its share.

    `base_time` is its recovery time in seconds before anything is copied back; `restores` says that data, where there
    are any, have to be copied back from the history before it runs.
    """

    row: StrategyRow
    copy: CopyRow
    share: float
    tier: int
    base_time: int
    restores: bool


BaseTime = Callable[[StrategyRow], int]


def pairs(rows: Iterable[StrategyRow], copies: Iterable[CopyRow], base_time: BaseTime) -> tuple[Pair, ...]:
    """Every pair that the rows allow, the cheapest first; of two that cost the same the lower tier, then the weaker."""
    by_key = {copy.key: copy for copy in copies}
    found = (
        Pair(
            row,
            by_key[key],
            round(row.share + by_key[key].share, 6),
            max(row.tier, by_key[key].tier),
            base_time(row),
            key == NO_COPY,
        )
        for row in rows
        for key in row.copies or (NO_COPY,)
    )
    return tuple(sorted(found, key=_price))


def bare(rows: Iterable[StrategyRow], base_time: BaseTime) -> tuple[Pair, ...]:
    """The pairs of what keeps no data of its own: every strategy without a live copy."""
    found = (Pair(row, WITHOUT_COPY, row.share, row.tier, base_time(row), restores=True) for row in rows)
    return tuple(sorted(found, key=_price))


def _price(pair: Pair) -> tuple[float, int]:
    return pair.share, pair.tier
