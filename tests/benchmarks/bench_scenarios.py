"""Scenarios at the size of a large catalogue, and their quality: `python -m tests.benchmarks.bench_scenarios [FILE]`.

Prints seconds of processor time for 10,000 systems with 30,000 dependencies (limit 5 s) and for 300 (limit 0.2 s),
offers and least capacities included. Where there is a file of PSPLIB's J30 (the argument, the environment
variable PSPLIB, else `../shared/data/psplib-j30.jsonl`), its mean deviation from the optima has to be 2 % at most.
"""

from __future__ import annotations

import os
import random
import sys
import time
from pathlib import Path

from recovery.facts import Dependency, Facts, System, Today
from recovery.policy import DEFAULT_POLICY
from recovery.scenarios.prediction import Prediction, predict
from recovery.scenarios.scenario import Scenario
from tests.benchmarks.psplib import measure

ROOT = Path(__file__).resolve().parents[2]
NEEDS = 3
LIMITS = {10_000: 5.0, 300: 0.2}
DEVIATION = 0.02
STRATEGIES = ("backup_restore", "backup_restore", "pilot_light", "warm_standby")
PLACES = ("vault", "north", "south")
HOUR = 3600


def company(count: int, hours: int) -> tuple[list[System], list[Dependency]]:
    """Systems with RTOs up to so many hours, of which three quarters need people, and some serve hundreds."""
    dice = random.Random(11)
    return [system(dice, at, hours) for at in range(count)], [edge(dice, count) for _ in range(NEEDS * count)]


def system(dice: random.Random, at: int, hours: int) -> System:
    rto = dice.randint(4, hours) * HOUR
    facts = Facts(
        mtd=2 * rto, wrt=HOUR, loss_per_hour=dice.randint(10, 10_000), data_size_gib=dice.randint(1, 500),
        restore_mib_per_s=dice.randint(20, 400) if dice.random() < 0.8 else None,
    )  # fmt: skip
    today = Today(strategy=dice.choice(STRATEGIES))
    return System(f"s{at}", rto, 24 * HOUR, facts, today, site="north", copies_at=dice.choice(PLACES))


def edge(dice: random.Random, count: int) -> Dependency:
    needed = int((count - 1) * dice.random() ** 3)
    return Dependency(f"s{dice.randint(needed + 1, count - 1)}", f"s{needed}")


def run(count: int, teams: int, hours: int) -> tuple[float, Prediction]:
    systems, edges = company(count, hours)
    lost = tuple(each.key for each in systems)
    scenario = Scenario("site", lost, teams, dict.fromkeys(PLACES, 20.0 * teams), 1800)
    # Processor time, because on a shared machine the clock counts the neighbours' work.
    start = time.process_time()
    prediction = predict(systems, edges, DEFAULT_POLICY, scenario)
    return time.process_time() - start, prediction


def speed() -> bool:
    """Print the seconds for each size; whether some limit is missed."""
    missed = False
    for count, limit in LIMITS.items():
        for what, teams, hours in (("far too few teams", count // 20, 72), ("nearly enough", count // 5, 72)):
            seconds, found = run(count, teams, hours)
            print(
                f"  {count:,} systems, {NEEDS * count:,} dependencies, {what}: {seconds:.2f} s (limit {limit} s), "
                f"{found.late:,} late, back after {max(each.back_at for each in found.systems) / HOUR:.1f} h "
                f"(bound {found.bound / HOUR:.1f} h), decided by {found.decides}"
            )
            missed = missed or seconds > limit
    return missed


def quality(path: Path) -> bool:
    """Print the quality on PSPLIB, where it is there; whether the limit is missed."""
    if not path.is_file():
        print(f"  PSPLIB left out: there is no {path}; name one in the environment variable PSPLIB.")
        return False
    found = measure(path)
    print(f"  PSPLIB, {found} (limit {DEVIATION:.0%})")
    return found.mean > DEVIATION


def main(arguments: list[str]) -> int:
    default = os.environ.get("PSPLIB") or ROOT.parent / "shared" / "data" / "psplib-j30.jsonl"
    print("scenarios, least capacities and offers included:")
    missed = [speed(), quality(Path(arguments[0] if arguments else default))]
    return int(any(missed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
