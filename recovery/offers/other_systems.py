"""An offer that changes another system's answers: what it does there, here, and to all that wait for this system."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from recovery.case import Case, DependencyContext
from recovery.contradictions import PEERS
from recovery.contradictions.rule import Remediation, elsewhere, step
from recovery.dependencies.portfolio import PortfolioGraph, slowest_first
from recovery.dependencies.schedule import CHAIN_SHOWN
from recovery.durations import snap_down
from recovery.offers.effects import Effect, changed_case, difference, downstream_effects, effects_on_sharers, firing
from recovery.planning.clock import measured_time
from recovery.planning.plan import choose
from recovery.results import Elsewhere

Pairs = tuple[tuple[int, str], ...]
MOST_REMEMBERED = 5_000


@dataclass(frozen=True, slots=True)
class Other:
    """Another system before and after a change of its answers, and what becomes of its own findings and of those of
    the systems that share transactions with it."""

    before: Case
    after: Case
    elsewhere: tuple[Elsewhere, ...]


Others = dict[tuple[Any, ...], Other]
"""By key and change. Many systems need the same few, and propose the same to them."""


def changed_other(graph: PortfolioGraph, key: str, change: Mapping[str, Any], known: Others) -> Other:
    """The other system after the change; what was worked out before is not worked out again."""
    asked = (key, *change.items())
    found = known.get(asked)
    if found is None:
        node = graph.network.at[key]
        before = graph.case(node)
        after = changed_case(before, change)
        sharers = effects_on_sharers(graph, node, before, after)
        found = Other(before, after, (_there(before, after, change), *sharers, *_partners(graph, node, before, after)))
        if len(known) >= MOST_REMEMBERED:
            known.clear()
        known[asked] = found
    return found


def effect_here(graph: PortfolioGraph, node: int, case: Case, hits: Mapping[str, Any], other: Other) -> Effect:
    """What the change of another system does to this one, and to all that wait for this one.

    Third systems that need the other one are left out: an objective that gets tighter raises nothing that blocks
    there, and with each of them all the rest would have to be derived again. But for those that come up together with
    the other one: what is quicker to prepare may take longer to finish, and they wait for that.
    """
    context = _context_after(graph, node, case.context, other.after)
    # Spelled out, because `replace` takes several times as long.
    here = Case(
        case.system,
        case.policy,
        case.suggestion,
        case.plan,
        context,
        case.rto,
        case.rpo,
        case.recovery_estimate,
        case.parts,
        case.has_data,
    )
    resolves, raises = difference(hits, here, ("dependencies",))
    upward = downstream_effects(graph, node, case, here)
    there = (each for each in other.elsewhere if each.system != case.system.key)
    return Effect(other.after, tuple(resolves), tuple(raises), tuple(dict.fromkeys((*there, *upward))))


def _partners(graph: PortfolioGraph, node: int, before: Case, after: Case) -> Iterator[Elsewhere]:
    """What becomes of the systems that come up together with the other one. Who waits for them from outside is a third
    system: no change of its own makes these offers be worked out again."""
    if before.context.cycle_size and before.parts != after.parts:
        network = graph.network
        together = network.component_of[node]
        for each in downstream_effects(graph, node, before, after):
            if network.component_of[network.at[each.system]] == together:
                yield each


def _there(before: Case, after: Case, change: Mapping[str, Any]) -> Elsewhere:
    """What becomes of the other system's findings, but for those that all systems of its owner would be asked for."""
    changed = difference(firing(before, change), after, change)
    return Elsewhere(before.system.key, *(tuple(code for code in codes if code not in PEERS) for codes in changed))


def _context_after(graph: PortfolioGraph, node: int, context: DependencyContext, after: Case) -> DependencyContext:
    """The context of this system once another's case has changed."""
    key, needs, sharers = after.system.key, context.needs, context.sharers
    if after.rto is not None and any(name == key for _, name in needs):
        needs = _with(needs, (after.rto, key), slowest_first)
    if after.rpo is not None and any(name == key for _, name in sharers):
        sharers = _with(sharers, (after.rpo, key), None)
    start = earliest_start_after(graph, node, graph.network.at[key], after.earliest_finish)
    return replace(context, needs=needs, sharers=sharers, earliest_start=start)


def _with(pairs: Pairs, changed: tuple[int, str], order: Callable[[tuple[int, str]], Any] | None) -> Pairs:
    return tuple(sorted((*(pair for pair in pairs if pair[1] != changed[1]), changed), key=order))


def earliest_start_after(graph: PortfolioGraph, node: int, other: int, finish: int) -> int | None:
    """When all that a system needs is up, were a link of the chain it waits for back at another time."""
    network, schedule = graph.network, graph.schedule
    component, goal, path = network.component_of[node], network.component_of[other], list[int]()
    start = schedule.earliest_start[component] if schedule.waiting[component] else None
    # What the system itself prepares has no say in when that is; on the chain, preparing may decide.
    last = schedule.last_up[component]
    while component != goal and last >= 0 and len(path) < CHAIN_SHOWN:
        path.append(component)
        component = network.component_of[last]
        last = schedule.waits.step[component]
    # Systems that need each other wait for what any of them needs: that is left as it is.
    if component != goal or any(len(network.components[each]) > 1 for each in path):
        return start
    changed = {goal: finish}
    for each in reversed(path):
        below = (network.component_of[need] for need in network.needs[network.components[each][0]])
        start = max(changed.get(need, schedule.earliest_finish[need]) for need in below)
        changed[each] = schedule.finish(each, start)
    return start


def quicker_link(graph: PortfolioGraph, node: int, case: Case) -> Iterator[Remediation]:
    """The last link of the chain that a system waits for, whose own preparing decides: as much sooner as is asked or,
    when that is more than it takes, by the next faster strategy. What an exercise has measured no answer makes faster,
    and nothing is asked that the fastest strategy cannot do."""
    link = graph.schedule.waits.end[graph.network.component_of[node]]
    if link < 0:
        return
    late, takes = case.waiting_finish - (case.rto or 0), graph.schedule.estimate[link] or 0
    system = graph.systems[link]
    if takes and measured_time(system, None) is None:
        rto = snap_down(takes - late if takes >= late else takes - 1)
        if rto and choose(rto, system.rpo, system.facts, case.policy) is not None:
            yield step(elsewhere(system.key, rto=rto))
