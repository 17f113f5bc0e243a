"""A questionnaire as it is asked: topics, questions, texts in each language. Read-only once parsed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from recovery.languages import DEFAULT, known

OWN = "own_"
"""How the keys of the company's own questions begin: no question of the method, of today or later, is called so."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One text by language: in English always, in the others as far as somebody has written it."""

    texts: Mapping[str, str]

    def say(self, language: str) -> str:
        """The text in a language; English for any that has none."""
        return self.texts.get(known(language)) or self.texts[DEFAULT]


UNTITLED = Wording({DEFAULT: ""})


@dataclass(frozen=True, slots=True)
class Choice:
    """An offered answer, or a row or level of the impact grid."""

    value: str
    label: Wording
    hint: Wording | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """An offered duration; without a label it is said in the usual words."""

    seconds: int
    label: Wording | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """Holds when the other question's answer is (not) one of `tokens`."""

    question: str
    tokens: tuple[str, ...]
    inverted: bool = False


@dataclass(frozen=True, slots=True)
class Variant:
    """Other texts for a question where conditions hold; what is None stays as it is."""

    when: tuple[Condition, ...]
    wording: Wording | None = None
    why: Wording | None = None
    example: Wording | None = None
    help: Wording | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `measure` is the fact it feeds, `otherwise` that fact where the question's condition fails."""

    key: str
    type: str
    topic: str
    wording: Wording
    why: Wording
    example: Wording
    help: Wording | None
    seconds: int
    measure: str
    otherwise: int | None
    asked_when: tuple[Condition, ...]
    variants: tuple[Variant, ...]
    choices: tuple[Choice, ...] = ()
    steps: tuple[Step, ...] = ()
    rows: tuple[Choice, ...] = ()
    levels: tuple[Choice, ...] = ()
    minimum: int = 0
    maximum: int = 1_000_000_000_000
    optional: bool = False
    """Whether it may be left open without being asked for again: it informs the people who bring the system back."""

    @property
    def own(self) -> bool:
        """Whether the company asks it besides the method's questions; no rule reads its answer."""
        return self.key.startswith(OWN)

    def label_of(self, value: str, language: str) -> str | None:
        """What an offered choice is called."""
        return next((choice.label.say(language) for choice in self.choices if choice.value == value), None)


@dataclass(frozen=True, slots=True)
class Topic:
    """One page of the questionnaire."""

    key: str
    title: Wording
    lead: Wording
    questions: tuple[Question, ...]

    @property
    def keys(self) -> frozenset[str]:
        """Those of its questions."""
        return frozenset(question.key for question in self.questions)

    @property
    def concludes(self) -> bool:
        """Whether it asks for the objectives: consequences come before numbers, so it stays last."""
        return any(question.type == "objective" for question in self.questions)


@dataclass(frozen=True)
class Document:
    """A whole questionnaire of one version."""

    slug: str
    version: int
    title: Wording
    unknown: Wording
    topics: tuple[Topic, ...]

    @cached_property
    def questions(self) -> dict[str, Question]:
        """Every question by its key, in the order in which they are asked."""
        return {question.key: question for topic in self.topics for question in topic.questions}

    def topic(self, key: str) -> Topic | None:
        return next((topic for topic in self.topics if topic.key == key), None)

    def measuring(self, measure: str) -> Iterator[Question]:
        """The questions that feed a fact."""
        return (question for question in self.questions.values() if question.measure == measure)
