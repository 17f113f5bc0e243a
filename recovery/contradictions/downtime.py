"""The RTO against what the owner can stand."""

from collections.abc import Iterator, Mapping
from itertools import islice

from recovery.case import Case
from recovery.contradictions.impact import cope_for, safety_decides
from recovery.contradictions.rule import (
    ANSWERS,
    BLOCKS,
    OWNER,
    RPO_LIMIT,
    WARNS,
    Hit,
    Remediation,
    act,
    change,
    objectives,
    relabelled,
    rule,
    step,
)
from recovery.durations import LADDER, looser_step, snap_down
from recovery.planning.objectives import headroom, re_entry_time
from recovery.planning.plan import choose

SP_800_34 = "NIST SP 800-34 r1, section 3.2: RTO + WRT ≤ MTD"


def suggested_rto(case: Case) -> Iterator[Remediation]:
    """Take the suggested RTO, when there is one."""
    if case.suggestion.rto is not None:
        yield change(rto=case.suggestion.rto)


def _later_mtd(case: Case) -> Iterator[Remediation]:
    yield from suggested_rto(case)
    yield from cope_for(case, (case.rto or 0) + (case.facts.wrt or 0))


def _make_room(case: Case) -> Iterator[Remediation]:
    """Back sooner, catch up sooner, both, or later harm. Nobody is asked to need no time at all, nor less than it takes
    to enter again what is lost: that cannot be willed."""
    mtd, rto, wrt = case.suggestion.mtd or 0, case.rto or 0, case.facts.wrt or 0
    least = max(LADDER[1], re_entry_time(case.facts, case.rpo or 0) or 0)
    yield from suggested_rto(case)
    if mtd - wrt >= LADDER[1]:
        yield change(rto=mtd - wrt)
    if mtd - rto >= least:
        yield change(wrt=mtd - rto)
    half = snap_down(mtd / 2)
    if half and half < rto and least <= mtd - half < wrt:
        yield relabelled("offer.rto-and-wrt", {"rto": half, "wrt": mtd - half})
    yield from cope_for(case, rto + wrt)


@rule(
    "rto-exceeds-mtd",
    BLOCKS,
    OWNER,
    _later_mtd,
    "rto wrt mtd impact",
    about=ANSWERS,
    cause="back-too-late",
    order=30,
    source=SP_800_34,
)
def rto_exceeds_mtd(case: Case) -> Hit | None:
    """RTO > MTD: the plan brings the system back only after the harm has become unacceptable."""
    rto, mtd = case.rto, case.suggestion.mtd
    if rto is None or mtd is None or rto <= mtd:
        return None
    return Hit({"rto": rto, "mtd": mtd}, safety_decides(case, rto + (case.facts.wrt or 0)))


@rule(
    "no-time-to-catch-up",
    BLOCKS,
    OWNER,
    _make_room,
    "rto wrt mtd impact",
    about=ANSWERS,
    cause="back-too-late",
    order=40,
    source=SP_800_34,
)
def no_time_to_catch_up(case: Case) -> Hit | None:
    """RTO + WRT > MTD while RTO ≤ MTD: back in time, but the backlog is not cleared before the harm is unacceptable."""
    rto, wrt, mtd = case.rto, case.facts.wrt, case.suggestion.mtd
    if rto is None or wrt is None or mtd is None or not rto <= mtd < rto + wrt:
        return None
    return Hit({"rto": rto, "wrt": wrt, "mtd": mtd, "together": rto + wrt}, safety_decides(case, rto + wrt))


@rule("no-headroom", WARNS, OWNER, suggested_rto, "rto wrt mtd impact", about=ANSWERS, cause="back-too-late", order=50)
def no_headroom(case: Case) -> Hit | None:
    """RTO above 80 % of the MTD (policy), though otherwise in time: one bad day and it is too late."""
    rto, mtd = case.rto, case.suggestion.mtd
    if rto is None or mtd is None or not headroom(mtd, case.policy) < rto <= mtd - (case.facts.wrt or 0):
        return None
    return Hit({"rto": rto, "mtd": mtd, "headroom": headroom(mtd, case.policy)})


def _looser_steps(case: Case) -> Iterator[Remediation]:
    harm, rto = case.suggestion.first_harm or 0, case.rto or 0
    enough = [step for step in LADDER if step > rto and harm < case.policy.harm_factor * step]
    if enough:
        yield change(rto=enough[0])
    one = looser_step(rto)
    if one is not None and one not in enough[:1]:
        yield step(change(rto=one))


