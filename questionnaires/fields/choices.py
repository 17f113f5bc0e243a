"""Answers that are chosen, not typed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext

from questionnaires.document.structure import Question
from questionnaires.fields.field_type import FieldType, Refused, Typed, one

SHARE = "minimum_service"


class ChoiceField(FieldType):
    separate_unknown = False

    def parse_typed(self, question: Question, typed: Typed, language: str) -> str | None:
        value = one(typed, question.key)
        if value and value not in self.offered(question):
            raise Refused(gettext("Please choose one of the answers below."))
        return value or None

    def typed(self, question: Question, value: Any, language: str) -> dict[str, list[str]]:
        return {question.key: [value]}

    def lines_of(self, question: Question, value: Any, language: str) -> list[str]:
        return [question.label_of(value, language) or value]

    def tokens(self, question: Question, value: Any) -> set[str]:
        return {value}

    def offered(self, question: Question) -> Iterable[Any]:
        return [choice.value for choice in question.choices]

    def fact(self, question: Question, value: str) -> Any:
        """Of the reduced service, which is chosen in per cent, the share of normal."""
        return int(value) / 100 if question.measure == SHARE else value

    def of_fact(self, question: Question, fact: Any) -> Any:
        value = next((value for value in self.offered(question) if self.fact(question, value) == fact), None)
        if value is None:
            raise Refused(gettext("Please choose one of the answers below."))
        return value


class YesNoField(ChoiceField):
    """Yes or no; the fact is a truth value."""

    def lines_of(self, question: Question, value: str, language: str) -> list[str]:
        return [gettext("Yes") if value == "yes" else gettext("No")]

    def offered(self, question: Question) -> Iterable[str]:
        return ["yes", "no"]

    def fact(self, question: Question, value: str) -> bool:
        return value == "yes"

    def of_fact(self, question: Question, fact: Any) -> str:
        return "yes" if fact else "no"


class ChoicesField(FieldType):
    """Any number of choices, kept in the order in which they are offered."""

    def parse_typed(self, question: Question, typed: Typed, language: str) -> list[str] | None:
        values, offered = (
            {value.strip() for value in typed.get(question.key) or ()} - {""},
            [choice.value for choice in question.choices],
        )
        if not values <= set(offered):
            raise Refused(gettext("Please choose among the answers below."))
        return [value for value in offered if value in values] or None

    def typed(self, question: Question, value: list[str], language: str) -> dict[str, list[str]]:
        return {question.key: value}

    def lines_of(self, question: Question, value: list[str], language: str) -> list[str]:
        return [question.label_of(each, language) or each for each in value]

    def tokens(self, question: Question, value: list[str]) -> set[str]:
        return set(value)

    def offered(self, question: Question) -> Iterable[list[str]]:
        return [[choice.value] for choice in question.choices]
