"""Random cases by name, each grown from its number, and what the method makes of them part by part."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from recovery.contract.answering import shaped
from recovery.derivation import derive
from recovery.durations import LADDER
from recovery.facts import CATEGORIES, RATINGS
from recovery.messages import say
from recovery.pictures import (
    CostPoint,
    GanttRow,
    Neighbour,
    cost_balance,
    dependency_neighbourhood,
    gantt,
    impact_over_time,
    recovery_line,
)
from recovery.scenarios.answering import shaped_prediction
from tests.recovery.sayings import texts
from tests.recovery.scenarios import companies
from tests.recovery.worlds import Grower, World

Parts = dict[str, Any]
OBJECTIVES = ("suggested", "required_rto", "earliest_recovery", "wave", "objective_for_data", "neighbours")
WIDTHS = (720, 340)


def of_world(world: World) -> Parts:
    """Objectives, plan, findings and words of each system."""
    derived = derive(world.systems, world.dependencies)
    found = [shaped(each) for each in derived.values()]
    said = [text for each in derived.values() for text in texts(each)]
    return {
        "objectives": [{name: each[name] for name in OBJECTIVES} for each in found],
        "plan": [
            {name: value for name, value in each.items() if name not in (*OBJECTIVES, "findings")} for each in found
        ],
        "findings": [each["findings"] for each in found],
        "words": [[say(text, language, audience) for language, audience in VOICES] for text in said],
        "record": [asdict(each) for each in derived.values()],
    }


VOICES = (("en", "owner"), ("en", "architect"), ("es", "owner"), ("es", "architect"))


def world(seed: int) -> Parts:
    return of_world(Grower(seed).world())


def chain(seed: int) -> Parts:
    return of_world(Grower(seed).chains())


def scenario(seed: int) -> Parts:
    """The schedule and what is said of it."""
    prediction = companies.grow(seed, own=seed % 3 == 0).predict()
    shown = shaped_prediction(prediction)
    findings = shown.pop("findings")
    said = [say(text, language) for text in texts(prediction) for language in ("en", "es")]
    return {"schedule": shown, "findings": findings, "words": said, "record": asdict(prediction)}


def picture(seed: int) -> Parts:
    """Each kind of picture with random values in it."""
    dice = random.Random(seed)
    look = {"width": dice.choice(WIDTHS), "language": dice.choice(("en", "es"))}
    return {name: draw(dice, look) for name, draw in PICTURES.items()}


def line(dice: random.Random, look: dict[str, Any]) -> str:
    names = ("mtd", "worst_loss", "exercise", "recovery", "data_recovery", "data_rto", "data_loss")
    marks = {name: dice.choice(LADDER) for name in names if dice.random() < 0.5}
    return recovery_line(rpo=dice.choice((*LADDER, "unset")), rto=dice.choice((*LADDER, "unknown")), **marks, **look)


def costs(dice: random.Random, look: dict[str, Any]) -> str:
    amounts = (0, 12, 999, 60_000, 1_234_567)
    times = sorted(dice.sample(LADDER, dice.randint(2, 6)), reverse=True)
    points = tuple(CostPoint(rto, dice.choice(amounts), dice.choice(amounts)) for rto in times)
    return cost_balance(points, chosen=dice.choice((None, *LADDER)), **look)


def harm(dice: random.Random, look: dict[str, Any]) -> str:
    grid = {
        category: {horizon: dice.choice(RATINGS) for horizon in sorted(dice.sample(LADDER[2:], dice.randint(1, 5)))}
        for category in dice.sample(CATEGORIES, dice.randint(0, len(CATEGORIES)))
    }
    return impact_over_time(grid, **look)


def neighbours(dice: random.Random, look: dict[str, Any]) -> str:
    def some() -> list[Neighbour]:
        return [
            Neighbour(
                "Name " * dice.randint(1, 9), kind=dice.choice(("hard", "soft")), note=dice.choice(("", "4 h")),
                critical=dice.random() < 0.3, decides=dice.random() < 0.3,
            )
            for _ in range(dice.randint(0, 9))
        ]  # fmt: skip

    return dependency_neighbourhood("Payments", needs=some(), needed_by=some(), **look)


def schedule(dice: random.Random, look: dict[str, Any]) -> str:
    def row(at: int) -> GanttRow:
        times = sorted(dice.choice(LADDER) for _ in range(4))
        spans = list(zip(("preparing", "copying", "finishing"), times, times[1:], strict=False))
        return GanttRow(
            f"System {at}", spans[: dice.randint(0, 3)], times[-1],
            due=dice.choice((None, *LADDER)), guessed=dice.random() < 0.3,
        )  # fmt: skip

    return gantt([row(at) for at in range(dice.randint(1, 15))], **look)


PICTURES: dict[str, Callable[[random.Random, dict[str, Any]], str]] = {
    "line": line, "costs": costs, "harm": harm, "neighbours": neighbours, "schedule": schedule,
}  # fmt: skip
KINDS: dict[str, tuple[Callable[[int], Parts], int]] = {
    "world": (world, 200), "chain": (chain, 60), "scenario": (scenario, 150), "picture": (picture, 60),
}  # fmt: skip
"""Each kind of case with how many there are."""


def names() -> list[str]:
    return [f"{kind}-{number}" for kind, (_, count) in KINDS.items() for number in range(count)]


def made_of(name: str) -> Parts:
    """`world-17` → what the method makes of it. Raises KeyError for a name that is none."""
    kind, _, number = name.rpartition("-")
    return KINDS[kind][0](int(number))
