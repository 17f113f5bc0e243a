"""A questionnaire laid out for reading and for working on it: its pages, and on each its questions and their texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from presentation.durations import duration_in_words
from presentation.language import language_name
from questionnaires.document.parsing import parsed
from questionnaires.document.structure import Document, Question, Topic
from questionnaires.services.asking import parent_on_page
from questionnaires.services.drafting.conditions import conditions_in_words
from questionnaires.services.drafting.order import DOWN, UP, question_order, topic_order
from questionnaires.services.drafting.texts import Raw, Text, texts_of_question, texts_of_topic, untranslated_in

KINDS: Mapping[str, str | Promise] = {
    "text": _("A text in their own words"),
    "yes_no": _("Yes or no"),
    "choice": _("One of several answers"),
    "choices": _("Any of several answers"),
    "whole": _("A whole number"),
    "money": _("An amount of money"),
    "duration": _("A time"),
    "longer": _("The same time, or a longer one"),
    "objective": _("A time: the suggestion, or another one with a reason"),
    "impact": _("How much it hurts, and from when on"),
    "systems": _("Names of other systems"),
}


@dataclass(frozen=True)
class Entry:
    """One question. `depth` says how many others it hangs on, on the same page."""

    key: str
    name: str
    kind: str | Promise
    own: bool
    counts: bool
    """Whether the plan is made of its answer; otherwise it informs the people who read it."""
    depth: int
    when: tuple[str, ...]
    offered: tuple[str, ...]
    texts: tuple[Text, ...]
    changed: bool
    up: bool
    down: bool

    @property
    def untranslated(self) -> list[str]:
        """The languages that a text is missing in, by name."""
        return [language_name(code) for code in untranslated_in(self.texts)]


@dataclass(frozen=True)
class Page:
    """One topic."""

    key: str
    name: str
    when: tuple[str, ...]
    texts: tuple[Text, ...]
    entries: tuple[Entry, ...]
    changed: bool
    up: bool
    down: bool

    @property
    def untranslated(self) -> list[str]:
        """The languages that a text is missing in, by name."""
        return [language_name(code) for code in untranslated_in(self.texts)]


def outline(raw: Raw, language: str, *, before: Raw | None = None) -> list[Page]:
    """The pages in their order. With the version before, what differs from it is marked."""
    document = parsed(raw)
    old = parts_of(before) if before else None
    written = {topic["key"]: topic for topic in raw["topics"]}
    return [_page(document, topic, written[topic.key], old, language) for topic in document.topics]


def parts_of(raw: Raw) -> dict[str, Raw]:
    """Every topic and question by its key, the topics without their questions."""
    topics = {f"topic:{topic['key']}": _bare(topic) for topic in raw["topics"]}
    return {**topics, **{question["key"]: question for topic in raw["topics"] for question in topic["questions"]}}


def _bare(topic: Raw) -> Raw:
    return {name: part for name, part in topic.items() if name != "questions"}


def _page(document: Document, topic: Topic, raw: Raw, old: Mapping[str, Raw] | None, language: str) -> Page:
    conditions = topic.questions[0].asked_when[: len(raw.get("asked_when", ()))]
    return Page(
        key=topic.key,
        name=topic.title.say(language),
        when=tuple(conditions_in_words(document, conditions, language)),
        texts=texts_of_topic(raw),
        entries=tuple(_entries(document, topic, raw, old, language)),
        changed=old is not None and old.get(f"topic:{topic.key}") != _bare(raw),
        up=topic_order(document, topic.key, UP) is not None,
        down=topic_order(document, topic.key, DOWN) is not None,
    )


def _entries(
    document: Document, topic: Topic, raw: Raw, old: Mapping[str, Raw] | None, language: str
) -> Iterator[Entry]:
    page = {question.key for question in topic.questions}
    written = {question["key"]: question for question in raw["questions"]}
    for question in topic.questions:
        own_conditions = question.asked_when[len(raw.get("asked_when", ())) :]
        yield Entry(
            key=question.key,
            name=question.wording.say(language),
            kind=KINDS[question.type],
            own=question.own,
            counts=bool(question.measure) or conditional(document, question),
            depth=_depth(document, question, page),
            when=tuple(conditions_in_words(document, own_conditions, language)),
            offered=tuple(_offered(question, language)),
            texts=texts_of_question(written[question.key]),
            changed=old is not None and old.get(question.key) != written[question.key],
            up=question_order(document, question.key, UP) is not None,
            down=question_order(document, question.key, DOWN) is not None,
        )


def conditional(document: Document, question: Question) -> bool:
    """Whether a question that counts is asked, or not, by the answer to this one."""
    return any(
        other.measure and any(condition.question == question.key for condition in other.asked_when)
        for other in document.questions.values()
    )


def _depth(document: Document, question: Question, page: set[str]) -> int:
    condition = parent_on_page(question, page)
    return 1 + _depth(document, document.questions[condition.question], page) if condition else 0


def _offered(question: Question, language: str) -> Iterator[str]:
    """The times that are offered; other answers stand among the texts."""
    for step in question.steps:
        yield step.label.say(language) if step.label else duration_in_words(step.seconds, language)
