"""Random catalogues for properties: few systems, small numbers, every kind of answer and edge.

A world grows from one integer: drawing some 300 answers through hypothesis one by one would take longer than deriving.
"""

import random
from dataclasses import dataclass, fields

from hypothesis import strategies as st

from recovery.durations import LADDER, MONTH
from recovery.facts import (
    BUSINESS_SERVICE,
    EXERCISE_KINDS,
    FAILOVER,
    KINDS,
    RATINGS,
    SITES,
    TYPES,
    Dependency,
    Exercise,
    Facts,
    Respondent,
    Review,
    State,
    Supplier,
    System,
    Today,
)

KEYS = tuple("abcdefgh")
HORIZONS = (900, 3600, 14400, 28800, 86400)
STRATEGIES = ("backup_restore", "pilot_light", "warm_standby", "multi_site")
DURATIONS = (
    "mtd", "wrt", "peak_mtd", "peak_wrt", "start_window", "running_time", "copy_lag", "change_interval",
    "rebuild_window", "discovery_time", "legal_retention", "regulator_rto", "regulator_rpo", "workaround_lasts",
    "unattended",
)  # fmt: skip
AMOUNTS = (
    "loss_per_hour",
    "loss_per_lost_hour",
    "running_cost",
    "recovery_budget",
    "entries_per_hour",
    "minutes_per_entry",
    "expendable_entries",
)


@dataclass(frozen=True)
class World:
    systems: tuple[System, ...]
    dependencies: tuple[Dependency, ...]

    def replacing(self, changed: System) -> "World":
        systems = tuple(changed if each.key == changed.key else each for each in self.systems)
        return World(systems, self.dependencies)

    def system(self, key: str) -> System:
        return next(each for each in self.systems if each.key == key)

    def __repr__(self) -> str:
        return "\n".join([*(shortly(each) for each in self.systems), *map(repr, self.dependencies)])


def shortly(value) -> str:
    """A dataclass with only what differs from its defaults."""
    kept = [(f.name, getattr(value, f.name)) for f in fields(value)]
    blank = type(value)(*("" for f in fields(value)[:1] if isinstance(value, System)))
    shown = (
        f"{name}={shortly(v) if hasattr(v, '__dataclass_fields__') else repr(v)}"
        for name, v in kept
        if v != getattr(blank, name)
    )
    return f"{type(value).__name__}({', '.join(shown)})"


