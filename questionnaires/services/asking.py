"""Which questions are asked, given the answers so far, and in which words."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from typing import Any

from questionnaires.document.consistency import NOT_ANSWERED, UNKNOWN
from questionnaires.document.structure import Condition, Document, Question, Topic
from questionnaires.fields import type_of

Answers = Mapping[str, Mapping[str, Any]]
"""Answers by question: `state` (answered or unknown), `value`, `by`, `at`."""


def tokens(document: Document, answers: Answers, key: str) -> set[str]:
    """What an answer is compared with in conditions; a question that is not asked counts as not answered."""
    answer, question = answers.get(key), document.questions[key]
    if answer is None or not is_asked(document, answers, question):
        return {NOT_ANSWERED}
    return {UNKNOWN} if answer["state"] == UNKNOWN else type_of(question).tokens(question, answer["value"])


def holds(document: Document, answers: Answers, condition: Condition) -> bool:
    return condition.inverted != bool(tokens(document, answers, condition.question) & set(condition.tokens))


def is_asked(document: Document, answers: Answers, question: Question) -> bool:
    """Whether its conditions hold, and whether the questions they hang on are asked themselves."""
    # A loop, because this is asked some sixty times for every system that is read; most questions have no condition.
    for condition in question.asked_when:
        parent = document.questions[condition.question]
        if not (is_asked(document, answers, parent) and holds(document, answers, condition)):
            return False
    return True


def may_be_asked(document: Document, answers: Answers, question: Question) -> bool:
    """Whether it is asked, or still could be: no answer that was given shuts it out."""
    return all(
        may_be_asked(document, answers, document.questions[condition.question])
        and (condition.question not in answers or holds(document, answers, condition))
        for condition in question.asked_when
    )


def asked(document: Document, answers: Answers, questions: Iterable[Question] | None = None) -> tuple[Question, ...]:
    """The questions that are asked, in order, of all or of those given."""
    pool = document.questions.values() if questions is None else questions
    return tuple(question for question in pool if is_asked(document, answers, question))


def topics(document: Document, answers: Answers) -> tuple[Topic, ...]:
    """The topics of which anything is asked."""
    return tuple(topic for topic in document.topics if asked(document, answers, topic.questions))


def parent_on_page(question: Question, page: Container[str]) -> Condition | None:
    """The condition on a question of the same page, which may change while the page is open; the last one of them."""
    return next((condition for condition in reversed(question.asked_when) if condition.question in page), None)


def worded(document: Document, answers: Answers, question: Question) -> Question:
    """The question with the texts of the first of its variants that applies."""
    for variant in question.variants:
        if all(holds(document, answers, condition) for condition in variant.when):
            texts = {name: getattr(variant, name) for name in ("wording", "why", "example", "help")}
            return replace(question, **{name: text for name, text in texts.items() if text is not None})
    return question
