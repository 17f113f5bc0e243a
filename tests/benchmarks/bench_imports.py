"""A list of 19,500 rows with 40 needs each, brought in while somebody else writes: how long nobody else could.

    python -m tests.benchmarks.bench_imports

Figure: the longest transaction takes at most 1 s of the processor, on a scratch SQLite file. Exit code 1 when missed.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.bench_catalogue import architects_browser, prepare

ROWS, NEEDS = 19_500, 40
MOST_SECONDS = 1.0


def content(rows: int, needs: int) -> str:
    """A file in which every row needs so many others."""
    lines = ["Key;Name;Purpose;Business unit;Running cost;Needs"]
    for at in range(rows):
        named = ";".join(f"s{(at + each * 131 + 1) % rows}" for each in range(needs))
        lines.append(f's{at};System {at};Purpose of {at}.;Unit {at % 12};{at * 10};"{named}"')
    return "\n".join(lines)


@contextmanager
def timed_transactions() -> Iterator[list[float]]:
    """The seconds of the processor that each outermost transaction took, while SQLite lets nobody else write."""
    from django.db import transaction

    taken: list[float] = []
    enter, leave = transaction.Atomic.__enter__, transaction.Atomic.__exit__
    begun: list[float] = []

    def entered(self: transaction.Atomic) -> None:
        begun.append(time.process_time())
        enter(self)

    def left(self: transaction.Atomic, *raised: object) -> None:
        leave(self, *raised)  # type: ignore[arg-type]
        seconds = time.process_time() - begun.pop()
        if not begun:
            taken.append(seconds)

    transaction.Atomic.__enter__, transaction.Atomic.__exit__ = entered, left  # type: ignore[method-assign,assignment]
    try:
        yield taken
    finally:
        transaction.Atomic.__enter__, transaction.Atomic.__exit__ = enter, leave  # type: ignore[method-assign]


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        return report(architects_browser())


def report(client: object) -> int:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from systems.models import Dependency, ImportRun, System
    from systems.tasks import run_import

    file = SimpleUploadedFile("large.csv", content(ROWS, NEEDS).encode(), "text/csv")
    place = client.post("/systems/import/", {"file": file}).url  # type: ignore[attr-defined]
    with timed_transactions() as compared:
        begun = time.process_time()
        run_import(ImportRun.objects.get().pk)
        seconds_to_compare = time.process_time() - begun
    fingerprint = ImportRun.objects.get().result["fingerprint"]
    client.post(f"{place}apply/", {"fingerprint": fingerprint})  # type: ignore[attr-defined]
    with timed_transactions() as written:
        begun = time.process_time()
        run_import(ImportRun.objects.applying().get().pk)
        seconds_to_write = time.process_time() - begun
    if (System.objects.count(), Dependency.objects.count()) != (ROWS, ROWS * NEEDS):
        raise SystemExit(f"{System.objects.count()} systems and {Dependency.objects.count()} needs came in")
    longest = max(*compared, *written)
    kept = longest <= MOST_SECONDS
    print(f"{ROWS:,} rows × {NEEDS} needs: compared in {seconds_to_compare:.1f} s, written in {seconds_to_write:.1f} s")
    print(f"{len(compared)} and {len(written)} transactions, the longest {max(compared):.2f} and {max(written):.2f} s")
    print(f"longest lock {longest:.2f} s (at most {MOST_SECONDS:.0f} s)   {'kept' if kept else 'MISSED'}")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
