"""Every page of the systems that others need, in companies of 10, 100 and 10,000: do they open, and how do they grow?

    python -m tests.benchmarks.bench_pages             # a sample of 200 of them
    SAMPLE=10000 SIZES=10000 python -m tests.benchmarks.bench_pages

Figure: all of them open, each page for whom it is for. Their times are shown beside that of an empty page, as a ratio,
and at the end how this ratio grows with the company. On SQLite, and on PostgreSQL where it is reachable, in databases
made for this run. Exit code 1 when a page does not open.
"""

from __future__ import annotations

import json
import logging
import os
import random
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from tests.benchmarks.bench_catalogue import database, on_each_database, prepare

SIZES = tuple(map(int, os.environ.get("SIZES", "10,100,10000").split(",")))
SIZE = int(os.environ.get("SIZE", "10000"))
SAMPLE = int(os.environ.get("SAMPLE", "200"))
EMPTY_EVERY = 10
SHOWN = 3
FORMS_ONLY = 405
NOT_THERE = "systems:exercise_evidence"
"""The company keeps no files."""
Times = defaultdict[str, list[float]]
Failures = defaultdict[str, list[str]]


def main() -> int:
    if kind := os.environ.get("BENCH_DATABASE"):
        print(kind, flush=True)
        with database(kind) as (folder, url):
            return on(folder, url)
    with tempfile.TemporaryDirectory() as folder:
        ends = [end for size in SIZES for end in on_each_database(__spec__.name, SIZE=str(size), BENCH_RESULTS=folder)]
        say_growth(Path(folder))
    return 1 if any(ends) else 0


def on(folder: Path, url: str) -> int:
    prepare(folder, url)
    logging.getLogger("django.request").setLevel(logging.ERROR)  # forms that only take what is sent answer so
    from accounts.models import User
    from accounts.permissions import Role

    systems = company()
    architect = User.objects.create_user("architect@example.org", roles=(Role.ARCHITECT,))
    return report(systems, architect)


def say_growth(results: Path) -> None:
    """For each kind of page its time beside that of an empty page at every size, and its growth."""
    found = {each.stem: json.loads(each.read_text()) for each in results.iterdir()}
    for kind in sorted({name.partition("-")[0] for name in found}):
        by_size = [found.get(f"{kind}-{size}", {}) for size in SIZES]
        print(f"{kind}: times an empty page at " + ", ".join(f"{size:,}" for size in SIZES) + " systems")
        for route in sorted({route for each in by_size for route in each}):
            ratios = [each.get(route) for each in by_size]
            shown = "".join("      –" if ratio is None else f"{ratio:7.1f}" for ratio in ratios)
            ends = [ratio for ratio in ratios if ratio is not None]
            print(f"{route:34} {shown}   grows {ends[-1] / ends[0]:.1f} ×")


def company() -> list[Any]:
    """The company, derived as after an import; of its systems that others need those to be opened."""
    from accounts.models import RoleAssignment, User
    from accounts.permissions import Role
    from systems.models import System
    from tests.benchmarks.large_company import DEPENDENTS, fill

    fill(SIZE, dependents=min(DEPENDENTS, SIZE // 10))
    RoleAssignment.objects.bulk_create(RoleAssignment(user=each, role=Role.OWNER) for each in User.objects.all())
    derive_everything()
    needed = System.objects.filter(needed_by__isnull=False).select_related("owner").distinct().order_by("pk")
    chosen = random.Random(3).sample(list(needed), min(SAMPLE, len(needed)))
    print(f"{SIZE:,} systems; {len(needed):,} are needed by others, {len(chosen):,} are opened")
    return chosen


def derive_everything() -> None:
    """In this process, as a worker would: the batches are not handed to anybody."""
    import drportal.celery  # noqa: F401  (the application that tasks are handed to)
    from derivation.models import DerivationBatch
    from derivation.services import batches, deriving
    from systems.models import Profile, System
    from systems.services.staleness import mark_stale

    ids = list(System.objects.values_list("pk", flat=True))
    mark_stale(ids)
    deriving.derive(ids)
    for pk in DerivationBatch.objects.order_by("pk").values_list("pk", flat=True):
        batches.derive(pk)
    print(f"{Profile.objects.filter(policy_version='').count()} not derived", flush=True)


def report(systems: list[Any], architect: Any) -> int:
    taken, failed, empty = open_all(systems, architect)
    for route, times in sorted(taken.items()):
        print(line(route, times, failed[route], median(empty)))
    if folder := os.environ.get("BENCH_RESULTS"):
        ratios = {route: median(times) / median(empty) for route, times in taken.items()}
        Path(folder, f"{os.environ['BENCH_DATABASE']}-{SIZE}.json").write_text(json.dumps(ratios))
    kept = taken and not any(failed.values())
    print(
        f"{'all pages open' if kept else 'NOT ALL PAGES OPEN'}; the median of an empty page is {median(empty):.1f} ms"
    )
    return 0 if kept else 1


def open_all(systems: list[Any], architect: Any) -> tuple[Times, Failures, list[float]]:
    """Milliseconds by route, what did not open, and in between the milliseconds of an empty page."""
    from tests.pages_of_systems import opened, opener, pages

    taken, failed, empty, get = Times(list), Failures(list), [], opener()
    begun = time.perf_counter()
    for number, (page, response) in enumerate(opened(pages(systems), [architect])):
        if response.status_code != FORMS_ONLY and page.route != NOT_THERE:
            taken[page.route].append((time.perf_counter() - begun) * 1000)
            if response.status_code >= 400:
                failed[page.route].append(f"{page.url} answered {response.status_code}")
        begun = time.perf_counter()
        if number % EMPTY_EVERY == 0:
            get(architect, "/empty/")
            empty.append((time.perf_counter() - begun) * 1000)
            begun = time.perf_counter()
    return taken, failed, empty


def line(route: str, times: list[float], failed: list[str], empty: float) -> str:
    share = f"{len(times) - len(failed):5} of {len(times):5} open"
    result = "kept" if not failed else "MISSED: " + "; ".join(failed[:SHOWN])
    return f"{route:30} {share}   {median(times):6.1f} ms   {median(times) / empty:4.1f} × an empty page   {result}"


def median(times: list[float]) -> float:
    return sorted(times)[len(times) // 2]


if __name__ == "__main__":
    sys.exit(main())
