"""The impact grid, filled by “from when on does it hurt how much?”."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from presentation.durations import duration_in_words
from questionnaires.document.structure import Choice, Question
from questionnaires.fields.field_type import FieldType, Refused, Typed, one
from recovery.durations import DAY, HOUR, MINUTE, MONTH, WEEK
from recovery.facts import RATINGS

AT_ONCE = 0
HORIZONS = (AT_ONCE, 15 * MINUTE, HOUR, 4 * HOUR, 8 * HOUR, DAY, 3 * DAY, WEEK, MONTH)
Turns = dict[str, dict[str, str]]
"""Category, then the horizon (seconds, as text) from which on a rating holds."""


class ImpactField(FieldType):
    """The value keeps only the turns: a rating carries on to the right until another one begins."""

    def names(self, question: Question) -> tuple[str, ...]:
        return tuple(input_name(question, row.value, level.value) for row in question.rows for level in question.levels)

    def parse_typed(self, question: Question, typed: Typed, language: str) -> Turns | None:
        grid = {row.value: self._row(question, row, typed, language) for row in question.rows}
        return {category: turns for category, turns in grid.items() if turns} or None

    def _row(self, question: Question, row: Choice, typed: Typed, language: str) -> dict[str, str]:
        begins: list[tuple[int, Choice]] = []
        for level in question.levels:
            at = horizon(one(typed, input_name(question, row.value, level.value)))
            if at is None:
                continue
            if begins and begins[-1][0] > at:
                raise Refused(too_early(row, begins[-1], (at, level), language))
            begins.append((at, level))
        return {str(at): level.value for at, level in begins}

    def typed(self, question: Question, value: Turns, language: str) -> dict[str, list[str]]:
        return {
            input_name(question, row.value, level.value): [first(value.get(row.value, {}), level.value)]
            for row in question.rows
            for level in question.levels
        }

    def lines_of(self, question: Question, value: Turns, language: str) -> list[str]:
        return [
            f"{row.label.say(language)}: {self._turns(question, value[row.value], language)}"
            for row in question.rows
            if value.get(row.value)
        ]

    def _turns(self, question: Question, turns: Mapping[str, str], language: str) -> str:
        labels = {level.value: level.label.say(language).lower() for level in question.levels}
        labels["none"] = gettext("no harm")
        return ", ".join(_turn(labels[rating], int(at), language) for at, rating in in_order(turns))

    def fact(self, question: Question, value: Turns) -> dict[str, dict[int, str]]:
        return {category: ratings_by_horizon(turns) for category, turns in value.items()}

    def of_fact(self, question: Question, fact: Mapping[str, Mapping[Any, str]]) -> Turns | None:
        return {category: turns for category, row in fact.items() if (turns := gathered(row))} or None


def _turn(rating: str, at: int, language: str) -> str:
    if at == AT_ONCE:
        return gettext("%(rating)s at once") % {"rating": rating}
    return gettext("%(rating)s from %(when)s on") % {"rating": rating, "when": moment_in_words(at, language)}


def moment_in_words(at: int, language: str) -> str:
    return gettext("at once") if at == AT_ONCE else duration_in_words(at, language)


def input_name(question: Question, category: str, level: str) -> str:
    return f"{question.key}-{category}-{level}"


def horizon(text: str) -> int | None:
    if not text:
        return None
    if text not in {str(at) for at in HORIZONS}:
        raise Refused(gettext("Please choose one of the moments offered, or “never”."))
    return int(text)


def too_early(row: Choice, before: tuple[int, Choice], after: tuple[int, Choice], language: str) -> str:
    return gettext(
        "%(row)s: “%(milder)s” begins after %(late)s, but the worse “%(worse)s” already after %(early)s. "
        "Please let the milder one begin earlier, or set it to “never”."
    ) % {
        "row": row.label.say(language),
        "milder": before[1].label.say(language),
        "late": moment_in_words(before[0], language),
        "worse": after[1].label.say(language),
        "early": moment_in_words(after[0], language),
    }


def in_order(turns: Mapping[str, str]) -> list[tuple[str, str]]:
    return sorted(turns.items(), key=lambda turn: int(turn[0]))


def first(turns: Mapping[str, str], rating: str) -> str:
    """From when on a rating holds first, or nothing."""
    return next((at for at, rated in in_order(turns) if rated == rating), "")


def ratings_by_horizon(turns: Mapping[str, str]) -> dict[int, str]:
    """The rating at every horizon; at once only where it hurts at once."""
    grid, rating = {}, RATINGS[0]
    for at in HORIZONS:
        if at == AT_ONCE and str(at) not in turns:
            continue
        rating = turns.get(str(at), rating)
        grid[at] = rating
    return grid


def gathered(row: Mapping[Any, str]) -> dict[str, str]:
    """The turns of a row of ratings: where it differs from what was before."""
    turns, rating = {}, RATINGS[0]
    for at in sorted(row, key=int):
        if int(at) not in HORIZONS or row[at] not in RATINGS:
            raise Refused(gettext("Please choose one of the moments offered, or “never”."))
        if row[at] != rating:
            turns[str(int(at))] = rating = row[at]
    return turns
