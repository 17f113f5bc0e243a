"""Where facts come from that the rooms above know: what owners sent, what was approved, what several people said.

They register here how it is read, so that deriving needs none of them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from recovery import facts as method

Found = TypeVar("Found")
Mark = tuple[int, str | None, str]


@dataclass(frozen=True)
class Answers:
    """What the owner sent: the questionnaire's document and the answers to it."""

    document: Any
    answers: Mapping[str, Any]


@dataclass(frozen=True)
class Sent:
    """What the owner sent, as it is stored: `text` is the JSON of the answers, `form` the id of the questionnaire."""

    form: int
    document: Mapping[str, Any]
    text: str

    @property
    def mark(self) -> Mark:
        """Two with the same mark say the same."""
        return self.form, self.document.get("checksum"), self.text

    def read(self) -> Answers:
        return Answers(self.document, json.loads(self.text))


@dataclass(frozen=True)
class ReportedTest:
    """The last test of a kind that told of its success itself, and how long it took, in seconds."""

    kind: str
    at: datetime
    rta: int | None


@dataclass(frozen=True)
class Reports:
    """What the jobs of a system have reported as of now."""

    check_ins: method.CheckIns
    tests: tuple[ReportedTest, ...] = ()


class Source(Generic[Found]):
    """One kind of fact, by system id. A source that nobody has registered knows nothing."""

    def __init__(self) -> None:
        self._reader: Callable[[Collection[int]], Mapping[int, Found]] | None = None

    def register(self, reader: Callable[[Collection[int]], Mapping[int, Found]]) -> None:
        """`reader` gets the ids of the systems and may give more than them; its queries do not grow with them."""
        self._reader = reader

    def about(self, system_ids: Collection[int]) -> Mapping[int, Found]:
        return self._reader(system_ids) if self._reader else {}


ANSWERS: Source[Sent] = Source()
"""What was last sent. Drafts do not count."""
APPROVALS: Source[date] = Source()
"""The day of the last approval."""
RESPONDENTS: Source[tuple[method.Respondent, ...]] = Source()
"""What each of several people said, once that may be told."""
REPORTS: Source[Reports] = Source()
"""What jobs that copy and restore have reported by themselves."""
