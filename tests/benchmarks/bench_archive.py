"""All summaries of 200 systems as PDF in one archive: how many a second, on the cores that there are.

    python -m tests.benchmarks.bench_archive

Wanted are 60 a second on two cores. What typst alone takes for such a report, 40 to 55 ms of the processor, would let
through 36 to 50; so the figure that must hold is that all else, the database, the words and the archive, adds at most
as much again: all together takes at most twice the processor's time of typst alone, measured in the same run. What the
clock says stands beside it, and the memory grows by at most 150 MiB. Exit code 1 when one is missed. The systems go
into a scratch SQLite file.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from pathlib import Path

from exports.writers import pdf
from tests.benchmarks.bench_catalogue import prepare

SIZE, SAMPLE = 200, 40
MOST_TIMES_TYPST = 2.0
MOST_GROWTH_MIB = 150


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        return report()


def report() -> int:
    from accounts.models import User
    from exports.formats import format_of, writing_of
    from exports.reports.gathering import summary_of
    from systems.models import System
    from tests.benchmarks.bench_pages import derive_everything
    from tests.benchmarks.large_company import fill

    fill(SIZE, dependents=20)
    derive_everything()
    person = User.objects.create_user("manager@example.org")
    person.role_assignments.create(role="manager")
    keys, form = list(System.objects.values_list("key", flat=True)), format_of("pdf")
    assert form
    made(person, "q=system-1")  # typefaces and templates are read
    before = peak_mib()
    clock, processor = time.perf_counter(), processor_seconds()
    done = made(person, "")
    clock, processor = time.perf_counter() - clock, processor_seconds() - processor
    writings = [
        writing_of(form, summary_of(key, reader=person, language="en"), "another reader") for key in keys[:SAMPLE]
    ]
    alone, own = processor_seconds(), time.process_time()
    for writing in writings:
        writing()
    alone = (processor_seconds() - alone - (time.process_time() - own)) / len(writings) * 1000
    each, growth = processor / done * 1000, peak_mib() - before
    print(
        f"{done} PDF in {clock:.1f} s on {os.cpu_count()} cores: {done / clock:.1f} a second (wanted: 60); "
        f"{each:.0f} ms of the processor each, typst alone {alone:.0f}; {growth:.0f} MiB more memory"
    )
    kept = {
        f"{each / alone:.2f} × typst alone (at most {MOST_TIMES_TYPST})": each <= MOST_TIMES_TYPST * alone,
        f"at most {MOST_GROWTH_MIB} MiB more": growth <= MOST_GROWTH_MIB,
    }
    for figure, holds in kept.items():
        print(f"{figure}   {'kept' if holds else 'MISSED'}")
    return 0 if all(kept.values()) else 1


def made(person: object, query: str) -> int:
    """How many summaries are in the archive."""
    from exports.models import ExportedFile
    from exports.presenters.contents import SUMMARIES
    from exports.services import making

    row = ExportedFile.objects.create(person=person, kind=SUMMARIES.key, format="pdf", query=query, language="en")
    making.make(row.pk)
    row.refresh_from_db()
    if row.state != "done":
        raise SystemExit(row.error)
    return int(row.done)


def processor_seconds() -> float:
    """Of this process and of those that set the documents, which count when they end."""
    pdf.TYPESETTERS.stop()
    return time.process_time() + sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])


def peak_mib() -> float:
    """Of this process. Those that set the documents hold some 120 MiB each while they are at it."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
