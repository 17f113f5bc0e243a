"""How far apart people are: for each figure a ladder with a dot for every answer, and the reasons beside it.

Nothing here knows a name. Reasons stand in the order of the alphabet, so that no order tells who said what.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from panels.models import Panel, PanelResponse
from presentation.language import language
from presentation.objectives import objective_in_words
from questionnaires.document.parsing import parsed
from questionnaires.document.structure import Document
from questionnaires.services import measures
from recovery.durations import LADDER, steps_apart
from recovery.facts import Objective, State

Given = tuple[Objective | None, str]


@dataclass(frozen=True)
class Rung:
    """One step of the ladder: how many people stand on it, and why."""

    label: str
    dots: range
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Ladder:
    """One figure. `apart` says whether the answers lie so far apart that somebody has to decide."""

    name: str
    title: str
    rungs: tuple[Rung, ...]
    apart: bool
    given: tuple[int, ...]


@dataclass(frozen=True)
class Distribution:
    people: int
    ladders: tuple[Ladder, ...]


def distribution_of(panel: Panel, responses: Iterable[PanelResponse], *, second: bool, steps: int) -> Distribution:
    """What was said in the first round, or after the second. `steps` on the ladder and more are a disagreement."""
    document = parsed(panel.assessment.questionnaire.document)
    sent = [
        panel_response.second if second and panel_response.second is not None else panel_response.first
        for panel_response in responses
    ]
    answers = [each for each in sent if each is not None]
    ladders = (_ladder(document, answers, name, steps) for name in ("rto", "rpo", "mtd"))
    return Distribution(len(answers), tuple(ladder for ladder in ladders if ladder))


def _ladder(document: Document, answers: list[Mapping[str, Any]], name: str, steps: int) -> Ladder | None:
    given = [_given(document, each, name) for each in answers]
    numbers = sorted({value for value, _ in given if isinstance(value, int) and not isinstance(value, State)})
    if not numbers and not any(value == State.UNKNOWN for value, _ in given):
        return None
    values: list[Objective] = [*_steps(numbers), *(state for state in STATES if state in {value for value, _ in given})]
    apart = name != "mtd" and bool(numbers) and steps_apart(numbers[0], numbers[-1]) >= steps
    return Ladder(name, _title(name), tuple(_rungs(name, values, given)), apart, tuple(numbers))


STATES = (State.UNKNOWN, State.NOT_APPLICABLE)


def _steps(numbers: list[int]) -> list[int]:
    """All steps from the shortest to the longest answer: the distance is seen by the steps that nobody chose."""
    if not numbers:
        return []
    return sorted({*numbers, *(step for step in LADDER if numbers[0] <= step <= numbers[-1])})


def _rungs(name: str, values: Iterable[Objective], given: Iterable[Given]) -> Iterator[Rung]:
    given = list(given)
    for value in values:
        reasons = [reason for each, reason in given if each == value]
        yield Rung(_label(name, value), range(len(reasons)), tuple(sorted(filter(None, reasons))))


def _given(document: Document, answers: Mapping[str, Any], name: str) -> Given:
    if name == "mtd":
        return measures.measure(document, answers).facts.get("mtd"), ""
    answer = answers.get(next(document.measuring(name)).key)
    value = (answer or {}).get("value")
    return measures.objective(document, answers, name), value["reason"] if isinstance(value, Mapping) else ""


def _label(name: str, value: Objective) -> str:
    if value == State.UNKNOWN:
        return gettext("I don't know")
    if value == State.NOT_APPLICABLE:
        return gettext("It keeps no data")
    given = objective_in_words("rpo" if name == "rpo" else "rto", int(value), language())
    return given[:1].upper() + given[1:]


def _title(name: str) -> str:
    return {
        "rto": gettext("Back within"),
        "rpo": gettext("May lose"),
        "mtd": gettext("When it becomes intolerable"),
    }[name]
