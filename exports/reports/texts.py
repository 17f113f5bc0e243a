"""The method's stored texts in the reader's language, with the names of the systems that they speak of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from accounts.models import User
from recovery.messages import say as say_text
from recovery.records import text as stored_text
from systems.models import System
from systems.services.names import names_for

Stored = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ReaderTexts:
    """Says stored texts in plain words, or with `in_terms` in those of the trade."""

    language: str
    names: Mapping[str, str] = field(default_factory=dict)

    def say(self, stored: Stored | None, *, in_terms: bool = False) -> str:
        """A text stored as `{"code", "values"}`; nothing where there is none."""
        if not stored:
            return ""
        audience = "architect" if in_terms else "owner"
        return say_text(stored_text(stored), self.language, audience, names=self.names)

    def say_all(self, stored: Iterable[Stored] | None) -> tuple[str, ...]:
        return tuple(self.say(text) for text in stored or ())


def texts_for(reader: User, system: System, language: str, *stored: Any) -> ReaderTexts:
    """Texts that name the systems of which the reader may know; one query."""
    return ReaderTexts(language, names_for(reader, [system], stored))
