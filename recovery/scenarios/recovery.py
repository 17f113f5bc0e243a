"""A scenario worked out: the fallen systems with and their schedule for any capacity."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from recovery.durations import HOUR
from recovery.facts import Dependency, Facts, System
from recovery.policy import Policy
from recovery.scenarios.generation import Generated
from recovery.scenarios.improvement import best_schedule, passes_for
from recovery.scenarios.jobs import Blueprint, Fallen, lay_out
from recovery.scenarios.parts import due_of, parts_of, waiting_parts
from recovery.scenarios.project import NEVER, Goal, Project, Score, earliest_finishes, latest_finishes, overloaded
from recovery.scenarios.scenario import Scenario, falling

MOST_PASSES = 20
"""Schedules made for one capacity at the most: a scenario needs them for dozens of capacities."""
TRIED_JOBS = 150
"""Jobs up to which a capacity that is only tried out gets as many passes as the scenario's own."""
TRIED_JOB_PASSES = 3_000
"""Above, jobs put into schedules for each capacity that is tried out."""


Throughput = Mapping[str, float]
"""MiB/s by place."""
SignOfLife = Callable[[], object]
"""Called with every schedule that is made; what it raises ends the work."""


def unwatched() -> None:
    """Nobody wants to know how far it is."""


@dataclass(frozen=True, slots=True)
class Made:
    """A schedule for one capacity: `earliest` are the finishes with everything plentiful, `score` says how late."""

    project: Project
    generated: Generated
    earliest: Sequence[int]
    score: Score

    @property
    def late(self) -> int:
        """How many systems miss their RTO."""
        return int(self.score[1])

    @property
    def keeps_all(self) -> bool:
        """Whether no system misses its RTO or its last date."""
        return not any(self.score[:2])


