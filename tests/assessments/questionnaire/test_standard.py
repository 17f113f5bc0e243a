"""The standard questionnaire keeps what the method asks of it."""

from __future__ import annotations

import re

import pytest

from assessments.questionnaire.consistency import MEASURES
from assessments.questionnaire.loading import STANDARD, written
from assessments.questionnaire.parsing import parse

DOCUMENT = parse(written(STANDARD))
QUESTIONS = list(DOCUMENT.questions.values())
JARGON = re.compile(r"\b(?:failover|replication|snapshot|pilot light|standby|MTD|WRT|tier)\b", re.IGNORECASE)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_question_has_its_texts_in_both_languages(question, language):
    for text in (question.wording, question.why, question.example):
        assert len(text.say(language)) > 5
    if question.type != "text" or question.key in {"what_stops"}:
        assert question.wording.en != question.wording.es


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_a_question_asks_and_its_texts_stay_short_and_plain(question):
    assert question.wording.en.endswith("?")
    assert question.wording.es.endswith("?")
    assert "¿" in question.wording.es
    for text in (question.wording, question.why, question.example):
        assert max(len(sentence.split()) for sentence in re.split(r"[.:?!] ", text.en)) <= 30
        assert not JARGON.search(text.en)


def test_the_labels_of_choices_name_no_tier_and_no_strategy():
    labels = [choice.label.en for question in QUESTIONS for choice in question.choices]
    assert labels
    assert not [label for label in labels if JARGON.search(label) or "$" in label]


def test_the_objectives_come_last_and_are_explained_where_they_are_named():
    *_, rto, rpo = QUESTIONS
    assert (rto.measure, rpo.measure) == ("rto", "rpo")
    assert "RTO" in rto.why.en
    assert "RPO" in rpo.why.es


def test_it_feeds_every_fact_that_only_the_owner_can_know():
    fed = {question.measure for question in QUESTIONS if question.measure}
    assert fed == set(MEASURES) - {"peak_wrt"}


def test_it_can_be_finished_in_ten_minutes():
    unconditional = [
        question for question in QUESTIONS if not question.asked_when or question.topic in {"loss", "copies"}
    ]
    assert sum(question.seconds for question in unconditional) < 10 * 60
    assert len(DOCUMENT.topics) == 7


def test_the_analogies_are_there():
    everything = " ".join(text.en for question in QUESTIONS for text in (question.why, question.example))
    assert "workshop" in everything
    assert "saves a document every five minutes" in everything
