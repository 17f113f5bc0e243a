"""A copy of the whole portal at 1,000 and at 10,000 systems, and trying that it can be restored.

    python -m tests.benchmarks.bench_copies

Ten times the systems take at most twelve times as long, copying and coming back alike; beside them stands what it costs
to read every row once (the floor), and the size of the copy. The restoration is the whole exercise: new tables, rows,
comparison, audit trail, a summary. Exit code 1 when a figure is missed. The systems go into a scratch SQLite file.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.bench_catalogue import prepare

SIZES = (1_000, 10_000)
MOST_TIMES_LONGER = 12.0


def main() -> int:
    if sys.argv[1:]:
        print(json.dumps(measured(int(sys.argv[1]))))
        return 0
    small, large = (in_a_process_of_its_own(size) for size in SIZES)
    longer = {what: large[what] / small[what] for what in ("copied", "restored")}
    for what, times in longer.items():
        print(f"{what}: ten times the systems take {times:.1f} times as long (at most {MOST_TIMES_LONGER:.0f})")
    return int(any(times > MOST_TIMES_LONGER for times in longer.values()))


def in_a_process_of_its_own(size: int) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.benchmarks.bench_copies", str(size)]
    run = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, float] = json.loads(run.stdout.splitlines()[-1])
    print(
        f"{size:,} systems, {found['rows']:,.0f} rows: copied in {found['copied']:.1f} s of the processor, "
        f"{found['copied'] / found['floor']:.1f} × reading them once; {found['size'] / 2**20:.1f} MiB; "
        f"back after {found['restored']:.0f} s",
        flush=True,
    )
    return found


def measured(size: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        from operations.services.backups.exercising import exercise
        from operations.services.backups.making import make
        from tests.benchmarks.large_company import fill

        fill(size, dependents=size // 10)
        floor = seconds_of(read_all)
        begun = time.process_time()
        copy = make(Path(folder) / "copies")
        copied = time.process_time() - begun
        outcome = exercise(copy.path)
        rows, weight = copy.manifest.row_count, copy.path.stat().st_size
        return {"floor": floor, "copied": copied, "restored": outcome.took, "rows": rows, "size": weight}


def seconds_of(work: Callable[[], None]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def read_all() -> None:
    from django.apps import apps
    from django.db import connection

    from operations.services.backups.rows import kept_models

    with connection.cursor() as cursor:
        for model in kept_models(apps):
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
            while cursor.fetchmany(2000):
                pass


if __name__ == "__main__":
    sys.exit(main())
