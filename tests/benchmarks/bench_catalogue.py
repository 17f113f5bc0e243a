"""The list of systems at 10, 100 and 10,000: the same few queries, and what it costs beside an empty signed-in page.

    python -m tests.benchmarks.bench_catalogue

Figures (the second is a ratio in the same run, because machines differ): at most 12 queries, equal at all sizes;
p95 of the list at most 4 times the p95 of an empty page, 5 times when it is sorted, filtered or searched, and of the
portfolio 4 times; of several rounds the one that the rest of the machine disturbed least. On SQLite, and on PostgreSQL
where it is reachable, in databases made for this run. Exit code 1 when a figure is missed.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.services import postgres

SIZES = (10, 100, 10_000)
ROUNDS, TURNS = 5, 40
MOST_QUERIES = 12
LISTS = {
    "as it opens": "/systems/",
    "sorted by time": "/systems/?sort=rto",
    "last page": "/systems/?page=100000",
    "filtered": "/systems/?unit=1&state=answered&findings=any",
    "searched": "/systems/?q=system+7",
    "searched for one": "/systems/?q=00007",
    "portfolio": "/portfolio/",
}
MOST_TIMES_EMPTY = {name: 4 if name in ("as it opens", "last page", "portfolio") else 5 for name in LISTS}


def prepare(folder: Path, url: str = "") -> None:
    """Settings of a portal of its own, without development switches; before Django is imported. Without the address of
    a database it has a SQLite file."""
    os.environ.update(
        SECRET_KEY="only-for-the-benchmark-only-for-the-benchmark-00000",
        DATA_DIR=str(folder),
        DATABASE_URL=url or f"sqlite:///{folder / 'bench.sqlite3'}",
        REDIS_URL="",
        LOG_LEVEL="ERROR",
        DEBUG="0",
        PUBLIC_URL="http://localhost:8000",
        DJANGO_SETTINGS_MODULE=os.environ.get("BENCH_SETTINGS", "drportal.settings"),
    )
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": PLAIN_STATIC}}
    settings.ROOT_URLCONF = urlconf(settings.ROOT_URLCONF)
    call_command("migrate", verbosity=0)


PLAIN_STATIC = "django.contrib.staticfiles.storage.StaticFilesStorage"


def urlconf(portal: str) -> str:
    """The portal's addresses and one more: a page that draws base.html around nothing."""
    import types

    from django.shortcuts import render
    from django.urls import include, path

    module = types.ModuleType("bench_urls")
    module.urlpatterns = [path("empty/", lambda request: render(request, "base.html")), path("", include(portal))]
    sys.modules["bench_urls"] = module
    return "bench_urls"


