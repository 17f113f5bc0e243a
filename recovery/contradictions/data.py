"""The RPO against what can be rebuilt and entered again."""

from collections.abc import Iterator

from recovery.case import Case
from recovery.contradictions.rule import (
    ANSWERS,
    BLOCKS,
    INFORMS,
    OWNER,
    RPO_LIMIT,
    WARNS,
    Hit,
    Remediation,
    act,
    change,
    relabelled,
    rule,
)
from recovery.durations import steps_apart
from recovery.planning.objectives import re_entry_time

SECTION_3 = "method, section 3: RPO limit = min(W, WRT·s / (r·e)) + N / r"


def suggested_rpo(case: Case) -> Iterator[Remediation]:
    """Take the suggested RPO; the rules that offer it compare with it."""
    yield change(rpo=case.suggestion.rpo or 0)


@rule(
    "rpo-beyond-rebuild",
    BLOCKS,
    OWNER,
    suggested_rpo,
    RPO_LIMIT + " rpo",
    about=ANSWERS,
    cause="too-much-lost",
    order=100,
    source=SECTION_3,
)
def rpo_beyond_rebuild(case: Case) -> Hit | None:
    """RPO above the limit of what can be rebuilt, entered again, or given up: some work would be gone for good."""
    rpo, limit = case.rpo, case.suggestion.rpo_limit
    return None if rpo is None or limit is None or rpo <= limit else Hit({"rpo": rpo, "limit": limit})


@rule(
    "rpo-tighter-than-needed",
    WARNS,
    OWNER,
    suggested_rpo,
    RPO_LIMIT + " rpo",
    about=ANSWERS,
    cause="more-than-needed",
    order=110,
    source=SECTION_3,
)
def rpo_tighter_than_needed(case: Case) -> Hit | None:
    """RPO two or more ladder steps (policy) below the suggestion, with nothing that may never be lost."""
    rpo, suggested = case.rpo, case.suggestion.rpo
    if rpo is None or suggested is None or case.facts.never_lose:
        return None
    tight = steps_apart(rpo, suggested) >= case.policy.tighter_steps
    return Hit({"rpo": rpo, "suggested": suggested}) if tight else None


def _ease_re_entry(case: Case) -> Iterator[Remediation]:
    needed, mtd = re_entry_time(case.facts, case.rpo or 0) or 0, case.suggestion.mtd
    # The tighter of what can be entered again and what else holds: a looser RPO would be in the way of that.
    yield from suggested_rpo(case)
    if mtd is None or (case.rto or 0) + needed <= mtd:
        yield change(wrt=needed)


@rule(
    "re-entry-exceeds-wrt",
    BLOCKS,
    OWNER,
    _ease_re_entry,
    "rpo wrt entries_per_hour minutes_per_entry people_reentering expendable_entries",
    about=ANSWERS,
    cause="too-much-lost",
    order=120,
    source=SECTION_3,
)
def re_entry_exceeds_wrt(case: Case) -> Hit | None:
    """RPO · r · e ÷ s > WRT: typing the lost entries in again takes longer than there is time to catch up. What may be
    lost for good nobody types in again."""
    rpo, wrt, needed = case.rpo, case.facts.wrt, re_entry_time(case.facts, case.rpo or 0)
    if rpo is None or wrt is None or needed is None or needed <= wrt:
        return None
    return Hit({"rpo": rpo, "needed": needed, "wrt": wrt})


def _after_each_batch(case: Case) -> Iterator[Remediation]:
    interval = case.facts.change_interval or 0
    yield act("protect-after-batch", interval=interval)
    yield change(rpo=interval)


@rule(
    "rpo-below-change-interval",
    INFORMS,
    OWNER,
    _after_each_batch,
    "rpo change_interval",
    about=ANSWERS,
    cause="more-than-needed",
    order=130,
    source="method, section 3",
)
def rpo_below_change_interval(case: Case) -> Hit | None:
    """RPO below the interval of a batch system: between two batches there is nothing new to lose."""
    rpo, interval = case.rpo, case.facts.change_interval
    return None if rpo is None or interval is None or rpo >= interval else Hit({"rpo": rpo, "interval": interval})


def _one_of_both(case: Case) -> Iterator[Remediation]:
    yield relabelled("offer.nothing-expendable", {"expendable_entries": 0})
    yield relabelled("offer.may-be-lost", {"never_lose": False})


@rule(
    "never-lose-but-expendable", WARNS, OWNER, _one_of_both, "never_lose expendable_entries", about=ANSWERS, order=125
)
def never_lose_but_expendable(case: Case) -> Hit | None:
    """Some entries may never be lost, and some may be lost for good: then nothing says which loss is bearable."""
    count = case.facts.expendable_entries
    return Hit({"count": count}) if case.facts.never_lose and count else None
