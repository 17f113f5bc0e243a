"""The least capacity of each resource with which every RTO and every last date is kept, the others being as they are:
found by search.

What is searched does not depend on how much of the resource there is now, so having more of it never makes its least
capacity larger. A resource without which no other amount of it helps has none (None).
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from recovery.scenarios.jobs import MIB
from recovery.scenarios.recovery import TRIED_JOBS, Recovery

NEAR = 0.02
"""How much more than the least a found throughput may be where the project is large, as a share of it."""
Keeps = Callable[[int], bool]


@dataclass(frozen=True, slots=True)
class LeastCapacity:
    """Teams, and MiB/s by place; None where no amount of the resource alone would do."""

    teams: int | None
    throughput: Mapping[str, float | None]


def least_capacity(recovery: Recovery) -> LeastCapacity:
    """The least capacities, each with the others as the scenario has them."""
    scenario = recovery.scenario
    kept = recovery.schedule().keeps_all
    teams = _least_teams(recovery)
    places = {place: _least_throughput(recovery, place) for place in recovery.blueprint.places(scenario.throughput)}
    if not kept:
        return LeastCapacity(teams, places)
    # What the scenario has is enough, so no search may say that it takes more.
    enough = {place: _lower(least, scenario.throughput[place]) for place, least in places.items()}
    return LeastCapacity(int(_lower(teams, scenario.teams)), enough)


def _lower(least: float | None, enough: float) -> float:
    return enough if least is None else min(least, enough)


def _least_teams(recovery: Recovery) -> int | None:
    throughput = recovery.scenario.throughput
    most = max(1, sum(not each.parts.acts_by_itself for each in recovery.fallen))
    exact = len(recovery.blueprint.durations) <= TRIED_JOBS
    shared = any(each.throughput is None for each in recovery.blueprint.copying.values())

    def keeps(teams: int) -> bool:
        return recovery.keeps(teams, throughput)

    # With a team for each system none waits for one; but teams that share a link each get less of it the more they are.
    if not recovery.chain_keeps(1 if shared else most, throughput) or (not shared and not keeps(most)):
        return None
    return first_kept(keeps, most, exact=exact)


def _least_throughput(recovery: Recovery, place: str) -> int | None:
    copied = [each for each in recovery.blueprint.copying.values() if each.place == place]
    own = sum(each.throughput or 0 for each in copied)
    shared = max((each.parts.copying / MIB for each in copied if each.throughput is None), default=0)
    most = max(1, math.ceil(own + shared * recovery.scenario.teams))

    def keeps(throughput: int) -> bool:
        return recovery.keeps(recovery.scenario.teams, {**recovery.scenario.throughput, place: throughput})

    if not keeps(most):
        return None
    near = 0 if len(recovery.blueprint.durations) <= TRIED_JOBS else NEAR
    return narrowed(keeps, 0, most, near)


def first_kept(keeps: Keeps, most: int, *, exact: bool) -> int | None:
    """The lowest of the numbers from 1 to `most` that keeps, tried one by one; unless `exact` with growing steps, and
    then narrowed down between the last that did not and the first that did."""
    below, at = 0, 1
    while not keeps(at):
        if at == most:
            return None
        below, at = at, min(most, at + 1 if exact else 2 * at)
    return narrowed(keeps, below, at, 0)


def narrowed(keeps: Keeps, below: int, kept: int, near: float) -> int:
    """A number that keeps, by halving between one that does not and one that does, until they are near enough."""
    while kept - below > max(1, near * kept):
        middle = (below + kept) // 2
        if keeps(middle):
            kept = middle
        else:
            below = middle
    return kept
