"""What is done about a fallen system from when to when: what a picture of the schedule draws."""

from dataclasses import dataclass

from recovery.scenarios.jobs import Steps
from recovery.scenarios.recovery import Made

PREPARING, COPYING, FINISHING = "preparing", "copying", "finishing"


@dataclass(frozen=True, slots=True)
class Span:
    """One part of a recovery, in seconds from the disruption; between two of them a system waits."""

    part: str
    start: int
    end: int


def spans_of(made: Made, steps: Steps) -> tuple[Span, ...]:
    """The parts of one system's recovery in their order, without those that take no time."""
    jobs = [(PREPARING, steps.preparing)]
    if steps.ready != steps.preparing:
        jobs.append((COPYING, steps.ready))
    jobs.append((FINISHING, steps.finishing))
    finishes, durations = made.generated.finishes, made.project.durations
    return tuple(Span(part, finishes[job] - durations[job], finishes[job]) for part, job in jobs if durations[job])
