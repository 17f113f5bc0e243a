"""What came of a text that somebody typed: a value with a note, or what is missing to read it."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from recovery.messages.say import say
from recovery.messages.text import Text, Value

Meant = TypeVar("Meant")
SHOWN = 60
"""Of a text that was typed a sentence repeats no more than this."""


@dataclass(frozen=True, slots=True)
class Understood(Generic[Meant]):
    """A value. `note` says what was understood where it was typed in another way than the portal writes it; `exact`
    is false where the text left room and the portal chose, as for “4-8 hours” or “about 5000”."""

    value: Meant
    note: Text | None = None
    exact: bool = True

    def explained(self, language: str) -> str:
        """The note as a sentence, empty where nothing needs to be said."""
        return say(self.note, language) if self.note else ""


class NotUnderstood(ValueError):
    """What was typed cannot be read, or in two ways; `text` says why, and what would fit."""

    def __init__(self, text: Text) -> None:
        super().__init__(say(text))
        self.text = text

    def explained(self, language: str) -> str:
        """Why, and what would fit, for the person who typed it."""
        return say(self.text, language)


def refused(why: str, typed: str, **values: Value) -> NotUnderstood:
    """`why` is a code of the section `reading` of the catalogues."""
    return NotUnderstood(Text(f"reading.{why}", {"typed": shown(typed), **values}))


def shown(typed: str) -> str:
    """As much of a text as a sentence repeats."""
    line = " ".join(typed[: SHOWN * 4].split())
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}…"
