# ruff: noqa: E501 (a row of a table is read in one line)
"""The derive contract at the size of a large catalogue: `python tests/benchmarks/bench_recovery.py [SYSTEMS]`.

Prints seconds and peak memory of the whole process tree for a tenth of the systems and for all of them (100,000 with
300,000 dependencies unless told otherwise), and fails above the limits: 90 s, 3 GiB, ten times the systems in more
than twelve times the time.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SECONDS, KIB, RATIO = 90, 3 * 1024 * 1024, 12
LADDER = (300, 900, 1800, 3600, 7200, 14400, 28800, 86400, 172800, 259200)
STRATEGIES = ("backup_restore", "pilot_light", "warm_standby", "multi_site")
NEEDS = 3


def catalogue(count: int) -> dict[str, Any]:
    """A catalogue in which most answers are given and many do not fit together; some systems serve thousands."""
    dice = random.Random(7)
    systems = [system(dice, at) for at in range(count)]
    edges = [edge(dice, count) for _ in range(NEEDS * count)]
    return {"contract": 1, "systems": systems, "dependencies": edges}


def edge(dice: random.Random, count: int) -> dict[str, str]:
    needed = int(count * dice.random() ** 3)
    kind = dice.choices(("hard", "soft", "shares_transactions"), (8, 1, 1))[0]
    return {"system": f"s{dice.randint(needed, count - 1)}", "needs": f"s{needed}", "kind": kind}


def system(dice: random.Random, at: int) -> dict[str, Any]:
    rto: Any = dice.choice((*LADDER, *LADDER, "unset", "unknown"))
    rpo: Any = dice.choice((0, *LADDER, *LADDER, "unset", "not applicable"))
    facts = {
        "mtd": dice.choice(LADDER[2:]), "wrt": dice.choice(LADDER[:6]), "entries_per_hour": dice.randint(1, 5000),
        "impact": {"money": {"3600": "moderate", "14400": "severe", "86400": "intolerable"}, "legal": {"86400": "severe"}},
        "rebuild_window": dice.choice(LADDER), "minutes_per_entry": dice.randint(1, 5), "people_reentering": dice.randint(1, 9),
        "running_cost": dice.randint(1000, 1000000), "loss_per_hour": dice.randint(10, 100000), "recovery_budget": dice.randint(100, 500000),
        "data_size_gib": dice.randint(1, 30000), "restore_mib_per_s": dice.randint(50, 500), "running_time": dice.choice((0, 600, 7200)),
        "discovery_time": dice.choice(LADDER), "unattended": dice.choice((0, 28800, 57600)), "owner": f"o{dice.randint(0, count_of_owners(at))}",
        "workaround_lasts": dice.choice(LADDER), "workaround_needs": [f"s{dice.randint(0, at)}"],
    }  # fmt: skip
    today = {
        "strategy": dice.choice(STRATEGIES), "live_copy": dice.choice(("none", "asynchronous")), "live_lag": 30,
        "history": dice.choice(("none", "snapshot", "continuous")), "interval": dice.choice(LADDER),
        "retention": dice.choice((604800, 3024000)), "copy_elsewhere": dice.random() < 0.8,
    }  # fmt: skip
    exercise = {"age": dice.randint(0, 50000000), "rta": dice.choice(LADDER), "rpa": dice.choice(LADDER)}
    review = {"approved_age": dice.randint(0, 50000000), "owner_active": True, "override_reason": ""}
    known = {name: value for name, value in facts.items() if dice.random() < 0.7}
    whole = {"key": f"s{at}", "rto": rto, "rpo": rpo, "facts": known, "review": review}
    return (
        whole | ({"today": today} if dice.random() < 0.7 else {}) | ({"drill": exercise} if dice.random() < 0.5 else {})
    )


def count_of_owners(at: int) -> int:
    return at // 20


@dataclass(frozen=True)
class Run:
    """One call of the contract: seconds on the clock and on all processors together, peak memory, bytes printed."""

    seconds: float
    cpu: float
    kib: int
    size: int


def cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(count: int, folder: Path) -> Run:
    source, target = folder / "facts.json", folder / "answer.json"
    source.write_text(json.dumps(catalogue(count)), encoding="utf-8")
    start, cpu = time.perf_counter(), cpu_of_children()
    with source.open("rb") as facts, target.open("wb") as answer:
        process = subprocess.Popen([sys.executable, "-m", "recovery"], stdin=facts, stdout=answer, cwd=ROOT)
        peak = Peak(process.pid)
        peak.start()
        code = process.wait()
    seconds, cpu = time.perf_counter() - start, cpu_of_children() - cpu
    peak.join()
    if code:
        raise SystemExit(f"the contract refused the benchmark's own input (exit {code})")
    return Run(seconds, cpu, peak.kib, target.stat().st_size)


class Peak(threading.Thread):
    """Watches the memory of a process and its children, shared pages divided among those that share them."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.kib = pid, 0

    def run(self) -> None:
        while (now := sum(map(resident, family(self.pid)))) or Path(f"/proc/{self.pid}").exists():
            self.kib = max(self.kib, now)
            time.sleep(0.5)


def family(pid: int) -> list[int]:
    found = [pid]
    for parent in found:
        children = Path(f"/proc/{parent}/task/{parent}/children")
        found += map(int, children.read_text().split()) if children.exists() else []
    return found


def resident(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def main(count: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        tenth, whole = run(count // 10, Path(folder)), run(count, Path(folder))
    print(f"derive contract, {count:,} systems, {NEEDS * count:,} dependencies, offers included:")
    print(f"  {whole.seconds:.1f} s (limit {SECONDS}; {whole.cpu:.1f} s of processor time)")
    print(f"  {whole.kib / 1024:,.0f} MiB at most (limit {KIB // 1024:,}), {whole.size >> 20:,} MiB printed")
    print(f"  {count // 10:,} systems: {tenth.seconds:.1f} s ({tenth.cpu:.1f} s of processor time)")
    # Processor time, because on a shared machine the clock compares the neighbours' work.
    ratio = whole.cpu / tenth.cpu
    print(f"  ten times the systems take {ratio:.1f} times as long (limit {RATIO})")
    return int(whole.seconds > SECONDS or whole.kib > KIB or ratio > RATIO)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