@dataclass(frozen=True, slots=True)
class Recovery:
    """Fallen systems in the order of their keys, and the schedules made so far by capacity. `alive` hears of each."""

    scenario: Scenario
    policy: Policy
    systems: Sequence[System]
    edges: Sequence[Dependency]
    fallen: Sequence[Fallen]
    blueprint: Blueprint
    made: dict[object, Made] = field(default_factory=dict)
    alive: SignOfLife = unwatched

    @property
    def declared_at(self) -> int:
        return self.scenario.declared_at(self.policy)

    def schedule(self, teams: int | None = None, throughput: Throughput | None = None, *, whole: bool = True) -> Made:
        """The schedule with these capacities, those of the scenario where none are given.

        One that is only tried out, not `whole`, gets fewer passes where the project is large.
        """
        teams = self.scenario.teams if teams is None else teams
        throughput = self.scenario.throughput if throughput is None else throughput
        jobs = len(self.blueprint.durations)
        passes = min(MOST_PASSES, passes_for(jobs))
        if not whole and jobs > TRIED_JOBS:
            passes = max(1, TRIED_JOB_PASSES // jobs)
        capacity = (teams, tuple(throughput[place] for place in self.blueprint.places(throughput)), passes)
        if capacity not in self.made:
            self.made[capacity] = self.make(self.blueprint.project(teams, throughput), passes)
        return self.made[capacity]

    def make(self, project: Project, passes: int) -> Made:
        """The best schedule found of a project of these systems."""
        self.alive()
        earliest = earliest_finishes(project)
        goal = Goal(self.score, self.score(earliest)[:-1])
        generated = best_schedule(project, goal, passes, self._system_by_system(project))
        return Made(project, generated, earliest, self.score(generated.finishes))

    def _system_by_system(self, project: Project) -> Iterator[Sequence[float]]:
        """Priority rules: all jobs of a system one after the other, the system first that is to be back first; then
        by the last dates. Where teams are scarce, beginning everything at once leaves everything half done."""
        for due in (project.due, self.by_job([system.last for system in self.fallen])):
            latest = latest_finishes(replace(project, due=due), NEVER)
            priorities = [0] * len(project)
            for steps in self.blueprint.steps:
                for job in (steps.preparing, steps.ready, steps.finishing):
                    priorities[job] = latest[steps.back]
            yield priorities

    def chain_keeps(self, teams: int, throughput: Throughput) -> bool:
        """Whether every date would be kept if no system had to wait for a team or a link."""
        return not any(self.score(earliest_finishes(self.blueprint.project(teams, throughput)))[:2])

    def keeps(self, teams: int, throughput: Throughput) -> bool:
        """Whether a schedule with these capacities keeps every RTO and every last date; were the last dates left out,
        more of a resource could keep one of them at the cost of an RTO. What no schedule can do is not tried."""
        if not self.chain_keeps(teams, throughput):
            return False
        project = self.blueprint.project(teams, throughput)
        promised = self.by_job([system.due for system in self.fallen])
        if overloaded(replace(project, due=promised), self.declared_at):
            return False
        return self.schedule(teams, throughput, whole=False).keeps_all

    def by_job(self, dates: Sequence[int | None]) -> list[int | None]:
        """Dates of the systems as dates of the jobs with which they are back."""
        found: list[int | None] = [None] * len(self.blueprint.durations)
        for date, steps in zip(dates, self.blueprint.steps, strict=True):
            known = [each for each in (found[steps.back], date) if each is not None]
            found[steps.back] = min(known, default=None)
        return found

    def score(self, finishes: Sequence[int]) -> Score:
        """How late a schedule is: systems past their last date, systems past their RTO, what that costs, the seconds
        of all together; of two equally late the one that ends first is the better."""
        over, late, cost, seconds = 0, 0, 0.0, 0
        for system, steps in zip(self.fallen, self.blueprint.steps, strict=True):
            back = finishes[steps.back]
            if system.last is not None and back > system.last:
                over += 1
            if system.due is not None and back > system.due:
                late += 1
                seconds += back - system.due
                cost += (system.loss_per_hour or 0) * (back - system.due) / HOUR
        return (over, late, cost, seconds, max(finishes, default=0))


def work_out(
    systems: Sequence[System],
    dependencies: Sequence[Dependency],
    policy: Policy,
    scenario: Scenario,
    alive: SignOfLife = unwatched,
) -> Recovery:
    """The recovery of what falls in a scenario. Keys and edges that name no system are left out."""
    falls = falling(scenario.lost, dependencies)
    down = sorted((system for system in systems if system.key in falls), key=lambda system: system.key)
    edges = sorted({edge for edge in dependencies if edge.system in falls}, key=_by_keys)
    struck = frozenset(scenario.lost)
    fallen = [_fallen(system, policy, scenario, struck=system.key in struck) for system in down]
    blueprint = lay_out(fallen, edges, scenario.declared_at(policy))
    return Recovery(scenario, policy, down, edges, fallen, blueprint, alive=alive)


def with_system(recovery: Recovery, node: int, system: System) -> Recovery:
    """The same recovery were one of the systems another, with the same key."""
    systems, fallen = [*recovery.systems], [*recovery.fallen]
    struck = system.key in recovery.scenario.lost
    systems[node], fallen[node] = system, _fallen(system, recovery.policy, recovery.scenario, struck=struck)
    blueprint = lay_out(fallen, recovery.edges, recovery.declared_at)
    return replace(recovery, systems=systems, fallen=fallen, blueprint=blueprint, made={})


def _by_keys(edge: Dependency) -> tuple[str, str, str]:
    return edge.system, edge.needs, edge.kind


def _fallen(system: System, policy: Policy, scenario: Scenario, *, struck: bool) -> Fallen:
    """A system that is hit itself, or else falls because it needs one that is: then its own site and data are whole."""
    destroyed, facts = struck and scenario.data_destroyed, system.facts
    parts = parts_of(system, policy, data_destroyed=destroyed) if struck else waiting_parts(system, policy)
    due = due_of(system, data_destroyed=destroyed)
    return Fallen(
        system.key, parts, system.copies_at, facts.restore_mib_per_s, due, _last(facts), facts.loss_per_hour, destroyed
    )


def _last(facts: Facts) -> int | None:
    """MTD − WRT, the last date at which a system may come back; a WRT nobody has entered counts 0."""
    return None if facts.mtd is None else max(0, facts.mtd - (facts.wrt or 0))
