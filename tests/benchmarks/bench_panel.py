"""The panel beside the questions while twenty people answer, in a company of 100 systems and in one of 10,000.

    python -m tests.benchmarks.bench_panel

Real processes: granian as the Procfile starts it, PostgreSQL where TEST_DATABASE_URL is reachable, else SQLite. Each of
twenty signed-in people changes an answer every one or two seconds: the browser then asks for the panel and saves. In
between each opens a page that holds nothing but the frame. Figure: p95 of the panel at most 3 times the p95 of that
empty page, under the same load in the same run, at both sizes. Exit code 1 when it is missed.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psycopg

from tests import services
from tests.browser.running_portal import free_port, wait_for

SIZES = (100, 10_000)
PEOPLE = 20
WARM_SECONDS, SECONDS = 8, 40
PAUSE = (1.0, 2.0)
MOST_TIMES_EMPTY = 3.0
CSRF = "0123456789abcdefghijklmnopqrstuv"
CHANGES = (
    ("harm", {"mtd": ("14400", "28800", "86400"), "impact-money-severe": ("14400", "28800")}),
    ("meanwhile", {"wrt": ("0", "3600", "14400"), "workaround_lasts": ("3600", "14400")}),
    ("objectives", {"rto": ("3600", "14400", "86400"), "rpo": ("0", "3600", "86400")}),
)


def application() -> Any:
    """What granian serves: the portal, and one page more with nothing on it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "drportal.settings")
    import django
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application

    django.setup()
    from tests.benchmarks.bench_catalogue import PLAIN_STATIC, urlconf

    settings.ROOT_URLCONF = urlconf(settings.ROOT_URLCONF)
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": PLAIN_STATIC}}
    return get_wsgi_application()


@contextmanager
def database(folder: Path) -> Iterator[str]:
    """The address of an empty database."""
    if services.postgres():
        yield f"sqlite:///{folder / 'bench.sqlite3'}"
        return
    name = f"bench_{uuid.uuid4().hex[:12]}"
    admin = services.DATABASE_URL.replace("postgres://", "postgresql://", 1)
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    try:
        yield services.DATABASE_URL.rsplit("/", 1)[0] + f"/{name}"
    finally:
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def one_size(size: int) -> int:
    """In a process of its own, because Django's settings are read once."""
    with tempfile.TemporaryDirectory() as folder, database(Path(folder)) as url:
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
        people = prepare(size)
        port = free_port()
        with serving(port):
            return report(size, measure(port, people))


def prepare(size: int) -> list[dict[str, Any]]:
    """The company, and twenty people in the middle of answering; what each needs to send."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from django.db import connection

    from assessments.models import Assessment
    from tests.benchmarks import large_company

    large_company.fill(size, dependents=min(large_company.DEPENDENTS, size // 10))
    rounds = list(Assessment.objects.select_related("system").order_by("pk"))
    chosen = random.Random(2).sample(rounds, PEOPLE)
    people = [person(number, each) for number, each in enumerate(chosen)]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    connection.close()
    return people


def person(number: int, assessment: Any) -> dict[str, Any]:
    from accounts.models import User
    from accounts.permissions import Role
    from tests.browser.answering_cast import session_of

    owner = User.objects.create_user(f"answering{number}@example.org", roles=(Role.OWNER,))
    type(assessment.system).objects.filter(pk=assessment.system_id).update(owner=owner)
    type(assessment).objects.filter(pk=assessment.pk).update(
        state="open", respondent=owner, answers=assessment.submitted, submitted=None
    )
    return {"place": f"/assessments/{assessment.public_id}", "session": session_of(owner)}


@contextmanager
def serving(port: int) -> Iterator[None]:
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--no-ws",
        "--workers", "2", "--blocking-threads", "4", "--factory", "tests.benchmarks.bench_panel:application",
    ]  # fmt: skip
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(lambda: answers(port), "the server to answer")
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)


def answers(port: int) -> bool:
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        connection.request("GET", "/health/", headers={"Host": "localhost"})
        return connection.getresponse().status == 200
    except OSError:
        return False


def measure(port: int, people: list[dict[str, Any]]) -> dict[str, list[float]]:
    """Milliseconds of every request after the warming up, by what was asked for."""
    taken: dict[str, list[float]] = {"empty page": [], "panel": [], "save": []}
    lock, begin = threading.Lock(), time.monotonic() + WARM_SECONDS

    def note(what: str, milliseconds: float) -> None:
        if time.monotonic() > begin:
            with lock:
                taken[what].append(milliseconds)

    with ThreadPoolExecutor(PEOPLE) as pool:
        for each in [pool.submit(answer, port, one, note, begin + SECONDS) for one in people]:
            each.result()
    return taken


def answer(port: int, one: dict[str, Any], note: Any, until: float) -> None:
    """One person: change an answer, see the panel, have it saved; look at the empty page; think."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    chance = random.Random(one["place"])
    headers = {
        "Host": "localhost",
        "Cookie": f"session={one['session']}; csrf={CSRF}",
        "X-CSRFToken": CSRF,
        "Content-Type": "application/x-www-form-urlencoded",
    }
    version = 1
    while time.monotonic() < until:
        topic, choices = chance.choice(CHANGES)
        given = {name: chance.choice(values) for name, values in choices.items()}
        sent = urlencode({"topic": topic, "version": version, **given})
        note("panel", timed(connection, "POST", f"{one['place']}/consequence/", headers, sent)[0])
        spent, reply = timed(connection, "POST", f"{one['place']}/{topic}/save/", headers, sent)
        note("save", spent)
        version = json.loads(reply)["version"]
        note("empty page", timed(connection, "GET", "/empty/", headers)[0])
        time.sleep(chance.uniform(*PAUSE))


def timed(
    connection: http.client.HTTPConnection, method: str, path: str, headers: dict[str, str], body: str | None = None
) -> tuple[float, bytes]:
    start = time.perf_counter()
    connection.request(method, path, body, headers)
    response = connection.getresponse()
    content = response.read()
    if response.status != 200:
        raise SystemExit(f"{path} answered {response.status}: {content[:300]!r}")
    return (time.perf_counter() - start) * 1000, content


def p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def report(size: int, taken: dict[str, list[float]]) -> int:
    ratio = p95(taken["panel"]) / p95(taken["empty page"])
    kept = ratio <= MOST_TIMES_EMPTY
    shown = "   ".join(
        f"{what} {p95(times):5.0f} ms (median {median(times):.0f}, {len(times)} times)" for what, times in taken.items()
    )
    engine = "PostgreSQL" if "postgres" in os.environ["DATABASE_URL"] else "SQLite"
    print(
        f"{size:6,} systems, {engine}, {PEOPLE} people, load {os.getloadavg()[0]:.1f}: p95 {shown}   "
        f"panel {ratio:.1f} × the empty page   {'kept' if kept else 'MISSED'}",
        flush=True,
    )
    return not kept


def median(times: list[float]) -> float:
    return sorted(times)[len(times) // 2]


def main() -> int:
    if len(sys.argv) > 1:
        return one_size(int(sys.argv[1]))
    command = [sys.executable, "-m", "tests.benchmarks.bench_panel"]
    missed = sum(subprocess.run([*command, str(size)], check=False).returncode for size in SIZES)
    print(f"the panel at most {MOST_TIMES_EMPTY:g} × the empty page under the same load")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
