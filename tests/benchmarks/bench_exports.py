"""The files of the whole catalogue at 1,000 and at 10,000 systems: what each costs, and that it grows with the systems.

    python -m tests.benchmarks.bench_exports

Figures, in seconds of the processor: CSV of 10,000 at most 1.5, XLSX at most 4; ten times the systems at most twelve
times as long. What an empty page costs in the same run stands beside them. Exit code 1 when one is missed. The
systems go into a scratch SQLite file.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.bench_catalogue import architects_browser, fill, prepare

SIZES = (1_000, 10_000)
MOST_SECONDS = {"csv": 1.5, "xlsx": 4.0}
MOST_TIMES_LONGER = 12.0
RUNS = 3


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        return report(architects_browser())


def report(client: object) -> int:
    def read(address: str) -> int:
        """The bytes of what is answered."""
        response = client.get(address)  # type: ignore[attr-defined]
        if response.status_code != 200:
            raise SystemExit(f"{address} answered {response.status_code}")
        return sum(map(len, response.streaming_content if response.streaming else [response.content]))

    taken = {}
    for size in SIZES:
        fill(size)
        empty = seconds_of(lambda: read("/empty/"))
        for name in MOST_SECONDS:
            taken[name, size] = seconds_of(lambda name=name: read(f"/systems/export.{name}"))
            times = taken[name, size] / empty
            print(f"{size:6} systems  {name:5} {taken[name, size]:6.2f} s   {times:6.0f} × an empty page")
    missed = 0
    for name, most in MOST_SECONDS.items():
        longer = taken[name, SIZES[1]] / taken[name, SIZES[0]]
        kept = taken[name, SIZES[1]] <= most and longer <= MOST_TIMES_LONGER
        missed += not kept
        print(
            f"{name:5} at most {most} s for {SIZES[1]:,}, {longer:.1f} × as long for ten times the systems "
            f"(at most {MOST_TIMES_LONGER:.0f})   {'kept' if kept else 'MISSED'}"
        )
    return 1 if missed else 0


def seconds_of(work: Callable[[], object]) -> float:
    """The least of a few runs, of the processor: what else the machine does is not counted."""
    work()
    seconds = []
    for _ in range(RUNS):
        begun = time.process_time()
        work()
        seconds.append(time.process_time() - begun)
    return min(seconds)


if __name__ == "__main__":
    sys.exit(main())
