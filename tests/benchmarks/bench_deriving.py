"""Deriving a whole company through the real tasks into PostgreSQL, and one change that a thousand systems hang on.

    python -m tests.benchmarks.bench_deriving            # 100,000 systems
    SIZE=5000 python -m tests.benchmarks.bench_deriving

Figures: everything stale is derived by two worker processes within 5 minutes; a changed system with its thousand
dependents within 2 seconds of the task's start. The time for the whole shrinks with SIZE. The database and the folder
of the broker are made for this run and removed after it. Exit code 1 when a figure is missed.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tests.services import DATABASE_URL, postgres

SIZE = int(os.environ.get("SIZE", "100000"))
MOST_SECONDS = max(300 * SIZE / 100_000, 20)
MOST_SECONDS_OF_ONE = 2.0
WORKERS = 2
GIVE_UP = 4 * MOST_SECONDS
ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    missing = postgres()
    if missing:
        print(f"Left out, because it is not reachable here: {missing}")
        return 0
    # Ended from outside it still takes its workers and its database away.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with tempfile.TemporaryDirectory() as folder, scratch_database() as url:
        prepare(folder, url)
        missed = derive_everything()
        missed += derive_one()
    print("Every figure is kept." if not missed else "A figure is missed.")
    return 1 if missed else 0


@contextmanager
def scratch_database() -> Iterator[str]:
    name = f"drportal_bench_{os.getpid()}"
    server = DATABASE_URL.replace("postgres://", "postgresql://", 1)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield urlunsplit(urlsplit(DATABASE_URL)._replace(path=f"/{name}"))
        finally:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def prepare(folder: str, url: str) -> None:
    """A portal of its own, filled, with the broker in files."""
    os.environ.update(
        SECRET_KEY="only-for-the-benchmark-only-for-the-benchmark-00000",
        DATA_DIR=folder,
        DATABASE_URL=url,
        REDIS_URL="",
        LOG_LEVEL="ERROR",
        DEBUG="0",
        DEMO="0",
        PUBLIC_URL="http://localhost:8000",
        DJANGO_SETTINGS_MODULE="drportal.settings",
    )
    import django
    from django.core.management import call_command

    django.setup()
    import drportal.celery  # noqa: F401  (the application that tasks are handed to)

    call_command("migrate", verbosity=0)
    from tests.benchmarks.large_company import fill

    begun = time.perf_counter()
    edges = fill(SIZE)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    filled = time.perf_counter() - begun
    print(
        f"{SIZE:,} systems, {edges:,} dependencies, filled in {filled:.0f} s, load {os.getloadavg()[0]:.1f}", flush=True
    )


def derive_everything() -> int:
    from django.db import transaction

    from systems.models import Profile, System
    from systems.services.staleness import mark_stale

    with workers() as processes:
        with transaction.atomic():
            mark_stale(System.objects.values_list("pk", flat=True))
        begun, most, told = time.perf_counter(), 0, 0.0
        while (seconds := time.perf_counter() - begun) < GIVE_UP and all(each.poll() is None for each in processes):
            most = max(most, memory_of(processes))
            left = Profile.objects.filter(stale_since__isnull=False).count()
            if not left:
                break
            if seconds - told > 15:
                told = seconds
                print(f"  {seconds:4.0f} s: {SIZE - left:,} of {SIZE:,}", flush=True)
            time.sleep(0.5)
        computed = sum(cpu_of(each.pid) for each in processes)
    underived = Profile.objects.filter(policy_version="").count()
    kept = seconds <= MOST_SECONDS and not underived
    print(
        f"everything: {seconds:6.1f} s with {WORKERS} workers (at most {MOST_SECONDS:.0f}), "
        f"{SIZE / seconds:,.0f} systems a second, workers computed {computed:.0f} s, held {most:,} MiB together, "
        f"{underived} not derived   "
        f"{'kept' if kept else 'MISSED'}",
        flush=True,
    )
    return not kept


def derive_one() -> int:
    """Changes the hub's answer to and fro. The first time is not counted: it opens connections and warms caches."""
    from django.db import transaction

    from assessments.models import Assessment
    from derivation import tasks
    from questionnaires.services import changes
    from recovery.durations import DAY, HOUR
    from systems.models import Profile
    from systems.services.staleness import mark_stale

    sent = Assessment.objects.select_related("system", "questionnaire").get(system__key="hub")
    seconds, computed = [], []
    for rto in (HOUR, 3 * DAY, HOUR, 3 * DAY):
        sent.submitted = changes.apply(sent.questionnaire.document, sent.submitted or {}, {"rto": rto})
        sent.save()
        with transaction.atomic():
            mark_stale([sent.system_id])
        begun, used = time.perf_counter(), time.process_time()
        tasks.derive()
        seconds.append(time.perf_counter() - begun)
        computed.append(time.process_time() - used)
        profile = Profile.objects.get(pk=sent.system_id)
        assert (profile.stale_since, profile.rto_seconds) == (None, rto)
    written = Profile.objects.filter(derived_at=profile.derived_at).count()
    slowest = max(seconds[1:])
    kept = slowest <= MOST_SECONDS_OF_ONE and written > 1_000
    print(
        f"one change: {slowest:6.2f} s for {written:,} systems, computed {max(computed[1:]):.2f} s "
        f"(at most {MOST_SECONDS_OF_ONE:g})   {'kept' if kept else 'MISSED'}"
    )
    return not kept


@contextmanager
def workers() -> Iterator[list[subprocess.Popen[bytes]]]:
    command = [sys.executable, "-W", "ignore", "-m", "celery", "--app", "drportal", "worker", "--pool", "solo"]
    quiet = ["--loglevel", "ERROR", "--without-gossip", "--without-mingle", "--without-heartbeat"]
    processes = [
        subprocess.Popen([*command, *quiet, "--hostname", f"bench{n}@localhost"], cwd=ROOT, stdout=subprocess.DEVNULL)
        for n in range(WORKERS)
    ]
    time.sleep(5)
    try:
        yield processes
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(timeout=60)


def memory_of(processes: list[subprocess.Popen[bytes]]) -> int:
    """MiB that the workers hold together at this moment."""
    return sum(memory_of_process(process.pid) for process in processes)


def cpu_of(pid: int) -> float:
    """Seconds of a processor that a process has used: what is left of the time was spent waiting for one."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory_of_process(pid: int) -> int:
    """MiB that a process holds at this moment; 0 when it is gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS:")), 0) // 1024


if __name__ == "__main__":
    sys.exit(main())