class Grower:
    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.places = random.Random(f"places {seed}")
        """Apart from the others, so that they stay what they were before this was asked."""
        self.density = self.random.choice((0.05, 0.3, 0.8))

    def maybe(self, value):
        return value if self.random.random() < self.density else None

    def duration(self) -> int:
        return self.random.choice(LADDER) if self.random.random() < 0.7 else self.random.randint(0, MONTH)

    def objective(self, *states: State):
        return self.random.choice(states) if self.random.random() < 0.15 else self.duration()

    def rto(self):
        return self.objective(State.UNSET, State.UNKNOWN)

    def rpo(self):
        return self.objective(State.UNSET, State.UNKNOWN, State.NOT_APPLICABLE)

    def amount(self) -> float:
        return self.random.choice((0, 1, 10, 1000, round(self.random.uniform(0, 1e5), 2)))

    def flag(self) -> bool:
        return self.random.random() < 0.5

    def facts(self) -> Facts:
        choose = self.random.choice
        impact = {
            category: {horizon: choose(RATINGS) for horizon in HORIZONS if self.flag()}
            for category in ("money", "legal", "staff")
        }
        return Facts(
            **{name: self.maybe(self.duration()) for name in DURATIONS},
            **{name: self.maybe(self.amount()) for name in AMOUNTS},
            impact=self.maybe(impact),
            minimum_service=self.maybe(choose((0, 0.3, 1))),
            data_size_gib=self.maybe(choose((0, 10, 5000))),
            restore_mib_per_s=self.maybe(choose((0, 1, 200))),
            people_reentering=self.maybe(choose((0, 1, 7))),
            never_lose=self.maybe(self.flag()),
            safety_driver=self.maybe(self.flag()),
            workaround_needs=self.maybe(tuple(choose(KEYS) for _ in range(choose((0, 1, 2))))),
            owner=self.maybe(choose(("ann", "ann", "bob"))),
            regulator_site=self.places.choice((None, None, *SITES)),
        )

    def today(self) -> Today:
        choose = self.random.choice
        return Today(
            strategy=self.maybe(choose(STRATEGIES)),
            live_copy=self.maybe(choose(("none", "asynchronous", "synchronous"))),
            live_lag=self.maybe(self.duration()),
            live_site=self.maybe(choose(SITES)),
            history=self.maybe(choose(("none", "snapshot", "continuous"))),
            interval=self.maybe(self.duration()),
            retention=self.maybe(self.duration()),
            history_site=self.maybe(choose(SITES)),
            isolated=self.maybe(self.flag()),
            immutable=self.maybe(self.flag()),
            archive_retention=self.maybe(self.duration()),
        )

    def exercise(self, kind: str) -> Exercise:
        ages = (self.duration(), 2 * MONTH * 12)
        return Exercise(
            kind,
            self.maybe(self.random.choice(ages)),
            self.maybe(self.duration()),
            self.maybe(self.duration()),
            self.maybe(self.flag()),
        )

    def system(self, key: str) -> System:
        ages, people = (self.duration(), 2 * MONTH * 12), range(self.random.randint(0, 2))
        kinds = [kind for kind in EXERCISE_KINDS if self.maybe(kind)]
        service = self.random.random() < 0.1
        return System(
            key,
            self.rto(),
            State.NOT_APPLICABLE if service else self.rpo(),
            self.facts(),
            self.today(),
            tuple(self.exercise(kind) for kind in kinds),
            Supplier(self.maybe(self.duration()), self.maybe(self.duration())),
            tuple(Respondent(self.rto(), self.rpo()) for _ in people),
            Review(self.maybe(self.random.choice(ages)), self.maybe(self.flag()), self.maybe("")),
            BUSINESS_SERVICE if service else TYPES[0],
            self.maybe(self.duration()),
            self.maybe(self.duration()),
        )

    def edge(self) -> Dependency:
        # One more key than systems: an edge may name a system that is not given, and has to be left out.
        return Dependency(
            self.random.choice(KEYS), self.random.choice(KEYS), self.random.choice((*KINDS, "hard", "hard"))
        )

    def world(self) -> World:
        count = self.random.randint(1, len(KEYS) - 1)
        edges = tuple(self.edge() for _ in range(self.random.randint(0, 2 * count)))
        return World(tuple(self.system(key) for key in KEYS[:count]), edges)

    def chains(self) -> World:
        """Systems about which little is known but how soon they are to be back, and a dense web of needs."""
        soon = (*self.random.sample(LADDER, 3), State.UNSET)
        owners = self.random.choice(((None,), ("ann", "bob", None)))
        systems = tuple(
            System(
                key,
                self.random.choice(soon),
                self.random.choice((*soon, self.rpo())),
                facts=Facts(owner=self.random.choice(owners)),
                exercises=(Exercise(FAILOVER, rta=self.duration()),) if self.random.random() < 0.4 else (),
                type=self.random.choice((*TYPES[:1] * 6, BUSINESS_SERVICE)),
            )
            for key in KEYS
        )
        upward = self.flag()
        pairs = [self.random.sample(KEYS, 2) for _ in range(self.random.randint(6, 20))]
        kinds = self.random.choice((("hard",), ("hard", "hard", "shares_transactions")))
        edges = (Dependency(*(sorted(pair) if upward else pair), self.random.choice(kinds)) for pair in pairs)
        return World(systems, tuple(edges))


def grow(seed: int) -> World:
    return Grower(seed).world()


worlds = st.integers(0, 2**32).map(grow)
chains = st.integers(0, 2**32).map(lambda seed: Grower(seed).chains())
