"""The two objectives: the suggestion taken as it is, or another value with the reason for it."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext

from presentation.objectives import objective_in_words
from questionnaires.document.structure import Question
from questionnaires.fields.durations import as_typed, chosen, typed_duration
from questionnaires.fields.estimates import (
    PARTS,
    Estimate,
    estimate_note,
    estimate_of,
    estimate_typed,
    estimate_words,
)
from questionnaires.fields.field_type import OTHER, FieldType, ReasonWanted, Refused, Typed, one
from questionnaires.fields.texts import clean
from recovery import durations

ACCEPT = "accept"
LONGEST_REASON = 1000


class ObjectiveField(FieldType):
    """`seconds`, whether they were `accepted` as suggested, the `reason` for another value, and, where the person was
    more exact, an `estimate` around it: the seconds are the best guess, and what counts.

    The form says in `…-suggested` what the person saw, so that what is accepted is what was shown, and in `…-limit` the
    exact limit of which it is the step below: only what is longer than that needs a reason.
    """

    separate_unknown = False

    def names(self, question: Question) -> tuple[str, ...]:
        return tuple(f"{question.key}{part}" for part in ("", f"-{OTHER}", "-suggested", "-limit", "-reason", *PARTS))

    def parse_typed(self, question: Question, typed: Typed, language: str) -> dict[str, object] | None:
        suggested = seconds_in(question, typed, "suggested")
        reason = clean(one(typed, f"{question.key}-reason"), LONGEST_REASON)
        seconds = self.best(question, typed, suggested, language)
        estimate = estimate_of(question, typed, seconds, language)
        if seconds is None:
            if reason:
                raise Refused(gettext("You gave a reason but no value. Please choose one."))
            if estimate:
                raise Refused(gettext("You said how exact it is but chose no value. Please choose one."))
            return None
        limit = seconds_in(question, typed, "limit")
        value = {"seconds": seconds, "accepted": seconds == suggested, "reason": reason}
        value |= {"estimate": estimate} if estimate else {}
        if suggested is not None and seconds > max(suggested, limit or 0) and not reason:
            raise ReasonWanted(
                gettext("This is longer than your answers allow. Please say in a sentence why that is enough."),
                value,
            )
        return value

    def best(self, question: Question, typed: Typed, suggested: int | None, language: str) -> int | None:
        if one(typed, question.key) != ACCEPT:
            return chosen(question, typed, language)
        if suggested is None:
            raise Refused(gettext("There is no suggestion any more. Please choose a value."))
        return suggested

    def note(self, question: Question, typed: Typed, language: str) -> str:
        understood = typed_duration(question, typed, language)
        said = understood.explained(language) if understood else ""
        return " ".join(filter(None, (said, estimate_note(question, typed, language))))

    def typed(self, question: Question, value: dict[str, Any], language: str) -> dict[str, list[str]]:
        reason = {f"{question.key}-reason": [value["reason"]], **estimate_typed(question, estimate_in(value), language)}
        if value["accepted"]:
            accepted = {question.key: [ACCEPT], f"{question.key}-suggested": [str(value["seconds"])]}
            return {**accepted, f"{question.key}-{OTHER}": [""], **reason}
        return {**as_typed(question, question.key, value["seconds"], language), **reason}

    def lines_of(self, question: Question, value: dict[str, Any], language: str) -> list[str]:
        said = objective_in_words(question.measure, value["seconds"], language)
        said = said[:1].upper() + said[1:]
        if value["accepted"]:
            said = gettext("%(value)s, as suggested") % {"value": said}
        return [
            said,
            *estimate_words(question.measure, estimate_in(value), language),
            *filter(None, (value["reason"],)),
        ]

    def tokens(self, question: Question, value: dict[str, object]) -> set[str]:
        return {str(value["seconds"])}

    def fact(self, question: Question, value: dict[str, Any]) -> int:
        return int(value["seconds"])

    def of_fact(self, question: Question, fact: Any) -> dict[str, object]:
        return {"seconds": int(fact), "accepted": False, "reason": ""}


def seconds_in(question: Question, typed: Typed, part: str) -> int | None:
    """The suggestion that the person saw, or its limit."""
    text = one(typed, f"{question.key}-{part}")
    return int(text) if re.fullmatch(r"[0-9]{1,12}", text) and int(text) <= durations.LONGEST else None


def estimate_in(value: dict[str, Any]) -> Estimate:
    return value.get("estimate") or {}
