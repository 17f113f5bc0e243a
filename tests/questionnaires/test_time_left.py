"""The time that is left is counted forward: it never grows while one goes on."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.document.parsing import parse
from questionnaires.document.structure import Question
from questionnaires.fields import type_of
from questionnaires.services import wizard
from questionnaires.services.asking import asked
from questionnaires.services.loading import STANDARD, written

DOCUMENT = parse(written(STANDARD))
UNKNOWN = {"state": "unknown", "value": None}


def possible(question: Question) -> list[dict[str, Any]]:
    offered = [{"state": "answered", "value": value} for value in type_of(question).offered(question)]
    return [*offered, UNKNOWN]


@given(st.data())
def test_whatever_is_answered_the_time_never_grows(data):
    answers: dict[str, Any] = {}
    left = wizard.progress(DOCUMENT, answers, "harm").minutes_left
    while open_ones := wizard.open_questions(DOCUMENT, answers):
        question = open_ones[0]
        answers[question.key] = data.draw(st.sampled_from(possible(question)), label=question.key)
        now = wizard.progress(DOCUMENT, answers, question.topic).minutes_left
        assert now <= left, question.key
        left = now
    assert left == 0


@pytest.mark.parametrize(("gate", "opens"), [("peak", "peak_mtd"), ("deadline", "regulator_rto")])
def test_what_a_yes_would_open_is_counted_before_it_is_said(gate, opens):
    before = {each.key for each in wizard.may_still_be_asked(DOCUMENT, {})}
    assert opens in before
    assert DOCUMENT.questions[opens] not in asked(DOCUMENT, {})
    no = {gate: {"state": "answered", "value": "no"}}
    assert opens not in {each.key for each in wizard.may_still_be_asked(DOCUMENT, no)}
