"""The types of questions: how each reads what was typed, says it, and turns it into a fact."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from questionnaires.document.structure import Question
from questionnaires.fields.choices import ChoiceField, ChoicesField, YesNoField
from questionnaires.fields.durations import DurationField, LongerField
from questionnaires.fields.field_type import UNKNOWN, FieldType, ReasonWanted, Refused, Typed, one, unknown_name
from questionnaires.fields.impact import ImpactField
from questionnaires.fields.numbers import MoneyField, WholeField
from questionnaires.fields.objectives import ObjectiveField
from questionnaires.fields.texts import SystemsField, TextField

__all__ = [
    "FieldType",
    "ReasonWanted",
    "Refused",
    "Typed",
    "answered",
    "names",
    "note_of",
    "read_answer",
    "type_of",
    "typed",
]

FIELD_TYPES: dict[str, FieldType] = {
    "text": TextField(),
    "choice": ChoiceField(),
    "choices": ChoicesField(),
    "yes_no": YesNoField(),
    "duration": DurationField(),
    "longer": LongerField(),
    "whole": WholeField(),
    "money": MoneyField(),
    "impact": ImpactField(),
    "systems": SystemsField(),
    "objective": ObjectiveField(),
}


def type_of(question: Question) -> FieldType:
    return FIELD_TYPES[question.type]


def names(question: Question) -> tuple[str, ...]:
    """All inputs of a question's form."""
    kind = type_of(question)
    return (*kind.names(question), unknown_name(question)) if kind.separate_unknown else kind.names(question)


def read_answer(question: Question, typed: Typed, language: str) -> dict[str, object] | None:
    """The answer to a question out of what was typed; None when it was left open. Raises Refused.

    “I don't know” is an answer. Ticked beside something else, it is asked back which of the two is meant.
    """
    kind = type_of(question)
    ticked = one(typed, unknown_name(question)) if kind.separate_unknown else one(typed, question.key)
    if ticked == UNKNOWN:
        if kind.separate_unknown and _says_something(kind, question, typed, language):
            raise Refused(
                gettext("You answered, and ticked “I don't know” as well. Please untick it, or clear the answer.")
            )
        return {"state": UNKNOWN, "value": None}
    value = kind.parse_typed(question, typed, language)
    return None if value is None else answered(value)


def answered(value: Any) -> dict[str, Any]:
    """An answer of this value."""
    return {"state": "answered", "value": value}


def note_of(question: Question, typed: Typed, language: str) -> str:
    """What was understood of an answer that was typed, where that needs to be said. Raises Refused."""
    return type_of(question).note(question, typed, language)


def _says_something(kind: FieldType, question: Question, typed: Typed, language: str) -> bool:
    """Whether anything stands beside “I don't know”, readable or not."""
    try:
        return kind.parse_typed(question, typed, language) is not None
    except Refused:
        return True


def typed(question: Question, answer: Mapping[str, Any] | None, language: str) -> dict[str, list[str]]:
    """An answer as one would have typed it."""
    kind = type_of(question)
    if answer is None:
        return {}
    if answer["state"] == UNKNOWN:
        return {unknown_name(question) if kind.separate_unknown else question.key: [UNKNOWN]}
    return kind.typed(question, answer["value"], language)
