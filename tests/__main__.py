"""`make test`: every test on SQLite with the broker in files, then on PostgreSQL and Redis; says what it left out.

With EVERYTHING=1, as in CI, a missing service or browser is a failure instead.
"""

from __future__ import annotations

import os
import subprocess
import sys

from tests import services

# What the second round has to show again on the other database and broker. The rules are pure, and a page looks the
# same on either: once is enough, but for the whole journey.
ON_SERVICES = [
    "tests/accounts",
    "tests/architecture/test_every_system.py",
    "tests/architecture/test_looks.py",
    "tests/assessments",
    "tests/derivation",
    "tests/panels",
    "tests/policies",
    "tests/questionnaires",
    "tests/browser/test_journey.py",
    "tests/demo",
    "tests/exports",
    "tests/scenarios",
    "tests/notifications",
    "tests/systems",
]


# They stop servers and count seconds, so they run alone.
ALONE = "tests/faults"
BOTH_CORES = ["-n", "2", "--dist", "loadgroup"]


def pytest(*arguments: str, **environment: str) -> bool:
    command = [sys.executable, "-m", "pytest", "-q", *arguments]
    return subprocess.run(command, env={**os.environ, **environment}, check=False).returncode == 0


def round_of(selection: str, *chosen: str, **environment: str) -> bool:
    """One database and broker: everything chosen on both cores, then what has to run alone."""
    passed = pytest(*BOTH_CORES, "-m", selection, f"--ignore={ALONE}", *chosen, **environment)
    return pytest("-m", selection, ALONE, **environment) and passed


def without(marker: str, missing: bool) -> str:
    return f"not {marker}" if missing else ""


def main() -> int:
    no_database, no_broker, no_browser = services.postgres(), services.redis_server(), services.chromium()
    left_out = [reason for reason in (no_database, no_broker, no_browser) if reason]
    if left_out and os.environ.get("EVERYTHING") == "1":
        print("Not reachable, and everything is required:", *left_out, sep="\n  ")
        return 1
    no_services = bool(no_database or no_broker)
    selection = [part for part in (without("browser", bool(no_browser)), without("services", no_services)) if part]
    print("— SQLite, broker in files —", flush=True)
    passed = round_of(" and ".join(selection), DATABASE_URL="", REDIS_URL="")
    if not no_services:
        print("— PostgreSQL, Redis —", flush=True)
        addresses = {"DATABASE_URL": services.DATABASE_URL, "REDIS_URL": services.REDIS_URL}
        passed &= round_of(without("browser", bool(no_browser)), *ON_SERVICES, **addresses)
    if left_out:
        print("Left out, because it is not reachable here:", *left_out, sep="\n  ")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
