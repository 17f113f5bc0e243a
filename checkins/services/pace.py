"""How often an address may be called: so often a minute in each process, whatever the database is doing."""

from __future__ import annotations

from threading import Lock
from time import monotonic

A_MINUTE = 60
"""A job every second, for a minute; the next minute as many again."""
WINDOW_SECONDS = 60.0
MOST_KEPT = 50_000


class Pace:
    """Counts calls by address, in windows of a minute that begin with the first call."""

    def __init__(self, a_minute: int = A_MINUTE) -> None:
        self.a_minute = a_minute
        self._counts: dict[str, tuple[float, int]] = {}
        self._lock = Lock()

    def seconds_to_wait(self, address: str) -> int:
        """Counts one call: 0 where it may be answered, else in how many whole seconds the next may."""
        now = monotonic()
        with self._lock:
            begun, count = self._counts.get(address, (now, 0))
            if now - begun >= WINDOW_SECONDS:
                begun, count = now, 0
            if count >= self.a_minute:
                return max(1, int(WINDOW_SECONDS - (now - begun)) + 1)
            if len(self._counts) >= MOST_KEPT:
                self._counts.clear()
            self._counts[address] = (begun, count + 1)
            return 0

    def forget(self) -> None:
        with self._lock:
            self._counts.clear()


pace = Pace()
