"""A system against the systems it needs."""

from collections.abc import Iterator

from recovery.case import Case
from recovery.contradictions.rule import (
    ARCHITECT,
    BLOCKS,
    NEEDS,
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
from recovery.planning.plan import choose, own_time

SECTION_5 = "method, section 5"
NAMED = 5


def outruns(needed: int, finishing: int, rto: int) -> bool:
    """Whether a system cannot keep its RTO when something it needs takes all of its own: it has to finish after."""
    return needed + finishing > rto


def _slow(case: Case) -> list[tuple[int, str]]:
    rto = case.rto
    return [] if rto is None else [need for need in case.context.needs if outruns(need[0], case.parts.finishing, rto)]


def _speed_up_or_wait(case: Case) -> Iterator[Remediation]:
    slow = _slow(case)
    key, limit = slow[0][1], (case.rto or 0) - case.parts.finishing
    sooner = snap_down(limit) if limit > 0 else 0
    if sooner:
        yield step(elsewhere(key, rto=sooner), more=len(slow) > 1)
    yield from _wait(case, slow[0][0])
    yield act("workaround", system=key)


def _wait(case: Case, needed: int) -> Iterator[Remediation]:
    """The shortest RTO that leaves time after `needed`. A looser RTO may allow a plan that takes longer to finish, so
    look again."""
    partners, rto = case.context.partners, needed + max(case.parts.finishing, case.context.partners.finishing)
    for _ in case.policy.strategies:
        _, parts = own_time(case.system, choose(rto, case.system.rpo, case.facts, case.policy), case.policy)
        rto = max(rto, needed + max(parts.finishing, partners.finishing))
    yield change(rto=rto)


@rule(
    "dependency-slower",
    BLOCKS,
    ARCHITECT,
    _speed_up_or_wait,
    STRATEGY + " exercises dependencies",
    about=NEEDS,
    cause="slow-need",
    order=280,
    source=SECTION_5,
)
def dependency_slower(case: Case) -> Hit | None:
    """A hard dependency's RTO plus the time this system then needs to finish exceeds its RTO."""
    slow = _slow(case)
    if not slow:
        return None
    rto, key = slow[0]
    read = {"rto": case.rto, "needed": rto, "own": case.parts.finishing, "system": key, "more": len(slow) - 1}
    return Hit(read, "several" if len(slow) > 1 else "")


def _waited(case: Case) -> int:
    """When it is back by what others take: those it needs, and those that come up with it."""
    partners = case.context.partners
    return max(case.context.earliest_start or 0, partners.preparing) + max(case.parts.finishing, partners.finishing)


def _late_chain(case: Case) -> tuple[str, ...]:
    """The chain of needs that is at fault; none where those that come up with the system take longer."""
    start = case.context.earliest_start
    return () if start is None or start < case.context.partners.preparing else case.context.start_chain


def _shorten(case: Case) -> Iterator[Remediation]:
    late, start, chain = case.waiting_finish - (case.rto or 0), case.context.earliest_start or 0, _late_chain(case)
    if chain:
        # When no link that came at once would be enough, the system itself is one of them.
        own = (case.system.key,) if late > start else ()
        yield act("shorten-chain", systems=(*own, *chain), late=late)
    yield from _wait(case, max(start, case.context.partners.preparing))


@rule(
    "chain-exceeds-rto",
    BLOCKS,
    ARCHITECT,
    _shorten,
    STRATEGY + " exercises dependencies",
    about=NEEDS,
    cause={"": "slow-need", "cycle": "need-each-other"},
    order=290,
    source=SECTION_5,
)
def chain_exceeds_rto(case: Case) -> Hit | None:
    """The earliest recovery along the chain of needs comes after the RTO, though each link may keep its own.

    What a system takes by itself is no fault of what it needs: that is told by the rules about its own plan.
    """
    rto, waited = case.rto, _waited(case)
    if rto is None or case.recovery_estimate is None or not case.waits or waited <= rto:
        return None
    chain = _late_chain(case)
    return Hit({"rto": rto, "earliest": waited, "systems": chain}, "" if chain else "cycle")


def _remind(case: Case) -> Iterator[Remediation]:
    yield act("remind", systems=case.context.silent[:NAMED])


@rule(
    "dependency-without-objective", WARNS, ARCHITECT, _remind, "dependencies", about=NEEDS, order=300, source=SECTION_5
)
def dependency_without_objective(case: Case) -> Hit | None:
    """A hard dependency's RTO is unset or unknown, so nobody can say whether it is back in time."""
    silent = case.context.silent
    return Hit({"count": len(silent), "systems": silent[:NAMED]}) if silent else None


def _mark_soft(case: Case) -> Iterator[Remediation]:
    yield act("mark-soft", systems=case.context.cycle)


@rule(
    "dependency-cycle",
    WARNS,
    ARCHITECT,
    _mark_soft,
    "dependencies",
    about=NEEDS,
    cause="need-each-other",
    order=310,
    source=SECTION_5,
)
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


@rule("rpo-mismatch", WARNS, OWNER, _align, "rpo dependencies", about=NEEDS, order=320, source=SECTION_5)
def rpo_mismatch(case: Case) -> Hit | None:
    """Systems that share transactions differ in RPO: after a disaster one remembers what the other has lost."""
    sharers, rpo = case.context.sharers, case.rpo
    if rpo is None or not differs(sharers, rpo):
        return None
    other, key = sharers[0] if sharers[0][0] != rpo else sharers[-1]
    return Hit({"rpo": rpo, "other": other, "system": key})
