"""A good schedule of a project: priority rules, forward-backward passes, and samples around the best one found.

Sources: Tormos and Lova (2001) and Valls, Ballestín and Quintanilla (2005) for justification, forward-backward
improvement; Kolisch and Hartmann (1999) for sampling around a priority rule. Nothing is left to chance: the same
project gives the same schedule.
"""

from collections.abc import Iterable, Iterator, Sequence

from recovery.scenarios.generation import Generated, generate, generate_backward, in_feasible_order
from recovery.scenarios.project import Goal, Project, Score, earliest_finishes, latest_finishes
from recovery.scenarios.rules import priorities

MOST_PASSES = 80
"""Schedules made of a project at the most."""
JOB_PASSES = 10_000
"""Jobs put into schedules at the most, so that a large project gets fewer passes than a small one."""
FEWEST_PASSES = 3
"""One forward, one backward, one forward again."""
AMPLITUDE = 0.4
"""How far a sample may move a job, as a share of the makespan: measured on PSPLIB, 0.3 to 0.5 do as well."""


def passes_for(jobs: int) -> int:
    """How many schedules a project of that size is worth."""
    return max(FEWEST_PASSES, min(MOST_PASSES, JOB_PASSES // max(jobs, 1)))


def best_schedule(
    project: Project, goal: Goal, passes: int | None = None, rules: Iterable[Sequence[float]] = ()
) -> Generated:
    """The best schedule found within so many passes; fewer where the goal is reached before.

    `rules` are priority rules that only who knows what the jobs are can give.
    """
    search = _Search(project, goal, passes_for(len(project)) if passes is None else passes)
    return search.run(rules)


class _Search:
    def __init__(self, project: Project, goal: Goal, passes: int) -> None:
        self.project, self.goal, self.passes = project, goal, passes
        chain = max(earliest_finishes(project), default=0)
        # What nobody asks for by a date comes after everything that somebody does.
        self.horizon = chain + max((date for date in project.due if date is not None), default=0)
        self.latest = latest_finishes(project, self.horizon)
        self.release = [self.horizon - finish for finish in self.latest]
        self.best: Generated | None = None
        self.centre: list[int] = []
        self.best_score: Score = ()

    def run(self, rules: Iterable[Sequence[float]]) -> Generated:
        for rule in priorities(self.project, self.latest, rules):
            self._start_from(rule)
            if self._done():
                break
        noise = _noise()
        while not self._done():
            self._start_from(self._moved(noise))
        assert self.best is not None
        return self.best

    def _done(self) -> bool:
        return self.passes <= 0 or self.goal.reached(self.best_score)

    def _start_from(self, rule: Sequence[float]) -> None:
        """A schedule by a rule, then forward-backward passes as long as they make it better."""
        made = generate(self.project, in_feasible_order(rule, self.project))
        score = self._enter(made)
        while not self._done():
            better = self._justified(made)
            last, score = score, self._enter(better)
            if score >= last:
                break
            made = better

    def _justified(self, made: Generated) -> Generated:
        """Every job moved as late as the dates allow, the last to finish first; then as early as can be, in the order
        that this gave."""
        self.passes -= 1
        jobs, finishes = range(len(self.project)), made.finishes
        by_end = sorted(jobs, key=lambda job: (-finishes[job], -job))
        back = generate_backward(self.project, by_end, self.release).finishes
        return generate(self.project, sorted(jobs, key=lambda job: (-back[job], job)))

    def _enter(self, made: Generated) -> Score:
        """Count a pass, and keep the schedule if it is better than the best. Samples are taken around the last that was
        as good: it leads further away."""
        self.passes -= 1
        score = self.goal.score(made.finishes)
        if self.best is None or score <= self.best_score:
            self.centre = made.finishes
        if self.best is None or score < self.best_score:
            self.best, self.best_score = made, score
        return score

    def _moved(self, noise: Iterator[float]) -> list[float]:
        """The middle of each job in one of the best schedules, moved back by some share of the whole."""
        most = AMPLITUDE * max(self.centre)
        pairs = zip(self.centre, self.project.durations, noise, strict=False)
        return [finish - duration / 2 + most * share for finish, duration, share in pairs]


def _noise() -> Iterator[float]:
    """Numbers from 0 to 1 that look random and are the same every time (a linear congruential generator)."""
    state = 12345
    while True:
        state = (state * 1103515245 + 12345) % 2**31
        yield state / 2**31
