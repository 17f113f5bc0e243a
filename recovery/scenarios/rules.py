"""Priority rules: numbers by job, the lowest of which is scheduled first.

Source: Kolisch (1996), "Efficient priority rules for the resource-constrained project scheduling problem"; latest
finish time, latest start time, most total successors, greatest rank positional weight (here of the share of the
resources that a job and all its successors take).
"""

from collections.abc import Iterable, Iterator, Sequence

from recovery.scenarios.project import Project


def priorities(
    project: Project, latest: Sequence[int], more: Iterable[Sequence[float]] = ()
) -> Iterator[Sequence[float]]:
    """The rules, `more` before all others and then the best first; each is reckoned only when somebody asks for it."""
    yield from more
    yield latest
    successors = _successors(project)
    yield [-count.bit_count() for count in successors]
    weights = _weights(project)
    yield [-weights[job] - sum(weights[other] for other in _bits(after)) for job, after in enumerate(successors)]
    yield [finish - duration for finish, duration in zip(latest, project.durations, strict=True)]


def _successors(project: Project) -> list[int]:
    """All that need a job, directly or not, as the bits of a number."""
    found = [0] * len(project)
    for job in range(len(project) - 1, -1, -1):
        for other in project.needs[job]:
            found[other] |= found[job] | 1 << job
    return found


def _weights(project: Project) -> list[float]:
    return [
        duration * sum(amount / project.capacity[resource] for resource, amount in requests)
        for duration, requests in zip(project.durations, project.requests, strict=True)
    ]


def _bits(number: int) -> Iterator[int]:
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest
