"""`make faults`: every fault at its full size, on PostgreSQL and Redis; writes what each showed into docs/trust.md.

Takes about half an hour and wants the machine for itself; `SIZE=medium` takes a third of that.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

from tests import services
from tests.faults.figures import ENVIRONMENT, TESTS

PAGE = Path(__file__).resolve().parents[2] / "docs/trust.md"
BEGIN, END = "<!-- make faults -->\n", "<!-- end of make faults -->\n"
HEAD = "| what was tried | what happened | test |\n|---|---|---|\n"
BESIDE = sorted({test for test in TESTS.values() if not test.startswith("tests/faults/")})
"""Faults that are tested with what they are about."""


def table(figures: list[dict[str, str]]) -> str:
    """A row for each fault, with the last figure of each."""
    found: dict[str, str] = defaultdict(lambda: "not measured")
    found |= {each["fault"]: each["figure"] for each in figures}
    return HEAD + "".join(f"| {fault} | {found[fault]} | `{test}` |\n" for fault, test in TESTS.items())


def written(page: str, rows: str) -> str:
    """The page with these rows between its two marks."""
    return re.sub(f"{BEGIN}.*{END}", lambda _: f"{BEGIN}{rows}{END}", page, flags=re.DOTALL)


def main() -> int:
    missing = [reason for reason in (services.postgres(), services.redis_server()) if reason]
    if missing:
        print("Not reachable, and needed:", *missing, sep="\n  ")
        return 1
    with TemporaryDirectory() as folder:
        kept = Path(folder) / "figures"
        addresses = {"DATABASE_URL": services.DATABASE_URL, "REDIS_URL": services.REDIS_URL}
        environment = {**os.environ, **addresses, "FAULTS": os.environ.get("SIZE") or "full", ENVIRONMENT: str(kept)}
        command = [sys.executable, "-m", "pytest", "-v", "tests/faults", *BESIDE, *sys.argv[1:]]
        run = subprocess.run(command, env=environment, check=False)
        figures = [json.loads(line) for line in kept.read_text(encoding="utf-8").splitlines()] if kept.exists() else []
    rows = table(figures)
    print(rows)
    if len({each["fault"] for each in figures}) == len(TESTS):
        PAGE.write_text(written(PAGE.read_text(encoding="utf-8"), rows), encoding="utf-8")
        print(f"Written into {PAGE.name}.")
    else:
        print("Not every fault was measured, so the page stays as it was.")
    return run.returncode


if __name__ == "__main__":
    sys.exit(main())
