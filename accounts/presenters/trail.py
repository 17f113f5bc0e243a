"""Entries of the audit trail for people: the sentence, and what was before and is now."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.timezone import localtime

from accounts.models import AuditEntry

CHANGES = "changes"


@dataclass(frozen=True, slots=True)
class Change:
    """One value that became another. What was not there before, or is not any more, is empty."""

    name: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Told:
    """An entry, the values that it changed, and for those who read the whole trail all else that it keeps."""

    entry: AuditEntry
    changes: tuple[Change, ...]
    more: tuple[tuple[str, str], ...]

    @property
    def day(self) -> date:
        """On which day of the reader's it happened."""
        return localtime(self.entry.at).date()


def told_entry(entry: AuditEntry) -> Told:
    more = ((name_in_words(name), as_text(value)) for name, value in entry.detail.items() if name != CHANGES)
    return Told(entry, tuple(changes_of(entry.detail)), tuple(more))


def changes_of(detail: dict[str, object]) -> Iterator[Change]:
    changes = detail.get(CHANGES)
    for name, both in changes.items() if isinstance(changes, dict) else ():
        if isinstance(both, list) and len(both) == 2:
            yield Change(name_in_words(name), as_text(both[0]), as_text(both[1]))


def name_in_words(name: str) -> str:
    """The name of a field as it is kept, with blanks: the trail is not translated."""
    return name.replace("_", " ")


def as_text(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
