"""Quality of the schedules on PSPLIB: `python -m tests.benchmarks.psplib FILE`.

The file holds an instance a line: `name`, `capacity`, `jobs` (duration, requests, numbers of the successors), `best`
(the best makespan known). Prints mean and worst deviation from it, and seconds. Source of the instances: Kolisch and
Sprecher (1996), "PSPLIB, a project scheduling problem library".
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recovery.scenarios.improvement import best_schedule
from recovery.scenarios.project import Project, earliest_end, reverse


@dataclass(frozen=True)
class Quality:
    """Deviation of the makespans from the best known, as shares of it, and processor time for all."""

    instances: int
    mean: float
    worst: float
    worst_name: str
    seconds: float

    def __str__(self) -> str:
        return (
            f"{self.instances} instances: {self.mean:.2%} above the best makespan known on average, "
            f"{self.worst:.1%} at worst ({self.worst_name}), {self.seconds:.1f} s"
        )


def project_of(instance: dict[str, Any]) -> Project:
    """An instance as a project. In PSPLIB successors have higher numbers."""
    jobs = instance["jobs"]
    requests = [tuple((at, amount) for at, amount in enumerate(job[1]) if amount) for job in jobs]
    needed_by = [job[2] for job in jobs]
    return Project([job[0] for job in jobs], requests, reverse(needed_by), needed_by, instance["capacity"])


def measure(path: Path) -> Quality:
    """The quality over every instance of a file."""
    instances = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    start, found = time.process_time(), []
    for instance in instances:
        project = project_of(instance)
        makespan = max(best_schedule(project, earliest_end(project)).finishes)
        found.append((makespan / instance["best"] - 1, instance["name"]))
    seconds = time.process_time() - start
    return Quality(len(found), sum(share for share, _ in found) / len(found), *max(found), seconds)


if __name__ == "__main__":
    print(measure(Path(sys.argv[1])))
