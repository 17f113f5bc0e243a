"""Durations: chosen from what is offered, or typed as people say them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext

from presentation.durations import duration_in_words
from questionnaires.document.structure import Question
from questionnaires.fields.field_type import OTHER, FieldType, Refused, Typed, one
from recovery.reading import NotUnderstood, Understood, read_duration

LONGER_IS_STRICTER = frozenset(
    {"wrt", "peak_wrt", "unattended", "minutes_per_entry", "discovery_time", "legal_retention"}
)
"""Measures that say how long something takes: of “4-8 hours” the plan counts with the longer."""


def seconds_typed(text: str, language: str, *, longer_is_stricter: bool = False) -> Understood[int]:
    """Seconds of a typed duration. Raises Refused, with how to write it."""
    try:
        return read_duration(text, longer_is_stricter=longer_is_stricter)
    except NotUnderstood as error:
        raise Refused(error.explained(language)) from error


def typed_duration(question: Question, typed: Typed, language: str) -> Understood[int] | None:
    """The text beside “Other…”, where it is what counts. Raises Refused."""
    choice, text = one(typed, question.key), one(typed, f"{question.key}-{OTHER}")
    if not text or choice not in ("", OTHER):
        return None
    return seconds_typed(text, language, longer_is_stricter=question.measure in LONGER_IS_STRICTER)


def chosen(question: Question, typed: Typed, language: str) -> int | None:
    """The seconds of a card, or of the text beside “Other…”. Raises Refused."""
    choice = one(typed, question.key)
    if understood := typed_duration(question, typed, language):
        return understood.value
    if choice == OTHER:
        raise Refused(gettext("You chose “Other…”. Please write how long, like “90 minutes” or “2 days”."))
    if not choice:
        return None
    if choice not in {str(step.seconds) for step in question.steps}:
        raise Refused(gettext("Please choose one of the answers below, or “Other…”."))
    return int(choice)


def as_typed(question: Question, name: str, seconds: int, language: str) -> dict[str, list[str]]:
    if seconds in {step.seconds for step in question.steps}:
        return {name: [str(seconds)], f"{question.key}-{OTHER}": [""]}
    return {name: [OTHER], f"{question.key}-{OTHER}": [duration_in_words(seconds, language)]}


class DurationField(FieldType):
    """Whole seconds."""

    separate_unknown = False

    def names(self, question: Question) -> tuple[str, ...]:
        return (question.key, f"{question.key}-{OTHER}")

    def parse_typed(self, question: Question, typed: Typed, language: str) -> int | None:
        return chosen(question, typed, language)

    def note(self, question: Question, typed: Typed, language: str) -> str:
        understood = typed_duration(question, typed, language)
        return understood.explained(language) if understood else ""

    def typed(self, question: Question, value: int, language: str) -> dict[str, list[str]]:
        return as_typed(question, question.key, value, language)

    def lines_of(self, question: Question, value: int, language: str) -> list[str]:
        labels = {step.seconds: step.label for step in question.steps}
        label = labels.get(value)
        return [duration_in_words(value, language) if label is None else label.say(language)]

    def tokens(self, question: Question, value: int) -> set[str]:
        return {str(value)}

    def offered(self, question: Question) -> Iterable[int]:
        return [step.seconds for step in question.steps]

    def fact(self, question: Question, value: int) -> float:
        return value / 60 if question.measure == "minutes_per_entry" else value

    def of_fact(self, question: Question, fact: Any) -> int:
        return round(fact * 60) if question.measure == "minutes_per_entry" else int(fact)


class LongerField(DurationField):
    """Whole seconds, or one of the question's choices: the time that was given before holds. That is no fact."""

    def parse_typed(self, question: Question, typed: Typed, language: str) -> Any:
        choice = one(typed, question.key)
        return choice if self.holds_too(question, choice) else super().parse_typed(question, typed, language)

    def typed(self, question: Question, value: Any, language: str) -> dict[str, list[str]]:
        if self.holds_too(question, value):
            return {question.key: [value], f"{question.key}-{OTHER}": [""]}
        return super().typed(question, value, language)

    def lines_of(self, question: Question, value: Any, language: str) -> list[str]:
        label = question.label_of(value, language)
        return super().lines_of(question, value, language) if label is None else [label]

    def offered(self, question: Question) -> Iterable[Any]:
        return [*(choice.value for choice in question.choices), *super().offered(question)]

    def fact(self, question: Question, value: Any) -> Any:
        return None if self.holds_too(question, value) else super().fact(question, value)

    def holds_too(self, question: Question, value: Any) -> bool:
        """Whether it is a choice, and no time of its own."""
        return value in {choice.value for choice in question.choices}
