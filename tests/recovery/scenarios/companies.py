"""Scenarios for tests: written as briefly as a table asks, or grown from one integer."""

import random
from dataclasses import dataclass, replace
from typing import Any

from recovery.facts import Dependency, Facts, System, Today
from recovery.policy import DEFAULT_POLICY
from recovery.scenarios.prediction import Prediction, SystemPrediction, predict
from recovery.scenarios.recovery import Recovery, work_out
from recovery.scenarios.scenario import Scenario
from tests.recovery.builders import MIN, H

DECLARED = 30 * MIN


@dataclass(frozen=True)
class Company:
    """Systems with what they need, and a scenario."""

    systems: tuple[System, ...]
    edges: tuple[Dependency, ...]
    scenario: Scenario

    def predict(self) -> Prediction:
        return predict(self.systems, self.edges, DEFAULT_POLICY, self.scenario)

    def recovery(self) -> Recovery:
        return work_out(self.systems, self.edges, DEFAULT_POLICY, self.scenario)

    def of(self, key: str) -> SystemPrediction:
        return next(each for each in self.predict().systems if each.key == key)

    def having(self, **changed: Any) -> "Company":
        return replace(self, scenario=replace(self.scenario, **changed))


def falls(key: str, strategy: str | None = "backup_restore", rto: Any = 5 * H, **given: Any) -> System:
    """A system of a scenario: `data_rto`, `exercises` and `rpo` besides facts. Backup and restore prepares for
    3 h 15 min and finishes in 15 min, pilot light takes 15 min for each, warm standby is back after 7 min 30 s by
    itself: 2 min 30 s until it is seen to be away, and 5 min of doing."""
    own = {name: given.pop(name) for name in ("data_rto", "exercises", "rpo") if name in given}
    own.setdefault("rpo", 24 * H)
    return System(key, rto, facts=Facts(**given), today=Today(strategy=strategy), **own)


def copied(key: str, *, place: str = "vault", gib: float | None = 100, own: float | None = 50, **given: Any) -> System:
    """A system whose data are copied back: 100 GiB at 50 MiB/s take 2048 s."""
    system = falls(key, data_size_gib=gib, restore_mib_per_s=own, **given)
    return replace(system, copies_at=place)


def company(*systems: System, needs: str = "", teams: int = 1, kind: str = "site", **given: Any) -> Company:
    """`needs` as "a>b c>b": a needs b, c needs b. All systems are lost unless `lost` says which."""
    edges = tuple(Dependency(*pair.split(">")) for pair in needs.split())
    lost = given.pop("lost", tuple(system.key for system in systems))
    given.setdefault("declared_after", DECLARED)
    return Company(systems, edges, Scenario(kind, lost, teams, **given))


def grow(seed: int, *, own: bool = False) -> Company:
    """Any company of a few systems; with `own` every system has a throughput of its own."""
    dice = random.Random(seed)
    keys = "abcdefgh"[: dice.randint(1, 8)]
    systems = tuple(_system(dice, key, own=own) for key in keys)
    edges = tuple(
        Dependency(dice.choice(keys), dice.choice(keys), dice.choice(("hard", "hard", "hard", "soft")))
        for _ in range(dice.randint(0, 10))
    )
    throughput = {place: dice.choice((20, 64, 100, 333.3)) for place in ("vault", "north") if dice.random() < 0.8}
    scenario = Scenario(
        dice.choice(("site", "data", "supplier")), tuple(key for key in keys if dice.random() < 0.8),
        dice.randint(1, 4), throughput, dice.choice((None, 0, DECLARED)),
    )  # fmt: skip
    return Company(systems, edges, scenario)


def _system(dice: random.Random, key: str, *, own: bool) -> System:
    speed = dice.choice((10, 50, 200)) if own or dice.random() < 0.6 else None
    system = falls(
        key,
        dice.choice(("backup_restore", "backup_restore", "pilot_light", "warm_standby", None)),
        dice.choice((2 * H, 5 * H, 8 * H, 24 * H)),
        data_size_gib=dice.choice((None, 0, 10, 100, 500)),
        restore_mib_per_s=speed,
        mtd=dice.choice((None, 6 * H, 24 * H)),
        wrt=dice.choice((None, H)),
        loss_per_hour=dice.choice((None, 0, 250.5)),
    )
    return replace(system, copies_at=dice.choice(("vault", "north", None)))
