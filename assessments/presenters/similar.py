"""What similar systems say, in words, beside a question that somebody does not know the answer to."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext

from assessments.services.similar import SimilarAnswers, similar_answers
from presentation.durations import duration_in_words
from presentation.money import whole_amount
from presentation.numbers import grouped_number
from presentation.objectives import objective_in_words
from questionnaires.document.structure import Question
from systems.models import System

PER_MINUTE = "minutes_per_entry"


def similar_in_words(system: System, questions: Iterable[Question]) -> dict[str, str]:
    """By question: “3 similar systems said 4 hours to 8 hours.”"""
    by_key = {each.key: each for each in questions}
    found = similar_answers(system, by_key.values())
    return {key: _sentence(by_key[key], each) for key, each in found.items()}


def _sentence(question: Question, found: SimilarAnswers) -> str:
    least, most = _answer_in_words(question, found.least), _answer_in_words(question, found.most)
    if least == most:
        return gettext("%(n)s similar systems said %(least)s.") % {"n": grouped_number(found.count), "least": least}
    return gettext("%(n)s similar systems said %(least)s to %(most)s.") % {
        "n": grouped_number(found.count),
        "least": least,
        "most": most,
    }


def _answer_in_words(question: Question, fact: float) -> str:
    if question.type == "objective":
        return objective_in_words(question.measure, round(fact))
    if question.type == "money":
        return whole_amount(fact)
    if question.type == "whole":
        return grouped_number(round(fact))
    return duration_in_words(round(fact * 60 if question.measure == PER_MINUTE else fact))
