"""The method applied: facts in, suggestions, plans, times and findings out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from recovery.case import Case, DependencyContext, make_case
from recovery.contradictions import ABOUT_ANSWERS, fired
from recovery.contradictions.check_ins import copy_due
from recovery.contradictions.destroyed_data import data_time_today
from recovery.contradictions.protection import loss_today
from recovery.dependencies.portfolio import PortfolioGraph, connect_portfolio
from recovery.dependencies.schedule import earliest_chain, required_chain, required_rto
from recovery.facts import CheckIns, Dependency, System, Today
from recovery.offers.builder import OfferBuilder
from recovery.offers.changes import apply, as_text
from recovery.offers.other_systems import Others
from recovery.planning.ladder import adjacent_steps, balance
from recovery.planning.reasons import (
    assumptions,
    because_it_raises,
    because_plan,
    because_schedule,
    because_suggested,
    options,
)
from recovery.policy import DEFAULT_POLICY, Policy
from recovery.results import DataObjective, Derived, Suggested

ALONE = DependencyContext()


def derive(
    systems: Iterable[System],
    dependencies: Iterable[Dependency],
    policy: Policy = DEFAULT_POLICY,
    *,
    only: Iterable[str] | None = None,
    offers: bool = True,
) -> dict[str, Derived]:
    """The results by key, in the order given.

    With `only`, results of those keys alone; the other systems still count as their neighbours. A result is right as
    long as `recovery.affected.affected` of its key is among the systems. Edges that name a system not given are left
    out. Without `offers`, findings come without them, which is faster. Raises ValueError when a key comes twice.
    """
    given = tuple(systems)
    if len({system.key for system in given}) < len(given):
        raise ValueError("two systems have the same key")
    graph = connect_portfolio(given, dependencies, policy)
    asked = None if only is None else frozenset(only)
    nodes = [node for node, system in enumerate(given) if asked is None or system.key in asked]
    return {each.key: each for each in derive_nodes(graph, nodes, offers=offers)}


def derive_nodes(graph: PortfolioGraph, nodes: Sequence[int], *, offers: bool = True) -> Iterator[Derived]:
    """The results at these positions of a portfolio graph, one after the other, so that nobody has to hold them all."""
    others: Others = {}
    for node in nodes:
        yield _derive_one(graph, node, others, offers=offers)


def _derive_one(graph: PortfolioGraph, node: int, others: Others, *, offers: bool) -> Derived:
    network, schedule = graph.network, graph.schedule
    case = graph.case(node)
    component = network.component_of[node]
    required = required_rto(node, network, schedule)
    chain = required_chain(node, network, schedule)
    plan = case.plan
    return Derived(
        key=case.system.key,
        policy_version=case.policy.version,
        currency=case.policy.currency,
        suggested=_suggested(case),
        strategy=plan.row.key if plan.row else None,
        live_copy=plan.live_copy,
        live_alarm=plan.live_alarm,
        history=plan.history,
        cost_tier=plan.cost_tier,
        yearly_cost=plan.yearly_cost,
        expected_loss=plan.expected_loss,
        balance=balance(case),
        worst_loss=plan.worst_loss,
        worst_loss_today=loss_today(case),
        options=options(case),
        neighbours=adjacent_steps(case),
        recovery_estimate=case.recovery_estimate,
        required_rto=required,
        required_chain=chain,
        earliest_recovery=case.earliest_recovery,
        earliest_chain=earliest_chain(node, network, schedule),
        wave=schedule.wave[component],
        because=because_plan(case)
        | because_schedule(
            case, required, chain, schedule.wave[component], together=len(network.components[component]) - 1
        ),
        assumptions=assumptions(case, partial=schedule.partial[component]),
        findings=OfferBuilder(graph, node, case, fired(case), others).findings(offers=offers),
        impact=None if case.facts.impact is None else as_text(case.facts.impact),
        finishing=case.parts.finishing,
        recovery_time=plan.recovery_time,
        data_recovery_time=plan.data_recovery_time,
        today_data_recovery_time=data_time_today(case),
        archive=plan.archive,
        objective_for_data=_for_data(case),
        copy_due=copy_due(case),
    )


def _for_data(case: Case) -> DataObjective | None:
    if not case.has_data:
        return None
    own = case.system.data_rto is not None or case.system.data_rpo is not None
    return DataObjective(case.data_rto, case.data_rpo, own)


def _suggested(case: Case) -> Suggested:
    numbers = case.suggestion
    return Suggested(
        numbers.mtd,
        numbers.rto,
        numbers.rpo,
        numbers.rpo_limit,
        numbers.first_harm,
        numbers.peak_rto,
        (*because_suggested(case), *because_it_raises(case, raised_by_suggestion(case))),
        numbers.rto_limit,
    )


def raised_by_suggestion(case: Case) -> tuple[str, ...]:
    """The contradictions of the answers among themselves and with the plan that accepting the suggestion would raise,
    in the order of the table. Another value would do no better; one of the answers stands in the way."""
    numbers, system = case.suggestion, case.system
    pairs = (("rto", case.rto, numbers.rto), ("rpo", case.rpo, numbers.rpo if case.has_data else None))
    change = {name: value for name, chosen, value in pairs if value is not None and value != chosen}
    if not change:
        return ()
    # What protects it today, and what was exercised, is to follow the objectives, not the other way round.
    alone = replace(system, today=Today(), exercises=(), check_ins=CheckIns())
    before = make_case(alone, case.policy, ALONE, suggestion=numbers, plan=case.plan)
    after = make_case(apply(alone, change), case.policy, ALONE, suggestion=numbers)
    return tuple(each.code for each in ABOUT_ANSWERS if each.check(after) is not None and each.check(before) is None)
