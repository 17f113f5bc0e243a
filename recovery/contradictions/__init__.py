"""The contradictions: pure rules in the order of the method's table."""

from functools import cache

from recovery.case import Case
from recovery.contradictions.agreement import everything_first, override_without_reason, respondents_disagree, stale
from recovery.contradictions.capability import (
    no_strategy_fits,
    overbuilt,
    restore_exceeds_rto,
    strategy_misses_objective,
    unattended,
)
from recovery.contradictions.completeness import objective_unknown, objective_unset
from recovery.contradictions.data import (
    re_entry_exceeds_wrt,
    rpo_below_change_interval,
    rpo_beyond_rebuild,
    rpo_tighter_than_needed,
)
from recovery.contradictions.dependencies import (
    chain_exceeds_rto,
    dependency_cycle,
    dependency_slower,
    dependency_without_objective,
    rpo_mismatch,
)
from recovery.contradictions.downtime import (
    no_headroom,
    no_time_to_catch_up,
    peak_tighter,
    rto_exceeds_mtd,
    rto_tighter_than_harm,
    zero_asked,
)
from recovery.contradictions.drills import drill_missed_objective, never_tested
from recovery.contradictions.impact import impact_shrinks, mtd_after_intolerable
from recovery.contradictions.money import cost_exceeds_budget, cost_exceeds_loss
from recovery.contradictions.outside import regulator_breached, supplier_slower
from recovery.contradictions.protection import (
    copy_shares_fate,
    replication_without_history,
    retention_below_discovery,
    worst_loss_exceeds_rpo,
)
from recovery.contradictions.rule import BLOCKS, Check, Hit, Rule
from recovery.contradictions.workaround import workaround_needs_system, workaround_outlasts_mtd

RULES: tuple[Rule, ...] = (
    objective_unset,
    objective_unknown,
    rto_exceeds_mtd,
    no_time_to_catch_up,
    no_headroom,
    mtd_after_intolerable,
    impact_shrinks,
    rto_tighter_than_harm,
    zero_asked,
    rpo_beyond_rebuild,
    rpo_tighter_than_needed,
    re_entry_exceeds_wrt,
    rpo_below_change_interval,
    replication_without_history,
    retention_below_discovery,
    worst_loss_exceeds_rpo,
    restore_exceeds_rto,
    strategy_misses_objective,
    no_strategy_fits,
    unattended,
    copy_shares_fate,
    never_tested,
    drill_missed_objective,
    dependency_slower,
    chain_exceeds_rto,
    dependency_without_objective,
    dependency_cycle,
    rpo_mismatch,
    workaround_needs_system,
    workaround_outlasts_mtd,
    supplier_slower,
    regulator_breached,
    peak_tighter,
    cost_exceeds_loss,
    cost_exceeds_budget,
    overbuilt,
    respondents_disagree,
    override_without_reason,
    everything_first,
    stale,
)
BY_CODE = {each.code: each for each in RULES}
PEERS = frozenset(each.code for each in RULES if "owner" in each.reads)
"""The codes that all systems of an owner are compared for."""


def fired(case: Case) -> dict[str, Hit]:
    """The rules that fire for a case, by code, in the order of the table."""
    return {each.code: hit for each in RULES if (hit := each.check(case)) is not None}


@cache
def reading(names: frozenset[str]) -> tuple[tuple[str, Check], ...]:
    """Code and check of the rules that read any of these answers, in the order of the table."""
    return tuple((each.code, each.check) for each in RULES if not each.reads.isdisjoint(names))


def blocks(code: str) -> bool:
    """Whether a finding of that code stands in the way of approval."""
    return BY_CODE[code].severity == BLOCKS
