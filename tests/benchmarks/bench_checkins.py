"""Many jobs that check in at once: how many a second two web workers write down on PostgreSQL, and how soon it counts.

    python -m tests.benchmarks.bench_checkins                 # 3,000 systems, 10 seconds, 16 callers

Figures: at least 1,000 check-ins a second, all of them there, and all taken in within a minute. The callers share the
machine with the portal and the database. Exit code 1 when a figure is missed.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from multiprocessing import Pool

from tests.benchmarks.bench_deriving import scratch_database
from tests.services import postgres

SYSTEMS = int(os.environ.get("SYSTEMS", "3000"))
SECONDS = float(os.environ.get("SECONDS", "10"))
CALLERS = 16
LEAST_A_SECOND = 1_000
MOST_SECONDS_TO_TAKE_IN = 60.0


def main() -> int:
    if missing := postgres():
        print(f"Left out, because it is not reachable here: {missing}")
        return 0
    with tempfile.TemporaryDirectory() as folder, scratch_database() as url:
        tokens, port = prepare(folder, url), free_port()
        command = [
            sys.executable, "-m", "granian", "--interface", "rsgi", "--workers", "2", "--port", str(port),
            "--no-access-log", "--log-level", "error", "drportal.rsgi:application",
        ]  # fmt: skip
        with subprocess.Popen(command) as web:
            try:
                wait_for(port)
                return measured(port, tokens)
            finally:
                web.terminate()


def prepare(folder: str, url: str) -> list[str]:
    """A portal of its own with systems, each with an address; their secrets."""
    os.environ.update(
        SECRET_KEY="only-for-the-benchmark-only-for-the-benchmark-00000", DATA_DIR=folder, DATABASE_URL=url,
        REDIS_URL="", LOG_LEVEL="ERROR", DEBUG="0", DEMO="0", PUBLIC_URL="http://localhost:8000",
        DJANGO_SETTINGS_MODULE="drportal.settings",
    )  # fmt: skip
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from accounts.services.origin import hash_of
    from checkins.models import CheckInAddress
    from checkins.services.tokens import new_token
    from systems.models import Profile, System

    systems = System.objects.bulk_create(System(key=f"s{at}", name=f"System {at}") for at in range(SYSTEMS))
    Profile.objects.bulk_create(Profile(system=each) for each in systems)
    tokens = [new_token() for _ in systems]
    CheckInAddress.objects.bulk_create(
        CheckInAddress(system=system, token_hash=hash_of(token), hint=token[-4:])
        for system, token in zip(systems, tokens, strict=True)
    )
    return tokens


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("the portal did not start")


def calls(work: tuple[int, list[str]]) -> tuple[int, int]:
    """One caller: as many check-ins as go into the time, over one connection; how many, and how many were refused."""
    port, tokens = work
    done = refused = 0
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            token = tokens[done % len(tokens)]
            line.sendall(f"GET /check-in/{token}?duration=60 HTTP/1.1\r\nHost: localhost:8000\r\n\r\n".encode())
            answer = b""
            while b"OK\n" not in answer and (got := line.recv(4096)):
                answer += got
            done += 1
            refused += not answer.startswith(b"HTTP/1.1 200")
            if refused > 10:
                break
    return done, refused


def measured(port: int, tokens: list[str]) -> int:
    parts = [(port, tokens[at::CALLERS]) for at in range(CALLERS)]
    with Pool(CALLERS) as callers:
        counts = callers.map(calls, parts)
    done, refused = map(sum, zip(*counts, strict=True))
    from checkins.models import CheckIn
    from checkins.services.taking_in import take_in

    written = CheckIn.objects.count()
    begun = time.monotonic()
    taken = take_in()
    seconds, rate = time.monotonic() - begun, done / SECONDS
    print(
        f"{rate:,.0f} check-ins a second (at least {LEAST_A_SECOND:,}); {refused} refused, {written} of {done} written"
    )
    print(f"{taken:,} taken in within {seconds:.1f} s (at most {MOST_SECONDS_TO_TAKE_IN:.0f})")
    kept = rate >= LEAST_A_SECOND and not refused and written == done
    return 0 if kept and seconds <= MOST_SECONDS_TO_TAKE_IN and taken == written else 1


if __name__ == "__main__":
    sys.exit(main())
