"""Rows of a form that are added, moved and removed without scripts: a button says what, and the form is shown again."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.http import QueryDict

VERBS = frozenset({"add", "up", "down", "remove"})


def rearranges(data: QueryDict) -> bool:
    """Whether the pressed button moves rows; any other saves."""
    return data.get("do", "").partition(":")[0] in VERBS


@dataclass(frozen=True)
class Rows:
    """Each row has a prefix, a letter and a number; hidden inputs called `row` say which there are, in their order."""

    letter: str
    most: int

    def sent(self, data: QueryDict) -> list[str]:
        """The prefixes of the rows that were sent, each once."""
        wanted = [prefix for prefix in data.getlist("row") if re.fullmatch(rf"{self.letter}\d{{1,4}}", prefix)]
        return list(dict.fromkeys(wanted))[: self.most]

    def rearranged(self, data: QueryDict) -> list[str]:
        """The same as the pressed button wants them: `add`, with the letter where a form has rows of several kinds, or
        `up`, `down` and `remove` with a row."""
        rows, (verb, _colon, prefix) = self.sent(data), data.get("do", "").partition(":")
        if verb == "add" and prefix in ("", self.letter) and len(rows) < self.most:
            return [*rows, self.next_of(rows)]
        if prefix not in rows:
            return rows
        place = rows.index(prefix)
        rows.remove(prefix)
        if verb != "remove":
            rows.insert(max(place - 1, 0) if verb == "up" else place + (verb == "down"), prefix)
        return rows

    def next_of(self, rows: list[str]) -> str:
        return f"{self.letter}{1 + max((int(each[1:]) for each in rows), default=-1)}"
