"""A resource-constrained project: jobs, what each takes, and what it needs first.

The problem is that of Kolisch and Hartmann (1999): renewable resources, no job interrupted, finish-to-start
precedence. Times are whole seconds from the start of the project, or any other whole unit.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import repeat

Requests = tuple[tuple[int, int], ...]
"""What a job takes while it runs: resource by position, and how much of it."""
Links = Sequence[Sequence[int]]
"""Jobs by position, and for each the jobs that it is linked with."""


@dataclass(frozen=True, slots=True)
class Project:
    """Jobs by position, numbered so that what a job needs has a lower number than the job itself.

    `needs` are the jobs that have to finish before one starts, `needed_by` the same the other way round. No request
    may exceed the `capacity` of its resource. `due` is when a job should be finished, None where nobody says.
    """

    durations: Sequence[int]
    requests: Sequence[Requests]
    needs: Links
    needed_by: Links
    capacity: Sequence[int]
    due: Sequence[int | None] = field(default=())

    def __len__(self) -> int:
        return len(self.durations)


def reverse(needs: Links) -> list[list[int]]:
    """Who needs each job, where `needs` says what each job needs."""
    needed_by: list[list[int]] = [[] for _ in needs]
    for job, others in enumerate(needs):
        for other in others:
            needed_by[other].append(job)
    return needed_by


def earliest_finishes(project: Project) -> list[int]:
    """When each job could be finished were every resource plentiful (forward pass, Kelley & Walker 1959)."""
    finishes: list[int] = []
    for duration, needs in zip(project.durations, project.needs, strict=True):
        finishes.append(max(map(finishes.__getitem__, needs), default=0) + duration)
    return finishes


def latest_finishes(project: Project, horizon: int) -> list[int]:
    """The latest finish of each job with which every date is kept (backward pass, Kelley & Walker 1959).

    Where no date waits for a job it is the `horizon`. A date that cannot be kept makes it negative at worst.
    """
    latest = [horizon] * len(project)
    for job, date in zip(range(len(project)), project.due or repeat(None), strict=False):
        if date is not None:
            latest[job] = min(date, horizon)
    for job in range(len(project) - 1, -1, -1):
        start = latest[job] - project.durations[job]
        for other in project.needs[job]:
            if start < latest[other]:  # noqa: PLR1730 (half the time of `min`, over and over)
                latest[other] = start
    return latest


def work(project: Project, resource: int) -> int:
    """Everything that the jobs take of a resource: duration × request."""
    return sum(
        duration * amount
        for duration, requests in zip(project.durations, project.requests, strict=True)
        for taken, amount in requests
        if taken == resource
    )


NEVER = 10**18
"""Later than any schedule ends."""


def overloaded(project: Project, since: int) -> bool:
    """Whether some resource has more to do until a date than it can, were it busy all the time from `since` on.

    Sure where it says so, and quick; where it does not, a schedule may still miss a date (energetic reasoning, Erschler
    and Lopez 1990).
    """
    latest = latest_finishes(project, NEVER)
    asked: list[list[tuple[int, int]]] = [[] for _ in project.capacity]
    for finish, duration, requests in zip(latest, project.durations, project.requests, strict=True):
        for resource, amount in requests:
            asked[resource].append((finish, duration * amount))
    return any(_too_much(sorted(each), size, since) for each, size in zip(asked, project.capacity, strict=True))


def _too_much(asked: list[tuple[int, int]], capacity: int, since: int) -> bool:
    total = 0
    for finish, amount in asked:
        total += amount
        if total > capacity * (finish - since):
            return True
    return False


def shortest_makespan(project: Project) -> int:
    """No schedule ends before this: the longest chain, and for each resource its work ÷ capacity."""
    shares = (-(-work(project, at) // capacity) for at, capacity in enumerate(project.capacity) if capacity)
    return max((*earliest_finishes(project), *shares), default=0)


Score = tuple[float, ...]
"""How good a schedule is: compared part by part, less is better."""


@dataclass(frozen=True, slots=True)
class Goal:
    """What a schedule is judged by: a score of the finishes, and the score below which none can come.

    The floor may leave out the last parts of a score; a schedule that reaches it is good enough to stop.
    """

    score: Callable[[Sequence[int]], Score]
    floor: Score

    def reached(self, score: Score) -> bool:
        return score[: len(self.floor)] <= self.floor


def earliest_end(project: Project) -> Goal:
    """The goal of the standard problem: the last job finished as early as can be."""
    return Goal(lambda finishes: (max(finishes, default=0),), (shortest_makespan(project),))