@rule(
    "rto-tighter-than-harm",
    WARNS,
    OWNER,
    _looser_steps,
    "rto impact",
    about=ANSWERS,
    cause="more-than-needed",
    order=80,
)
def rto_tighter_than_harm(case: Case) -> Hit | None:
    """The first moderate harm comes at 4 × the RTO or later (policy): the plan may pay for speed nobody needs."""
    rto, harm = case.rto, case.suggestion.first_harm
    return (
        None if rto is None or harm is None or harm < case.policy.harm_factor * rto else Hit({"rto": rto, "harm": harm})
    )


def _near_zero(case: Case) -> Iterator[Remediation]:
    """The first step above zero and, where that costs as much as zero, the first one that costs less."""
    zeros = [name for name, zero in (("rto", _rto_zero_unasked(case)), ("rpo", _rpo_zero_unasked(case))) if zero]
    yield objectives(dict.fromkeys(zeros, LADDER[1]))
    cheaper = (seconds for seconds in LADDER[1:] if _is_cheaper(case, dict.fromkeys(zeros, seconds)))
    for seconds in islice(cheaper, 1):
        yield objectives(dict.fromkeys(zeros, seconds))


def _is_cheaper(case: Case, values: Mapping[str, int]) -> bool:
    rto, rpo = values.get("rto", case.system.rto), values.get("rpo", case.system.rpo)
    pair, now = choose(rto, rpo, case.facts, case.policy), case.plan.cost_tier
    return now is not None and pair is not None and pair.tier < now


def _rto_zero_unasked(case: Case) -> bool:
    limit = case.suggestion.rto_limit
    # Where the answers leave less than a minute, it is they that ask for zero.
    return case.rto == 0 and case.facts.regulator_rto != 0 and (limit is None or limit >= LADDER[1])


def _rpo_zero_unasked(case: Case) -> bool:
    limit = case.suggestion.rpo_limit
    # Where less than a minute of work can be made good, it is the answers that ask for zero.
    demanded = case.facts.regulator_rpo == 0 or case.facts.never_lose or (limit is not None and limit < LADDER[1])
    return case.rpo == 0 and not demanded


@rule(
    "zero-asked",
    WARNS,
    OWNER,
    _near_zero,
    RPO_LIMIT + " rto rpo regulator_rto mtd wrt impact peak_mtd peak_wrt",
    about=ANSWERS,
    cause="more-than-needed",
    order=90,
)
def zero_asked(case: Case) -> Hit | None:
    """RTO = 0 or RPO = 0, the dearest, though neither a regulator nor entries that may never be lost demand it, nor
    other answers that leave less than a minute."""
    rto, rpo = _rto_zero_unasked(case), _rpo_zero_unasked(case)
    if not rto and not rpo:
        return None
    return Hit(
        {name: 0 for name, zero in (("rto", rto), ("rpo", rpo)) if zero},
        "both" if rto and rpo else "rto" if rto else "rpo",
    )


def _seasonal(case: Case) -> Iterator[Remediation]:
    yield act("seasonal")
    if case.suggestion.peak_rto is not None:
        yield change(rto=case.suggestion.peak_rto)


@rule(
    "peak-tighter",
    WARNS,
    OWNER,
    _seasonal,
    "rto peak_mtd peak_wrt wrt",
    about=ANSWERS,
    cause="back-too-late",
    order=370,
)
def peak_tighter(case: Case) -> Hit | None:
    """RTO > peak MTD − WRT: fine in ordinary weeks, too late in the peak season, in which the plan must hold too."""
    rto, limit = case.rto, case.suggestion.peak_limit
    return None if rto is None or limit is None or rto <= limit else Hit({"rto": rto, "limit": max(limit, 0)})


def _revise_peak(case: Case) -> Iterator[Remediation]:
    yield relabelled("offer.peak-mtd", {"peak_mtd": case.suggestion.mtd})


@rule("peak-looser", WARNS, OWNER, _revise_peak, "mtd impact peak_mtd", about=ANSWERS, cause="harm-differs", order=375)
def peak_looser(case: Case) -> Hit | None:
    """In the peak season one can cope for longer than otherwise, it says; a season that is no worse is no peak."""
    peak, mtd = case.facts.peak_mtd, case.suggestion.mtd
    return Hit({"peak": peak, "mtd": mtd}) if peak is not None and mtd is not None and peak > mtd else None
