"""What each fault showed, in one sentence each, for docs/trust.md."""

from __future__ import annotations

import json
import os
from pathlib import Path

ENVIRONMENT = "FAULT_FIGURES"
TESTS = {
    "workers and brokers killed while mail goes out": "tests/faults/test_mail.py",
    "a broker that is killed while people save": "tests/faults/test_broker.py",
    "a broker that falls silent while people save": "tests/faults/test_broker.py",
    "a connection to the broker that is open and dead": "tests/faults/test_half_open.py",
    "a system that kills whatever worker derives it": "tests/faults/test_poison.py",
    "a mail server in trouble": "tests/faults/test_mail_servers.py",
    "a database server stopped at once while people save": "tests/faults/test_database.py",
    "many people who save the same answers": "tests/assessments/answering/test_many_editors.py",
}
"""Each fault that has a figure, in the order of the page, and the test that provokes it."""


def note(fault: str, figure: str) -> None:
    """Print it, and in a full round keep it for the page. Raises KeyError for a fault that the page has no row for."""
    print(f"{TESTS[fault]}: {fault}: {figure}")
    if kept := os.environ.get(ENVIRONMENT):
        with Path(kept).open("a", encoding="utf-8") as file:
            file.write(json.dumps({"fault": fault, "figure": figure}) + "\n")
