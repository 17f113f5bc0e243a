"""What an offered change would do: to the system it changes, and to the systems around it."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, fields

from recovery.case import Case, make_case
from recovery.contradictions import reading
from recovery.contradictions.dependencies import (
    chain_exceeds_rto,
    dependency_slower,
    dependency_without_objective,
    outruns,
    rpo_mismatch,
)
from recovery.dependencies.downstream import now_kept, now_missed, partners
from recovery.dependencies.portfolio import PortfolioGraph
from recovery.dependencies.ranks import differs, differs_after
from recovery.facts import Today
from recovery.offers.changes import TODAY, Change, apply
from recovery.results import Elsewhere

SLOWER, SILENT, MISMATCH, CHAIN = (
    each.code for each in (dependency_slower, dependency_without_objective, rpo_mismatch, chain_exceeds_rto)
)

OUTSIDE_SUGGESTIONS = frozenset(("recovery_budget", "workaround_lasts", "workaround_needs"))
"""Facts that no suggested objective and no part of a plan depends on."""
OUTSIDE_PLANS = OUTSIDE_SUGGESTIONS.union(
    ("mtd", "wrt", "impact", "peak_mtd", "unattended", "data_rto"), (TODAY + field.name for field in fields(Today))
)
"""Answers that no part of a plan depends on."""


@dataclass(frozen=True, slots=True)
class Effect:
    """The case after a change, and what becomes of findings: its own codes, then those of others."""

    after: Case
    resolves: tuple[str, ...]
    raises: tuple[str, ...]
    elsewhere: tuple[Elsewhere, ...] = ()


def changed_case(case: Case, change: Change) -> Case:
    """The case after its system's own answers changed."""
    system = apply(case.system, change)
    # The suggested RTO depends on the RPO that was chosen where none is suggested, and on the time for destroyed data.
    suggested = case.suggestion.rpo is not None and system.has_data == case.has_data
    rpo_kept = suggested or system.rpo == case.system.rpo
    chosen = rpo_kept and system.data_rto == case.system.data_rto
    same = (system.facts is case.system.facts and chosen) or OUTSIDE_SUGGESTIONS.issuperset(change)
    suggestion = case.suggestion if same else None
    plan = case.plan if OUTSIDE_PLANS.issuperset(change) else None
    return make_case(system, case.policy, case.context, suggestion=suggestion, plan=plan)


def difference(before: Container[str], after: Case, names: Iterable[str]) -> tuple[list[str], list[str]]:
    """The codes that no longer fire, and those that newly do, when only the answers of these names differ."""
    resolves, raises = [], []
    for code, check in reading(frozenset(names)):
        if check(after) is None:
            if code in before:
                resolves.append(code)
        elif code not in before:
            raises.append(code)
    return resolves, raises


def firing(case: Case, names: Iterable[str]) -> set[str]:
    """The codes that fire among the rules that read any of these answers."""
    return {code for code, check in reading(frozenset(names)) if check(case) is not None}


def effects_on_others(graph: PortfolioGraph, node: int, before: Case, after: Case) -> Iterator[Elsewhere]:
    """What a change of one system does to the systems that need it or share transactions with it."""
    if before.rto != after.rto:
        for other in graph.network.needed_by[node]:
            yield from _dependent(graph, other, node, after.rto)
    yield from effects_on_sharers(graph, node, before, after)
    yield from downstream_effects(graph, node, before, after)


def effects_on_sharers(graph: PortfolioGraph, node: int, before: Case, after: Case) -> Iterator[Elsewhere]:
    """What it does to the systems that share transactions with it."""
    if before.rpo != after.rpo:
        for other in graph.network.sharers[node]:
            yield from _sharer(graph, other, node, after.rpo)


def _turned(key: str, *changes: tuple[str, bool, bool]) -> Iterator[Elsewhere]:
    """The codes that fired before and do not after, and the other way round."""
    resolves = tuple(code for code, before, after in changes if before and not after)
    raises = tuple(code for code, before, after in changes if after and not before)
    if resolves or raises:
        yield Elsewhere(key, resolves, raises)


def _dependent(graph: PortfolioGraph, dependent: int, node: int, rto: int | None) -> Iterator[Elsewhere]:
    finishing, limit = graph.schedule.parts[dependent].finishing, graph.schedule.rto[dependent]
    ranks = graph.ranks[dependent]
    slowest, silent = ranks.changed(node, graph.schedule.rto[node], rto)

    def slow(needed: int | None) -> bool:
        return needed is not None and limit is not None and outruns(needed, finishing, limit)

    slower = (SLOWER, slow(ranks.slowest), slow(slowest))
    yield from _turned(graph.network.keys[dependent], slower, (SILENT, ranks.silent > 0, silent > 0))


def _sharer(graph: PortfolioGraph, sharer: int, node: int, rpo: int | None) -> Iterator[Elsewhere]:
    own, sharers = graph.systems[sharer].rpo, graph.sharers[sharer]
    seconds = own if isinstance(own, int) else None
    after = differs_after(sharers, seconds, graph.network.keys[node], rpo)
    yield from _turned(graph.network.keys[sharer], (MISMATCH, differs(sharers, seconds), after))


def downstream_effects(graph: PortfolioGraph, node: int, before: Case, after: Case) -> Iterator[Elsewhere]:
    """What it does to all dependents, direct or not, when a system's component is back at another time."""
    keys, finish, preparing = graph.network.keys, after.earliest_finish, after.parts.preparing
    later, sooner = finish > before.earliest_finish, finish < before.earliest_finish
    missed = now_missed(graph, node, finish, preparing) if later else set[int]()
    kept = now_kept(graph, node, finish, preparing) if sooner else set[int]()
    if before.context.cycle_size and before.parts != after.parts:
        # What prepares sooner and finishes later may do either to those that come up with it.
        for other, was, now in partners(graph, node, finish, preparing):
            (missed if was < now else kept if now < was else set()).add(other)
    for other in missed:
        yield Elsewhere(keys[other], (), (CHAIN,))
    for other in kept:
        yield Elsewhere(keys[other], (CHAIN,), ())
