"""What each fault showed, in one sentence each, for docs/trust.md."""

from __future__ import annotations

import json
import os
from pathlib import Path

from django.db import connection

ENVIRONMENT = "FAULT_FIGURES"


def note(fault: str, figure: str) -> None:
    """Print it; and, in a full round, keep it for the page."""
    database = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
    print(f"{fault}: {figure}")
    if kept := os.environ.get(ENVIRONMENT):
        with Path(kept).open("a", encoding="utf-8") as file:
            file.write(json.dumps({"fault": fault, "database": database, "figure": figure}) + "\n")
