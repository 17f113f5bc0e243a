"""The method's texts in the reader's language, with the names of the systems that they speak of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from accounts.models import User
from recovery.messages import Text
from recovery.messages import say as say_text
from systems.models import System
from systems.services.names import names_for


@dataclass(frozen=True, slots=True)
class ReaderTexts:
    """Says texts in plain words, or with `in_terms` in those of the trade."""

    language: str
    names: Mapping[str, str] = field(default_factory=dict)

    def say(self, text: Text, *, in_terms: bool = False) -> str:
        audience = "architect" if in_terms else "owner"
        return say_text(text, self.language, audience, names=self.names)

    def say_all(self, texts: Iterable[Text]) -> tuple[str, ...]:
        return tuple(self.say(text) for text in texts)


def texts_for(reader: User, system: System, language: str, *about: Any) -> ReaderTexts:
    """Texts that name the systems of which the reader may know, of all that `about` speaks of; one query."""
    return ReaderTexts(language, names_for(reader, [system], about))
