"""What every type of question can do with an answer: read what was typed, say it, and make a fact of it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from questionnaires.document.structure import Question

Typed = Mapping[str, Sequence[str]]
"""What a form sent for one question: every input's name with all its values."""

UNKNOWN = "unknown"
OTHER = "other"


class Refused(ValueError):
    """An answer that cannot be taken. The message tells the person what to do."""


class ReasonWanted(Refused):
    """An answer that counts, and of which somebody still has to say why before going on. `value` is the answer's."""

    def __init__(self, message: str, value: Any) -> None:
        super().__init__(message)
        self.value = value


class FieldType(ABC):
    """One type of question. A value is plain JSON; None means that nothing was answered."""

    separate_unknown = True
    """Whether “I don't know” is a box of its own; otherwise it is one of the choices."""

    def names(self, question: Question) -> tuple[str, ...]:
        """The inputs of the question's form, apart from “I don't know”."""
        return (question.key,)

    @abstractmethod
    def parse_typed(self, question: Question, typed: Typed, language: str) -> Any:
        """The value of what was typed; None when nothing was. Raises Refused."""

    def note(self, question: Question, typed: Typed, language: str) -> str:
        """What was understood where it was typed in another way than the portal writes it. Raises Refused."""
        return ""

    @abstractmethod
    def typed(self, question: Question, value: Any, language: str) -> dict[str, list[str]]:
        """A value as one would have typed it; reading it again gives the value."""

    @abstractmethod
    def lines_of(self, question: Question, value: Any, language: str) -> list[str]:
        """The value as people say it, in one or more lines."""

    def tokens(self, question: Question, value: Any) -> set[str]:
        """What the conditions of other questions compare the value with."""
        return {"answered"}

    def offered(self, question: Question) -> Iterable[Any]:
        """Values that can be chosen without typing, for answers that follow from another one."""
        return ()

    def fact(self, question: Question, value: Any) -> Any:
        """The value as the method's fact."""
        return value

    def of_fact(self, question: Question, fact: Any) -> Any:
        """The value that gives this fact. Raises Refused when none does."""
        return fact


def one(typed: Typed, name: str) -> str:
    """The last value of an input, without the blanks around it."""
    values = typed.get(name) or ("",)
    return values[-1].strip()


def unknown_name(question: Question) -> str:
    return f"{question.key}-{UNKNOWN}"
