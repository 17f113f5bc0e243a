"""When a question is asked, in words, and which conditions a question of one's own may have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext, gettext_noop

from presentation.durations import duration_in_words
from presentation.enumerations import one_of
from questionnaires.document.consistency import NOT_ANSWERED, UNKNOWN
from questionnaires.document.structure import Condition, Document, Question


def conditions_in_words(document: Document, conditions: Iterable[Condition], language: str) -> list[str]:
    """Each condition as a sentence part: “Does it keep data of its own?” is answered “Yes”."""
    return [_one(document, condition, language) for condition in conditions]


def _one(document: Document, condition: Condition, language: str) -> str:
    question = document.questions[condition.question]
    given = [token for token in condition.tokens if token != NOT_ANSWERED]
    answers = one_of([answer_in_words(document, question, token, language) for token in given]) or gettext("anything")
    sentence = SENTENCES[condition.inverted, len(given) < len(condition.tokens)]
    return gettext(sentence) % {"question": question.wording.say(language), "answers": answers}


SENTENCES = {
    (False, False): gettext_noop("“%(question)s” is answered with %(answers)s"),
    (False, True): gettext_noop("“%(question)s” is still open, or answered with %(answers)s"),
    (True, False): gettext_noop("“%(question)s” is not answered with %(answers)s"),
    (True, True): gettext_noop("“%(question)s” is answered, but not with %(answers)s"),
}
"""By whether the condition is turned round, and whether it names the question that is not answered yet."""


def answer_in_words(document: Document, question: Question, token: str, language: str) -> str:
    return gettext("“%(answer)s”") % {"answer": _answer(document, question, token, language)}


def _answer(document: Document, question: Question, token: str, language: str) -> str:
    if token == UNKNOWN:
        return document.unknown.say(language)
    if question.type == "yes_no":
        return gettext("Yes") if token == "yes" else gettext("No")  # noqa: S105 - an answer, no secret
    if question.steps and token.isdecimal():
        label = next((step.label for step in question.steps if str(step.seconds) == token and step.label), None)
        return label.say(language) if label else duration_in_words(int(token), language)
    return question.label_of(token, language) or token


def closed_before(document: Document, key: str, topic: str) -> Iterator[Question]:
    """The questions whose answers can be named in a condition of another: those with few answers that come before it,
    or for one that is not there yet, up to the end of its page."""
    topics = [each.key for each in document.topics]
    end = topics.index(topic) if topic in topics else len(topics)
    for question in document.questions.values():
        if question.key == key or (key not in document.questions and topics.index(question.topic) > end):
            return
        if question.type in ("yes_no", "choice", "choices"):
            yield question


def tokens_of(question: Question) -> list[str]:
    if question.type == "yes_no":
        return ["yes", "no"]
    return [choice.value for choice in question.choices]
