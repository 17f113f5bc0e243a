"""Looking into what a tool printed, with the path at which something is not what it should be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from checkins.services import values
from checkins.services.report import Fault, NotAReport, shown

MOST_LISTED = 20_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One object of the document, and where it stands in it."""

    members: Mapping[str, Any]
    path: str
    now: datetime

    def at(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name

    def refuse(self, name: str, fits: str) -> NotAReport:
        found = self.members.get(name)
        return NotAReport(Fault(self.at(name), "nothing" if found is None else shown(found), fits))

    def inner(self, name: str, *, needed: bool = True) -> Entry:
        """The object of that name; one without anything where it is not `needed` and not there."""
        found = self.members.get(name)
        if found is None and not needed:
            return Entry({}, self.at(name), self.now)
        if not isinstance(found, dict):
            raise self.refuse(name, "an object")
        return Entry(found, self.at(name), self.now)

    def listed(self, name: str) -> Iterator[Entry]:
        return entries(self.members.get(name), self.at(name), self.now)

    def moment(self, name: str) -> datetime:
        return values.moment(self.at(name), self.members.get(name), self.now)

    def moment_or(self, name: str, other: datetime) -> datetime:
        """The moment of that name, no earlier than the other one, which stands for it where there is none."""
        found = self.members.get(name)
        return max(other, self.moment(name)) if found not in (None, "") else other

    def size(self, name: str) -> int | None:
        return None if self.members.get(name) in (None, "") else values.size(self.at(name), self.members[name])

    def outcome(self, name: str, outcomes: Mapping[str, bool | None]) -> bool | None:
        """Whether it went well by the word that stands there; None where it has not ended."""
        word = self.members.get(name)
        if not isinstance(word, str) or word not in outcomes:
            raise self.refuse(name, "one of " + ", ".join(outcomes))
        return outcomes[word]


def entries(found: Any, path: str, now: datetime) -> Iterator[Entry]:
    """The objects of a list. Raises NotAReport where it is none, where one of them is none, and for too many."""
    if not isinstance(found, list):
        raise NotAReport(Fault(path or "body", "nothing" if found is None else shown(found), "a list"))
    if len(found) > MOST_LISTED:
        raise NotAReport(Fault(path or "body", f"{len(found)} entries", f"at most {MOST_LISTED}"))
    for at, each in enumerate(found):
        if not isinstance(each, dict):
            raise NotAReport(Fault(f"{path}[{at}]", shown(each), "an object"))
        yield Entry(each, f"{path}[{at}]", now)
