"""Taking values out of the written form of a questionnaire: each checked, nothing left over."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from questionnaires.document.structure import Wording
from recovery.languages import DEFAULT

KEY = re.compile(r"[a-z][a-z0-9_]{0,59}")
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*")
LONGEST_TEXT = 1000
Made = TypeVar("Made")


class DocumentError(ValueError):
    """A questionnaire that cannot be used; the message names the place and the fault in one line."""

    def __init__(self, place: str, fault: str) -> None:
        super().__init__(f"{place}: {fault}")


class Reader:
    """One table of the document. Whoever has taken everything says `finish`."""

    def __init__(self, raw: Any, place: str) -> None:
        if not isinstance(raw, Mapping):
            raise DocumentError(place, "should be a table")
        self.raw = dict(raw)
        self.place = place

    def fault(self, name: str, fault: str) -> DocumentError:
        return DocumentError(f"{self.place}, {name}", fault)

    def take(self, name: str, kind: type, default: Any = None) -> Any:
        """A value of a type; the default when it is left out, a fault when there is none."""
        value = self.raw.pop(name, default)
        if value is None:
            raise self.fault(name, "is missing")
        if not isinstance(value, kind) or isinstance(value, bool):
            raise self.fault(name, f"should be a {kind.__name__}, not a {type(value).__name__}")
        return value

    def flag(self, name: str) -> bool:
        """True where it is said so; a fault for anything but true and false."""
        value = self.raw.pop(name, False)
        if not isinstance(value, bool):
            raise self.fault(name, "should be true or false")
        return value

    def key(self, name: str) -> str:
        value: str = self.take(name, str)
        if not KEY.fullmatch(value):
            raise self.fault(name, f"“{value[:60]}” should be small letters, digits and underscores")
        return value

    def whole(self, name: str, default: int | None = None, *, least: int = 0) -> int:
        value: int = self.take(name, int, default)
        if value < least:
            raise self.fault(name, f"should be {least} or more")
        return value

    def maybe_whole(self, name: str) -> int | None:
        return self.whole(name) if name in self.raw else None

    def text(self, name: str) -> str:
        value: str = self.take(name, str)
        if not value.strip() or len(value) > LONGEST_TEXT:
            raise self.fault(name, f"should be a text of at most {LONGEST_TEXT} characters")
        return value

    def wording(self, name: str) -> Wording:
        """A text in English, and in every other language that it has: also in those that the portal does not speak, or
        not any more."""
        texts = Reader(self.take(name, dict), f"{self.place}, {name}")
        written = [language for language in texts.raw if LANGUAGE.fullmatch(language)]
        wording = Wording({language: texts.text(language) for language in {DEFAULT: None, **dict.fromkeys(written)}})
        texts.finish()
        return wording

    def maybe_wording(self, name: str) -> Wording | None:
        return self.wording(name) if name in self.raw else None

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of short texts, none of them twice."""
        values: list[Any] = self.take(name, list)
        if not values or not all(isinstance(value, str) and len(value) <= 60 for value in values):
            raise self.fault(name, "should be a list of short texts")
        if len(set(values)) < len(values):
            raise self.fault(name, "names something twice")
        return tuple(values)

    def each(self, name: str, make: Callable[[Any, str], Made], *, least: int = 0) -> tuple[Made, ...]:
        """Every member of a list, made by `make(member, place)`."""
        members: list[Any] = self.take(name, list, [] if least == 0 else None)
        if len(members) < least:
            raise self.fault(name, f"should have {least} or more")
        return tuple(make(member, f"{self.place}, {name} {at}") for at, member in enumerate(members, start=1))

    def finish(self) -> None:
        """Complain about whatever nobody has asked for: a misspelt name would otherwise go unseen."""
        if self.raw:
            raise DocumentError(self.place, f"does not know “{min(map(str, self.raw))[:60]}”")
