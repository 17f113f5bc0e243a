"""Free text, and the names of other systems."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext, ngettext

from presentation.numbers import grouped_number
from questionnaires.document.structure import Question
from questionnaires.fields.field_type import FieldType, Refused, Typed, one

LONGEST = 2000
LONGEST_NAME = 200
MOST_SYSTEMS = 20


def clean(text: str, longest: int = LONGEST) -> str:
    """A text that a database can keep: one kind of line end, no control characters. Raises Refused."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if any((ord(sign) < 32 and sign not in "\n\t") or 0xD800 <= ord(sign) < 0xE000 for sign in text):
        raise Refused(gettext("There are signs in this text that cannot be kept. Please type it again."))
    if len(text) > longest:
        raise Refused(
            ngettext(
                "This text is %(over)s character too long. Please shorten it; everything is still here.",
                "This text is %(over)s characters too long. Please shorten it; everything is still here.",
                len(text) - longest,
            )
            % {"over": grouped_number(len(text) - longest)}
        )
    return text


class TextField(FieldType):
    def parse_typed(self, question: Question, typed: Typed, language: str) -> str | None:
        return clean(one(typed, question.key)) or None

    def typed(self, question: Question, value: str, language: str) -> dict[str, list[str]]:
        return {question.key: [value]}

    def lines_of(self, question: Question, value: str, language: str) -> list[str]:
        return value.splitlines()


class SystemsField(FieldType):
    """Names or keys of systems, one a line. `key` is filled in where the catalogue has the system."""

    def parse_typed(self, question: Question, typed: Typed, language: str) -> list[dict[str, object]] | None:
        names = [" ".join(name.split()) for name in re.split(r"[\n,;]", clean(one(typed, question.key), 5000))]
        named = list(dict.fromkeys(name for name in names if name))
        if len(named) > MOST_SYSTEMS:
            raise Refused(gettext("Please name the %(most)s most important ones.") % {"most": MOST_SYSTEMS})
        if any(len(name) > LONGEST_NAME for name in named):
            raise Refused(gettext("Please write one name on each line; one of these is too long for a name."))
        return [{"name": name, "key": None} for name in named] or None

    def typed(self, question: Question, value: list[dict[str, Any]], language: str) -> dict[str, list[str]]:
        return {question.key: ["\n".join(system["name"] for system in value)]}

    def lines_of(self, question: Question, value: list[dict[str, Any]], language: str) -> list[str]:
        return [", ".join(system["name"] for system in value)]

    def fact(self, question: Question, value: list[dict[str, Any]]) -> tuple[str, ...]:
        return tuple(system["key"] or system["name"] for system in value)

    def of_fact(self, question: Question, fact: Any) -> list[dict[str, object]] | None:
        return [{"name": name, "key": name} for name in fact] or None
