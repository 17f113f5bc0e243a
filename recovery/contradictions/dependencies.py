"""A system against the systems it needs."""

from collections.abc import Iterator

from recovery.case import Case
from recovery.contradictions.rule import (
    ARCHITECT,
    BLOCKS,
    OWNER,
    STRATEGY,
    WARNS,
    Hit,
    Remediation,
    act,
    change,
    elsewhere,
    rule,
    step,
)
from recovery.dependencies.ranks import differs
from recovery.durations import snap_down
from recovery.planning.plan import recovery_estimate

SECTION_5 = "method, section 5"
NAMED = 5


def outruns(needed: int, recovery_estimate: int | None, rto: int) -> bool:
    """Whether a system cannot keep its RTO when something it needs takes all of its own."""
    return needed + (recovery_estimate or 0) > rto


def _slow(case: Case) -> list[tuple[int, str]]:
    rto = case.rto
    return [] if rto is None else [need for need in case.context.needs if outruns(need[0], case.recovery_estimate, rto)]


def _speed_up_or_wait(case: Case) -> Iterator[Remediation]:
    slow = _slow(case)
    key, limit = slow[0][1], (case.rto or 0) - (case.recovery_estimate or 0)
    if limit >= 0:
        yield step(elsewhere(key, rto=snap_down(limit)), more=len(slow) > 1)
    yield from _wait(case, slow[0][0])
    yield act("workaround", system=key)


def _wait(case: Case, needed: int) -> Iterator[Remediation]:
    """The shortest RTO that leaves time after `needed`. A looser RTO may allow a slower strategy, so look again."""
    rto = needed + max(case.recovery_estimate or 0, case.context.partner_estimate)
    for _ in case.policy.strategies:
        rto = max(rto, needed + (recovery_estimate(case.system, rto, case.policy) or 0))
    yield change(rto=rto)


@rule(
    "dependency-slower",
    BLOCKS,
    ARCHITECT,
    _speed_up_or_wait,
    STRATEGY + " drill.rta dependencies",
    order=280,
    source=SECTION_5,
)
def dependency_slower(case: Case) -> Hit | None:
    """A hard dependency's RTO plus the time this system then needs by itself exceeds its RTO."""
    slow = _slow(case)
    if not slow:
        return None
    rto, key = slow[0]
    read = {"rto": case.rto, "needed": rto, "own": case.recovery_estimate or 0, "system": key, "more": len(slow) - 1}
    return Hit(read, "several" if len(slow) > 1 else "")


def _shorten(case: Case) -> Iterator[Remediation]:
    late, start = (case.earliest_recovery or 0) - (case.rto or 0), case.context.earliest_start or 0
    if case.context.start_chain:
        # When no link that came at once would be enough, the system itself is one of them.
        own = (case.system.key,) if late > start else ()
        yield act("shorten-chain", systems=(*own, *case.context.start_chain), late=late)
    yield from _wait(case, start)


@rule(
    "chain-exceeds-rto", BLOCKS, ARCHITECT, _shorten, STRATEGY + " drill.rta dependencies", order=290, source=SECTION_5
)
def chain_exceeds_rto(case: Case) -> Hit | None:
    """The earliest recovery along the chain of needs comes after the RTO, though each link may keep its own."""
    rto, earliest = case.rto, case.earliest_recovery
    if rto is None or earliest is None or not case.waits or earliest <= rto:
        return None
    chain = case.context.start_chain
    return Hit({"rto": rto, "earliest": earliest, "systems": chain}, "" if chain else "cycle")


def _remind(case: Case) -> Iterator[Remediation]:
    yield act("remind", systems=case.context.silent[:NAMED])


@rule("dependency-without-objective", WARNS, ARCHITECT, _remind, "dependencies", order=300, source=SECTION_5)
def dependency_without_objective(case: Case) -> Hit | None:
    """A hard dependency's RTO is unset or unknown, so nobody can say whether it is back in time."""
    silent = case.context.silent
    return Hit({"count": len(silent), "systems": silent[:NAMED]}) if silent else None


def _mark_soft(case: Case) -> Iterator[Remediation]:
    yield act("mark-soft", systems=case.context.cycle)


@rule("dependency-cycle", WARNS, ARCHITECT, _mark_soft, "dependencies", order=310, source=SECTION_5)
def dependency_cycle(case: Case) -> Hit | None:
    """Hard dependencies form a cycle: none of these systems can be the first to come back."""
    context = case.context
    return Hit({"count": context.cycle_size, "systems": context.cycle}) if context.cycle_size else None


def _align(case: Case) -> Iterator[Remediation]:
    sharers, rpo = case.context.sharers, case.rpo or 0
    if sharers[0][0] < rpo:
        yield step(change(rpo=sharers[0][0]), more=sharers[-1][0] > sharers[0][0])
    else:
        looser = [key for other, key in sharers if other != rpo]
        yield step(elsewhere(looser[-1], rpo=rpo), more=len(looser) > 1)
    yield act("name-reconciler")


@rule("rpo-mismatch", WARNS, OWNER, _align, "rpo dependencies", order=320, source=SECTION_5)
def rpo_mismatch(case: Case) -> Hit | None:
    """Systems that share transactions differ in RPO: after a disaster one remembers what the other has lost."""
    sharers, rpo = case.context.sharers, case.rpo
    if rpo is None or not differs(sharers, rpo):
        return None
    other, key = sharers[0] if sharers[0][0] != rpo else sharers[-1]
    return Hit({"rpo": rpo, "other": other, "system": key})
