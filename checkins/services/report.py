"""What one check-in says, whichever way it came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

COPY, RESTORE, FAILOVER = "copy", "restore", "failover"
KINDS = (COPY, RESTORE, FAILOVER)


@dataclass(frozen=True, slots=True)
class Report:
    """One end of one copy or test. `happened` is None where it has just ended; `newest`: up to then the copy holds the
    data; None where nobody said so, `duration` (seconds) before its end or at its end. `tool` is whose list it was in.
    """

    kind: str = COPY
    good: bool = True
    happened: datetime | None = None
    newest: datetime | None = None
    duration: int | None = None
    size: int | None = None
    tool: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """What cannot be taken: where it stands, what was found there, what would fit."""

    field: str
    found: str
    fits: str


class NotAReport(Exception):
    """What came says nothing that can be taken; `faults` say why. Nothing of it is kept."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(*faults)
        self.faults = faults


MOST_SHOWN = 60


def shown(value: object) -> str:
    """A value as it was found, on one line and not too long."""
    text = value if isinstance(value, str) else repr(value)
    text = "".join(letter if letter.isprintable() else "?" for letter in text[: MOST_SHOWN + 1])
    return text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}…"
