"""Serial schedule generation: one job after the other as early as precedence and resources let it (Kelley 1963).

Source: Kolisch and Hartmann (1999), "Heuristic algorithms for solving the resource-constrained project scheduling
problem: classification and computational analysis". The same walk from the end backward gives right-justified
schedules.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from recovery.scenarios.profile import Profile
from recovery.scenarios.project import Links, Project, Requests


@dataclass(frozen=True, slots=True)
class Generated:
    """A schedule: when each job finishes, and what its resources have left."""

    finishes: list[int]
    profiles: list[Profile]


def in_feasible_order(priorities: Sequence[float], project: Project) -> list[int]:
    """The jobs by priority, the lowest number first, each after all it needs; of two alike the lower position."""
    waiting = [len(others) for others in project.needs]
    eligible = [(priorities[job], job) for job, count in enumerate(waiting) if not count]
    heapify(eligible)
    order = []
    while eligible:
        _, job = heappop(eligible)
        order.append(job)
        for other in project.needed_by[job]:
            waiting[other] -= 1
            if not waiting[other]:
                heappush(eligible, (priorities[other], other))
    return order


def generate(project: Project, order: Sequence[int]) -> Generated:
    """The schedule in which each job of a feasible order starts as early as those before it let it."""
    return _Generation(project).run(order, project.needs)


def generate_backward(project: Project, order: Sequence[int], release: Sequence[int]) -> Generated:
    """The schedule read from the end: what needs a job comes before it, and no job comes before its release."""
    return _Generation(project).run(order, project.needed_by, release)


class _Generation:
    def __init__(self, project: Project) -> None:
        self.project = project
        self.profiles = [Profile(capacity) for capacity in project.capacity]
        self.known: dict[tuple[int, Requests], tuple[int, int]] = {}

    def run(self, order: Sequence[int], needs: Links, release: Sequence[int] | None = None) -> Generated:
        durations, requests, place = self.project.durations, self.project.requests, self._place
        finishes = [0] * len(durations)
        for job in order:
            start = release[job] if release else 0
            for other in needs[job]:
                if finishes[other] > start:  # noqa: PLR1730 (half the time of `max`, over and over)
                    start = finishes[other]
            duration = durations[job]
            if duration and requests[job]:
                start = place(start, duration, requests[job])
            finishes[job] = start + duration
        return Generated(finishes, self.profiles)

    def _place(self, start: int, duration: int, requests: Requests) -> int:
        """The earliest start, for which the resources are taken.

        Profiles only fill up: where a job like this one found no room, none is found later. What is known of that
        spares looking through the same crowded times for each of thousands of like jobs.
        """
        kind = (duration, requests)
        since, until = self.known.get(kind, (0, 0))
        found = self._earliest(until if since <= start < until else start, duration, requests)
        if start <= until <= found:
            self.known[kind] = (min(since, start), found)
        elif found - start > until - since:
            self.known[kind] = (start, found)
        for resource, amount in requests:
            self.profiles[resource].take(found, found + duration, amount)
        return found

    def _earliest(self, start: int, duration: int, requests: Requests) -> int:
        if len(requests) == 1:
            return self.profiles[requests[0][0]].earliest(start, duration, requests[0][1])
        settled = at = 0
        while settled < len(requests):
            resource, amount = requests[at]
            later = self.profiles[resource].earliest(start, duration, amount)
            settled = settled + 1 if later == start else 1
            start, at = later, (at + 1) % len(requests)
        return start
