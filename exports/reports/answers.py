"""What the answers last sent say besides the numbers: why other objectives were chosen, and what informs people."""

from __future__ import annotations

from collections.abc import Iterator

from assessments.models import Assessment
from exports.reports.summary import InformingAnswer
from questionnaires.document.parsing import parsed
from questionnaires.presenters import wording
from questionnaires.services import measures
from systems.models import System

UNREADABLE = (KeyError, TypeError, ValueError)
"""Answers that cannot be read are shown on the system's page; a summary does without them."""


def last_sent(system: System) -> Assessment | None:
    """With its questionnaire; one query."""
    return system.assessments.filter(submitted__isnull=False).select_related("questionnaire").order_by("-id").first()


def override_reason(sent: Assessment | None) -> str:
    """Why the owner chose other objectives than suggested."""
    try:
        return measures.measure(sent.questionnaire.document, sent.submitted or {}).override_reason or "" if sent else ""
    except UNREADABLE:
        return ""


def informing_answers(sent: Assessment | None, language: str) -> tuple[InformingAnswer, ...]:
    """The answers that feed no rule, the company's own questions among them."""
    try:
        return tuple(_informing(sent, language)) if sent else ()
    except UNREADABLE:
        return ()


def _informing(sent: Assessment, language: str) -> Iterator[InformingAnswer]:
    document = parsed(sent.questionnaire.document)
    for topic in wording.answers_in_words(document, sent.submitted or {}, language):
        for answer in topic.answers:
            question = document.questions[answer.key]
            if answer.lines and not question.measure:
                yield InformingAnswer(answer.key, answer.question, answer.lines, question.own)
