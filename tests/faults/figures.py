"""What each fault showed, in one sentence each, for docs/trust.md."""

from __future__ import annotations

import json
import os
from pathlib import Path

ENVIRONMENT = "FAULT_FIGURES"
FAULTS = "tests/faults/"
ONCE = "tests/assessments/reminders/test_once.py"
TESTS = {
    "workers and brokers killed while mail goes out": f"{FAULTS}test_mail.py",
    "a broker that is killed while people save": f"{FAULTS}test_broker.py",
    "a broker that falls silent while people save": f"{FAULTS}test_broker.py",
    "a connection to the broker that is open and dead": f"{FAULTS}test_half_open.py",
    "a system that kills whatever worker derives it": f"{FAULTS}test_poison.py",
    "a mail server in trouble": f"{FAULTS}test_mail_servers.py",
    "two schedulers and two workers at once": f"{FAULTS}test_schedulers.py",
    "two schedulers for a year, an hour apart, and a reader in Europe/Berlin": ONCE,
    "two schedulers for a year, an hour apart, and a reader in America/New_York": ONCE,
    "a database server stopped at once while people save": f"{FAULTS}test_database.py",
    "many people who save the same answers": "tests/assessments/answering/test_many_editors.py",
    "an approval pressed ten times at the same moment": "tests/assessments/review/test_parallel.py",
    "12 sockets that trickle a form to /sign-in/": f"{FAULTS}test_slow_senders.py",
    "12 sockets that trickle a form to /systems/import/": f"{FAULTS}test_slow_senders.py",
    "12 sockets that trickle a form to /nowhere/": f"{FAULTS}test_slow_senders.py",
    "12 sockets that ask for the largest file and read nothing": f"{FAULTS}test_slow_senders.py",
    "a body of 600 MB without a length": f"{FAULTS}test_slow_senders.py",
    "names that are formulas, in CSV": "tests/exports/test_hostile.py",
    "names that are formulas, in a workbook": "tests/exports/test_hostile.py",
}
"""Each fault that has a figure, in the order of the page, and the test that provokes it."""


def note(fault: str, figure: str) -> None:
    """Print it, and in a full round keep it for the page. Raises KeyError for a fault that the page has no row for."""
    print(f"{TESTS[fault]}: {fault}: {figure}")
    if kept := os.environ.get(ENVIRONMENT):
        with Path(kept).open("a", encoding="utf-8") as file:
            file.write(json.dumps({"fault": fault, "figure": figure}) + "\n")
