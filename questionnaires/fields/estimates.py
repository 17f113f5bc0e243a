"""How sure somebody is of an objective: the shortest and the longest time around the best guess."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from presentation.durations import duration_in_words
from presentation.objectives import objective_in_words
from questionnaires.document.structure import Question
from questionnaires.fields.durations import seconds_typed
from questionnaires.fields.field_type import Refused, Typed, one
from recovery.reading import Understood

Estimate = Mapping[str, Any]
"""`shortest` and `longest` in seconds, `confidence`; each only if it was given."""

PARTS = ("-shortest", "-longest", "-confidence")
CONFIDENCE: dict[str, str | Promise] = {
    "low": _("a guess"),
    "medium": _("fairly sure"),
    "high": _("very sure"),
}


def estimate_of(question: Question, typed: Typed, best: int | None, language: str) -> dict[str, object]:
    """What was given around the best guess. Raises Refused when it does not lie around it."""
    shortest, longest = (each.value if each else None for each in _ends(question, typed, language))
    confidence = one(typed, f"{question.key}{PARTS[2]}")
    if confidence and confidence not in CONFIDENCE:
        raise Refused(gettext("Please choose how sure you are from the list."))
    in_order = [each for each in (shortest, best, longest) if each is not None]
    if in_order != sorted(in_order):
        raise Refused(gettext("The shortest may not be above your choice, and the longest not below it."))
    given = {"shortest": shortest, "longest": longest, "confidence": confidence or None}
    return {name: value for name, value in given.items() if value is not None}


def estimate_note(question: Question, typed: Typed, language: str) -> str:
    """What was understood of both ends, where they were typed in another way than the portal writes them."""
    return " ".join(said for each in _ends(question, typed, language) if each and (said := each.explained(language)))


def _ends(question: Question, typed: Typed, language: str) -> list[Understood[int] | None]:
    texts = [one(typed, f"{question.key}-{name}") for name in NAMES]
    return [
        seconds_typed(text, language, longer_is_stricter=name == "longest") if text else None
        for name, text in zip(NAMES, texts, strict=True)
    ]


def estimate_typed(question: Question, estimate: Estimate, language: str) -> dict[str, list[str]]:
    texts = {name: duration_in_words(estimate[name], language) if name in estimate else "" for name in NAMES}
    given = {**texts, "confidence": estimate.get("confidence", "")}
    return {f"{question.key}-{name}": [value] for name, value in given.items()}


NAMES = ("shortest", "longest")


def estimate_words(measure: str, estimate: Estimate, language: str) -> list[str]:
    """One line: “between 2 hours and 8 hours, fairly sure”; nothing where nobody was more exact."""
    shortest, longest = (_estimate_in_words(measure, estimate.get(name), language) for name in NAMES)
    between = {
        (True, True): gettext("between %(shortest)s and %(longest)s"),
        (True, False): gettext("at the shortest %(shortest)s"),
        (False, True): gettext("at the longest %(longest)s"),
    }.get((bool(shortest), bool(longest)))
    parts = [between % {"shortest": shortest, "longest": longest}] if between else []
    if estimate.get("confidence") in CONFIDENCE:
        parts.append(str(CONFIDENCE[estimate["confidence"]]))
    said = ", ".join(parts)
    return [said[:1].upper() + said[1:]] if said else []


def _estimate_in_words(measure: str, seconds: int | None, language: str) -> str:
    return "" if seconds is None else objective_in_words(measure, seconds, language)