def fill(count: int) -> None:
    """`count` systems with derived profiles, in 12 units, owned by one person in five systems."""
    from accounts.models import User
    from systems.models import BusinessUnit, Profile, System
    from systems.services.table_statistics import count_anew
    from systems.tasks import refresh_statistics

    System.objects.all().delete()
    units = [BusinessUnit.objects.get_or_create(name=f"Unit {n}")[0] for n in range(12)]
    people = User.objects.bulk_create(
        [User(email=f"owner{n}.{count}@example.org", name=f"Owner {n}") for n in range(max(count // 5, 1))]
    )
    states = Profile.AnswerState.values
    systems = System.objects.bulk_create(
        System(
            key=f"system-{n}",
            name=f"System {n * 7919 % count:05}",
            purpose="Takes orders and hands them on, all day long.",
            business_unit=units[n % 12],
            owner=people[n % len(people)] if n % 10 else None,
            tags="core, shop",
        )
        for n in range(count)
    )
    Profile.objects.bulk_create(profile(system, n, states[n % len(states)]) for n, system in enumerate(systems))
    refresh_statistics()  # as the scheduler does it every hour
    count_anew()  # as after an import


def profile(system: object, n: int, state: str) -> object:
    from presentation.strategies import ORDER
    from recovery.durations import LADDER
    from systems.models import Profile

    known = n % 8 != 0
    return Profile(
        system=system,
        answer_state=state,
        rto_state="value" if known else "unset",
        rto_seconds=LADDER[n % 16] if known else None,
        rpo_state="value" if known else "unset",
        rpo_seconds=LADDER[n % 13] if known else None,
        strategy=ORDER[n % 4] if known else "",
        cost_tier=n % 4 + 1 if known else None,
        blocks=n % 3 if n % 5 == 0 else 0,
        warns=n % 2,
        record={"because": ["so that the row is as wide as in life, some four thousand letters"] * 60},
        stale_since=None,
    )


def p95_of(get: Callable[[str], object], addresses: dict[str, str]) -> dict[str, float]:
    """Milliseconds. The addresses take turns, so that a busy moment of the machine meets all of them alike."""
    for address in addresses.values():
        for _ in range(5):
            get(address)
    with collected_outside():
        rounds = [_round(get, addresses) for _ in range(ROUNDS)]
    return {name: min(each[name] for each in rounds) for name in addresses}


def _round(get: Callable[[str], object], addresses: dict[str, str]) -> dict[str, float]:
    taken: dict[str, list[float]] = {name: [] for name in addresses}
    for _ in range(TURNS):
        for name, address in addresses.items():
            start = time.perf_counter()
            get(address)
            taken[name].append((time.perf_counter() - start) * 1000)
    return {name: sorted(times)[int(len(times) * 0.95)] for name, times in taken.items()}


@contextmanager
def collected_outside() -> Iterator[None]:
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


def queries_of(get: Callable[[str], object], address: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        get(address)
    return len(captured)


def main() -> int:
    if kind := os.environ.get("BENCH_DATABASE"):
        print(kind)
        with database(kind) as (folder, url):
            prepare(folder, url)
            return report(architects_browser())
    return 1 if any(on_each_database(__spec__.name)) else 0


def on_each_database(module: str, **given: str) -> list[int]:
    """Runs the module once for each database, in a process of its own. Returns how they ended."""
    missing = postgres()
    if missing:
        print(f"Left out, because it is not reachable here: {missing}")
    environments = [
        {**os.environ, **given, "BENCH_DATABASE": kind} for kind in ("sqlite", *([] if missing else ["postgresql"]))
    ]
    command = [sys.executable, "-m", module]
    return [subprocess.run(command, env=each, check=False).returncode for each in environments]


@contextmanager
def database(kind: str) -> Iterator[tuple[Path, str]]:
    """A folder and the address of an empty database, both gone afterwards."""
    from tests.benchmarks.bench_deriving import scratch_database

    with tempfile.TemporaryDirectory() as folder:
        if kind == "sqlite":
            yield Path(folder), ""
        else:
            with scratch_database() as url:
                yield Path(folder), url


def architects_browser() -> object:
    """One in which an architect of the portal's own is signed in."""
    from django.test import Client

    from accounts.models import User
    from accounts.permissions import Role

    client = Client(SERVER_NAME="localhost")
    architect = User.objects.create_user("architect@example.org", roles=(Role.ARCHITECT,))
    client.force_login(architect, backend="accounts.backends.PeopleBackend")
    return client


def report(client: object) -> int:
    def get(address: str) -> None:
        response = client.get(address)  # type: ignore[attr-defined]
        if response.status_code != 200:
            raise SystemExit(f"{address} answered {response.status_code}")

    missed, queries = 0, {}
    for size in SIZES:
        fill(size)
        times = p95_of(get, {"empty page": "/empty/", **LISTS})
        for name, address in LISTS.items():
            queries[name, size] = queries_of(get, address)
            ratio = times[name] / times["empty page"]
            ok = ratio <= MOST_TIMES_EMPTY[name] and queries[name, size] <= MOST_QUERIES
            missed += not ok
            print(
                f"{size:6} systems  {name:16} {queries[name, size]:3} queries   p95 {times[name]:6.1f} ms   "
                f"{ratio:4.1f} × an empty page ({times['empty page']:.1f} ms; at most {MOST_TIMES_EMPTY[name]})   "
                f"{'kept' if ok else 'MISSED'}"
            )
    for name in LISTS:
        counted = [queries[name, size] for size in SIZES]
        if len(set(counted)) > 1:
            missed += 1
            print(f"{name}: {counted} queries at {SIZES} systems")
    print(f"at most {MOST_QUERIES} queries")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
