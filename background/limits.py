"""How often work is tried, when its worker counts as gone, and how long it waits: every number of every kind of work.

Each kind of work that is a row has one entry here, and nowhere else a number of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, kw_only=True)
class Limits:
    """`attempts`: so often work that fails by its own fault is tried, then it has failed, visibly.

    `waiting`: what nobody took for so long is handed over again: the broker was away, or forgot it.
    """

    attempts: int
    waiting: timedelta


@dataclass(frozen=True, kw_only=True)
class LeaseLimits(Limits):
    """The limits of work that one worker holds at a time, see `background.services.leases`.

    `silence`: who gave no sign of life for so long is not coming back, and the work is taken back.
    `interruptions`: so many workers may go silent over it, then it has failed with `given_up` as the error.
    `attempts_when_away`: so often it is tried while what it needs is away, which is no fault of the work.
    `pauses`: before the second attempt, the third, and so on; after the last of them always as long as that.
    """

    silence: timedelta
    given_up: str
    interruptions: int = 3
    attempts_when_away: int = 0
    pauses: tuple[timedelta, ...] = ()

    def pause_after(self, attempts: int) -> timedelta:
        return self.pauses[min(attempts, len(self.pauses)) - 1] if self.pauses else timedelta(0)


PROFILE = Limits(
    # Together with many others, then in a small group, then alone: the third try names the one that ends its worker.
    attempts=3,
    # A task that was handed over is begun within seconds, unless all workers are busy; deriving twice does no harm.
    waiting=timedelta(seconds=20),
)

BATCH = LeaseLimits(
    # What stops a whole batch is a database or a worker in trouble. After three times its systems go the ordinary way.
    attempts=3,
    waiting=timedelta(seconds=20),
    # A sign of life comes with every 500 systems, about two seconds; reading a company of 100,000 takes half a minute.
    silence=timedelta(minutes=3),
    given_up="three workers did not come back from it",
)

SIMULATION = LeaseLimits(
    # The same draft and the same facts fail in the same way again, and somebody is waiting for the reason.
    attempts=1,
    waiting=timedelta(seconds=20),
    # A sign of life comes with every 1,000 systems; before the first, everything is read and surveyed twice.
    silence=timedelta(minutes=3),
    given_up="It was begun three times and never ended.",
)

FORECAST = LeaseLimits(
    # The same facts fail in the same way again, and somebody is waiting for the reason.
    attempts=1,
    waiting=timedelta(seconds=20),
    # A sign of life comes with every schedule; one of 100,000 systems takes seconds, and reading all half a minute.
    silence=timedelta(minutes=3),
    given_up="It was begun three times and never ended.",
)

ASKING = LeaseLimits(
    # What stops it is a database in trouble; who has been asked already is not asked again.
    attempts=3,
    waiting=timedelta(seconds=20),
    # A sign of life comes with every owner; the first after the filter was read.
    silence=timedelta(minutes=3),
    given_up="It was begun three times and never ended.",
)

FILE = LeaseLimits(
    # The same rows fail in the same way again, and somebody is waiting; the second try is for a database in trouble.
    attempts=2,
    waiting=timedelta(seconds=20),
    # A sign of life comes with every 250 rows; the longest without one is the packing of a large workbook at its end.
    silence=timedelta(minutes=3),
    given_up="It was begun three times and never ended.",
)

IMPORT = LeaseLimits(
    # What stops it is a database in trouble; rows that are written are not written again.
    attempts=3,
    waiting=timedelta(seconds=20),
    # A sign of life comes with every group of rows; before the first, 20,000 rows are compared, about 15 seconds.
    silence=timedelta(minutes=3),
    given_up="It was begun three times and never ended.",
)

SOURCE = LeaseLimits(
    # A server that restarts needs minutes, one that is mended an hour; the next day or week it is fetched again anyway.
    attempts=4,
    waiting=timedelta(seconds=20),
    # Longer than the minute that a fetch may take, and the reading of a large workbook after it.
    silence=timedelta(minutes=3),
    given_up="Three workers did not come back from it.",
    pauses=tuple(timedelta(seconds=seconds) for seconds in (60, 600, 3_600)),
)

MAIL = LeaseLimits(
    # A mail that cannot be composed: its facts may have been about to change, its template will not.
    attempts=3,
    # Every 15 minutes for a day: a server that is away for so long is no reason to give up a mail.
    attempts_when_away=100,
    # The sweep of mail sends what is due by itself, each 10 seconds.
    waiting=timedelta(0),
    # Longer than any dialogue with a mail server, whose answer the worker may still be waiting for.
    silence=timedelta(minutes=10),
    given_up="The worker ended three times while it was sending this.",
    # Greylisting lets the second or third through; a server that restarts needs minutes.
    pauses=tuple(timedelta(seconds=seconds) for seconds in (10, 30, 60, 300, 900)),
)

CHAT = LeaseLimits(
    # An address that cannot be read under today's SECRET_KEY, or is not allowed any more, stays so.
    attempts=1,
    # For two hours: what a chat does not take by then, the mail has said long ago.
    attempts_when_away=12,
    waiting=timedelta(seconds=20),
    # Longer than any chat's answer is waited for.
    silence=timedelta(minutes=3),
    given_up="The worker ended three times while it was saying this.",
    pauses=tuple(timedelta(seconds=seconds) for seconds in (10, 60, 300, 900)),
)

WEBHOOK = LeaseLimits(
    # With the pauses below for about a day and a half: a receiver that is mended over the night misses nothing.
    attempts=12,
    # The sweep of webhooks hands over what is due, each 30 seconds.
    waiting=timedelta(seconds=5),
    # Longer than one call may last.
    silence=timedelta(minutes=3),
    given_up="Three workers did not come back from it.",
    pauses=tuple(timedelta(seconds=seconds) for seconds in (10, 60, 300, 900, 3_600, 14_400)),
)
