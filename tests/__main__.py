"""`make test`: every test on SQLite with the broker in files, then on PostgreSQL and Redis; says what it left out.

With EVERYTHING=1, as in CI, a missing service or browser is a failure instead.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from tests import services

# What the second round has to show again on the other database and broker. The rules are pure, and a page, a file and
# the document of a questionnaire look the same on either: once is enough, but for the whole journey, what is done at
# the same moment, and every page of every system of the demonstration and of a random company.
ON_SERVICES = [
    "tests/accounts",
    "tests/api",
    "tests/deployment/test_pgbouncer.py",
    "tests/pages/test_every_system.py",
    "tests/pages/test_once.py",
    "tests/assessments",
    "tests/calendars",
    "tests/checkins",
    "tests/derivation",
    "tests/panels",
    "tests/policies",
    "tests/questionnaires/drafting/test_publishing.py",
    "tests/browser/test_journey.py",
    "tests/exports/test_archive.py",
    "tests/exports/test_background.py",
    "tests/exports/test_files.py",
    "tests/campaigns",
    "tests/scenarios",
    "tests/notifications",
    "tests/operations",
    "tests/systems",
]


# They stop servers and count seconds, so they run alone. What a portal in files promises is tried with files; what
# happens around servers, with the servers of production.
FAULTS = "tests/faults"
OF_FILES = [f"{FAULTS}/test_{name}.py" for name in ("file_broker", "portal_command", "slow_senders")]
OF_SERVERS = [FAULTS, *(f"--ignore={test}" for test in OF_FILES[1:])]
BOTH_CORES = ["-n", str((os.cpu_count() or 1) + 1), "--dist", "loadgroup"]
"""One more than there are cores: who waits for a browser leaves a core to somebody else."""


def pytest(*arguments: str, **environment: str) -> bool:
    command = [sys.executable, "-m", "pytest", "-q", *arguments]
    # Compiled code is kept: hundreds of processes are started, and each would compile everything anew.
    environment = {**os.environ, **environment, "PYTHONDONTWRITEBYTECODE": ""}
    return subprocess.run(command, env=environment, check=False).returncode == 0


def round_of(selection: str, *chosen: str, alone: list[str], **environment: str) -> bool:
    """One database and broker: everything chosen on both cores, then what has to run alone."""
    passed = pytest(*BOTH_CORES, "-m", selection, f"--ignore={FAULTS}", *chosen, **environment)
    return pytest("-m", selection, *alone, **environment) and passed


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
    with TemporaryDirectory() as folder:
        os.environ["LEFT_OUT"] = str(Path(folder) / "left-out")
        passed = both_rounds(no_services=no_services, selection=selection, browser=without("browser", bool(no_browser)))
        left_out += left_out_in(Path(os.environ.pop("LEFT_OUT")))
    if left_out:
        print("Left out:", *left_out, sep="\n  ")
    return 0 if passed else 1


def both_rounds(*, no_services: bool, selection: list[str], browser: str) -> bool:
    print("— SQLite, broker in files —", flush=True)
    passed = round_of(" and ".join(selection), alone=OF_FILES, DATABASE_URL="", REDIS_URL="")
    if not no_services:
        print("— PostgreSQL, Redis —", flush=True)
        addresses = {"DATABASE_URL": services.DATABASE_URL, "REDIS_URL": services.REDIS_URL}
        passed &= round_of(browser, *ON_SERVICES, alone=OF_SERVERS, **addresses)
    return passed


def left_out_in(file: Path) -> list[str]:
    """Each reason for which single tests were left out, with how many; what ran on the other database was not."""
    notes = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] if file.exists() else []
    ran = {test for test, reason in notes if not reason}
    reasons = {test: reason.removeprefix("Skipped: ") for test, reason in notes if reason and test not in ran}
    return [f"{count} × {reason}" for reason, count in sorted(Counter(reasons.values()).items())]


if __name__ == "__main__":
    sys.exit(main())
