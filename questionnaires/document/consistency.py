"""Whether the questions of a questionnaire fit together, and what they measure can be measured."""

from __future__ import annotations

import re
from collections.abc import Iterable

from questionnaires.document.reader import DocumentError
from questionnaires.document.structure import OWN, Condition, Document, Question
from recovery.facts import CATEGORIES, RATINGS, SITES

RESERVED_TOPICS = {
    "check",
    "submit",
    "sent",
    "consequence",
    "offer",
    "reopen",
    "discard",
    "undo",
    "express",
    "outcome",
    "again",
    "why",
}
NOT_ANSWERED, UNKNOWN = "", "unknown"
INFORMING = ("text", "yes_no", "choice", "choices", "whole")
"""The types of the company's own questions, which inform the people who read the answers and feed no rule."""
MEASURES = {
    "mtd": "duration",
    "wrt": "duration",
    "peak_mtd": "duration",
    "peak_wrt": "duration",
    "change_interval": "duration",
    "rebuild_window": "duration",
    "minutes_per_entry": "duration",
    "discovery_time": "duration",
    "legal_retention": "duration",
    "regulator_rto": "duration",
    "regulator_rpo": "duration",
    "regulator_site": "choice",
    "workaround_lasts": "duration",
    "unattended": "duration",
    "entries_per_hour": "whole",
    "entries_per_batch": "whole",
    "people_reentering": "whole",
    "expendable_entries": "whole",
    "loss_per_hour": "money",
    "loss_per_lost_hour": "money",
    "recovery_budget": "money",
    "never_lose": "yes_no",
    "impact": "impact",
    "workaround_needs": "systems",
    "rto": "objective",
    "rpo": "objective",
    "data_rto": "longer",
    "minimum_service": "choice",
}
"""Every fact a question may feed, and the type of question that can."""


def check(document: Document) -> None:
    """Raises DocumentError when two questions share a key, a condition leads nowhere, or a measure does not fit."""
    _keys_once(document)
    for question in document.questions.values():
        place = f"question “{question.key}”"
        conditions = (*question.asked_when, *(condition for variant in question.variants for condition in variant.when))
        _conditions_lead_back(document, question, conditions, place)
        _choices_once(question, place)
        _measure_fits(question, place)
        _own_informs_only(question, place)
    _measures_once(document)


def _keys_once(document: Document) -> None:
    topics = [topic.key for topic in document.topics]
    keys = [question.key for topic in document.topics for question in topic.questions]
    for kind, names in (("topic", topics), ("question", keys)):
        for name in names:
            if names.count(name) > 1:
                raise DocumentError(f"{kind} “{name}”", "is there twice")
    for name in RESERVED_TOPICS & set(topics):
        raise DocumentError(f"topic “{name}”", "is an address of the portal; call it something else")


def _conditions_lead_back(document: Document, question: Question, conditions: Iterable[Condition], place: str) -> None:
    order = list(document.questions)
    for condition in conditions:
        if condition.question not in order[: order.index(question.key)]:
            raise DocumentError(place, f"its condition names “{condition.question}”, which is not asked before it")
        known = possible_tokens(document.questions[condition.question])
        for token in condition.tokens:
            if known is not None and token not in known:
                raise DocumentError(place, f"“{token}” is no answer to “{condition.question}”")


def possible_tokens(question: Question) -> set[str] | None:
    """What conditions may compare an answer with; None when that is open."""
    offered = {
        "yes_no": {"yes", "no"},
        "choice": {choice.value for choice in question.choices},
        "choices": {choice.value for choice in question.choices},
    }.get(question.type)
    return None if offered is None else offered | {NOT_ANSWERED, UNKNOWN}


def _choices_once(question: Question, place: str) -> None:
    values = [choice.value for choice in question.choices]
    seconds = [step.seconds for step in question.steps]
    if len(set(values)) < len(values) or len(set(seconds)) < len(seconds):
        raise DocumentError(place, "offers the same answer twice")
    if {NOT_ANSWERED, UNKNOWN, "other", "accept"} & set(values):
        raise DocumentError(place, "offers a value that means something else; call it differently")
    if question.type == "impact":
        rows, levels = (tuple(choice.value for choice in part) for part in (question.rows, question.levels))
        if set(rows) != set(CATEGORIES) or len(rows) != len(CATEGORIES) or levels != RATINGS[1:]:
            raise DocumentError(
                place, f"should have the rows {', '.join(CATEGORIES)} and levels {', '.join(RATINGS[1:])}"
            )
    if question.minimum > question.maximum:
        raise DocumentError(place, "its minimum is above its maximum")


def _measure_fits(question: Question, place: str) -> None:
    if question.measure and MEASURES.get(question.measure) != question.type:
        raise DocumentError(place, f"a question of type {question.type} cannot measure “{question.measure[:60]}”")
    if question.measure == "minimum_service" and not all(_is_percentage(choice.value) for choice in question.choices):
        raise DocumentError(place, "its answers should be whole numbers from 0 to 100: per cent of normal")
    if question.measure == "regulator_site" and not {choice.value for choice in question.choices} <= set(SITES):
        raise DocumentError(place, f"its answers should be among {', '.join(SITES)}")
    if question.optional and question.measure:
        raise DocumentError(place, "is read by the method; only what informs people can be optional")
    if question.otherwise is not None and (question.type != "duration" or not question.asked_when):
        raise DocumentError(place, "“otherwise” belongs to a duration that has a condition and a measure")


def _is_percentage(text: str) -> bool:
    return re.fullmatch(r"[0-9]{1,3}", text) is not None and int(text) <= 100


def _own_informs_only(question: Question, place: str) -> None:
    if question.own and (question.measure or question.type not in INFORMING):
        raise DocumentError(place, f"is called “{OWN}…”: only {', '.join(INFORMING)}, and for information only")


def _measures_once(document: Document) -> None:
    measures = [question.measure for question in document.questions.values() if question.measure]
    for measure in measures:
        if measures.count(measure) > 1:
            raise DocumentError(f"measure “{measure}”", "is fed by two questions")
    for measure in ("rto", "rpo"):
        if measure not in measures:
            raise DocumentError("questionnaire", f"no question asks for the {measure}")
