"""Suggested objectives from the consequences the owner described (method, section 3)."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from recovery.durations import HOUR, LADDER, MINUTE, snap_down
from recovery.facts import RATINGS, Facts, Impact, System
from recovery.planning.clock import data_recovery_time, recovery_time
from recovery.planning.plan import choose
from recovery.policy import Pair, Policy

Limit = TypeVar("Limit", int, float)
Terms = tuple[tuple[str, int], ...]
"""Named upper limits of one objective; the lowest decides. The names are message codes."""

SO_BAD = {rating: frozenset(RATINGS[at:]) for at, rating in enumerate(RATINGS)}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The numbers of section 3, in seconds; None where the answers do not lead to one.

    `intolerable` and `first_harm` are horizons of the impact grid; `rto_limit`, `rpo_limit` and `re_entry_limit` are
    exact, the suggested values stand on the ladder at or below their limits. `rto_terms` are those of the season that
    decides, which is the peak where `in_peak` says so. `held` says that the RTO is tighter than its limit asks, because
    a looser one could not be kept while nobody is on duty, or where the data are destroyed.
    """

    mtd: int | None
    intolerable: int | None
    first_harm: int | None
    rto: int | None
    rto_terms: Terms
    rto_limit: int | None
    in_peak: bool
    held: bool
    rpo: int | None
    rpo_limit: int | None
    re_entry_limit: int | None
    peak_limit: int | None
    peak_rto: int | None


def suggest(system: System, policy: Policy) -> Suggestion:
    """Everything section 3 derives from one system's answers."""
    facts = system.facts
    intolerable = first_horizon(facts.impact, "intolerable")
    mtd = least(facts.mtd, intolerable)
    usual, peak = rto_terms(mtd, facts.wrt, facts.regulator_rto, policy), peak_terms(facts, policy)
    terms = min((each for each in (usual, peak) if each), key=_lowest, default=())
    limit = rpo_limit(facts)
    rpo = None if limit is None else snap_down(limit)
    loosest = _on_ladder(terms, facts.regulator_rto)
    rto = None if loosest is None else kept_step(loosest, system, rpo, policy)
    return Suggestion(
        mtd=mtd,
        intolerable=intolerable,
        first_harm=first_horizon(facts.impact, "moderate"),
        rto=rto,
        rto_terms=terms,
        rto_limit=_lowest(terms) if terms else None,
        in_peak=bool(peak) and terms is peak,
        held=rto != loosest,
        rpo=rpo,
        rpo_limit=limit,
        re_entry_limit=re_entry_limit(facts),
        peak_limit=peak[0][1] if peak else None,
        peak_rto=_on_ladder(peak, facts.regulator_rto),
    )


def kept_step(loosest: int, system: System, rpo: int | None, policy: Policy) -> int:
    """The loosest RTO of the ladder, at most this one, whose plan can be kept: although nobody is on duty for a while,
    and where the data are destroyed.

    Where a person has to act, as for destroyed data always, the longest stretch with nobody on duty comes before the
    recovery. When no step will do, it is the loosest: then it is another answer that stands in the way.
    """
    point = system.rpo if rpo is None or not system.has_data else rpo
    least = _least_for_data(system, policy)
    for step in reversed(LADDER[: LADDER.index(loosest) + 1]):
        if step < least:
            return loosest
        pair = choose(step, point, system.facts, policy)
        if pair is None:
            return loosest
        if _is_kept(step, pair, system, policy):
            return step
    return loosest


def _least_for_data(system: System, policy: Policy) -> int:
    """Below this no RTO can be kept where the data are destroyed, whatever the strategy; 0 where it is not the RTO that
    says so."""
    if not system.has_data or system.data_rto is not None:
        return 0
    return (system.facts.unattended or 0) + data_recovery_time(None, system.facts, policy)


def _is_kept(rto: int, pair: Pair, system: System, policy: Policy) -> bool:
    stretch = system.facts.unattended or 0
    time = recovery_time(pair, system.facts, has_data=system.has_data)
    if pair.row.person and stretch + time > rto:
        return False
    data_rto = rto if system.data_rto is None else system.data_rto
    return not system.has_data or stretch + data_recovery_time(pair.row, system.facts, policy) <= data_rto


def _lowest(terms: Terms) -> int:
    return min(limit for _, limit in terms)


def first_horizon(impact: Impact | None, rating: str) -> int | None:
    """The earliest horizon, in seconds, that any category rates at least so bad."""
    if not impact:
        return None
    worst = SO_BAD[rating]
    return min((at for row in impact.values() for at, rated in row.items() if rated in worst), default=None)


def rto_terms(mtd: int | None, wrt: int | None, regulator: int | None, policy: Policy) -> Terms:
    """The limits of the suggested RTO: `MTD − WRT`, the headroom of 0.8 × MTD (policy), and the regulator's RTO.

    MTD is the earlier of the stated one and the first intolerable horizon. A term with an unanswered input drops out;
    the suggestion is the ladder step at or below the lowest. Below zero no RTO is short enough, and none is suggested.
    """
    terms = []
    if mtd is not None:
        if wrt is not None:
            terms.append(("term.mtd-less-wrt", mtd - wrt))
        terms.append(("term.headroom", headroom(mtd, policy)))
    if regulator is not None:
        terms.append(("term.regulator-rto", regulator))
    return tuple(terms)


def peak_terms(facts: Facts, policy: Policy) -> Terms:
    """The limits of the RTO in the peak season, MTD less catching up first; catching up counts 0 while unanswered."""
    if facts.peak_mtd is None:
        return ()
    wrt = facts.wrt if facts.peak_wrt is None else facts.peak_wrt
    regulator = () if facts.regulator_rto is None else (("term.regulator-rto", facts.regulator_rto),)
    headway = ("term.headroom", headroom(facts.peak_mtd, policy))
    return (("term.mtd-less-wrt", facts.peak_mtd - (wrt or 0)), headway, *regulator)


def headroom(mtd: int, policy: Policy) -> int:
    """The part of the MTD a plan may use, so that a bad day still ends in time."""
    return _whole(policy.headroom * mtd)


def re_entry_limit(facts: Facts) -> int | None:
    """How much lost work, in seconds of it, people can enter again within the work recovery time: `WRT·s / (r·e)`."""
    exact = _entered_again(facts)
    return None if exact is None else _whole(exact)


def _entered_again(facts: Facts) -> float | None:
    people, per_entry, per_hour = facts.people_reentering, facts.minutes_per_entry, facts.entries_per_hour
    if facts.wrt is None or people is None or not per_entry or not per_hour:
        return None
    return facts.wrt * people * (HOUR / MINUTE) / (per_hour * per_entry)


def _whole(seconds: float) -> int:
    """A limit in whole seconds. A hair more before rounding down: most fractions have no exact float."""
    return math.floor(seconds + 1e-6)


def re_entry_time(facts: Facts, lost: int) -> int | None:
    """Seconds it takes to enter so much lost work again, but for what may be lost for good: `(lost·r − N)·e ÷ s`; None
    while an input is missing."""
    people, per_entry, per_hour = facts.people_reentering, facts.minutes_per_entry, facts.entries_per_hour
    if not people or per_entry is None or per_hour is None:
        return None
    entries = max(lost * per_hour / HOUR - (facts.expendable_entries or 0), 0)
    return math.ceil(entries * per_entry * MINUTE / people - 1e-6)


def rpo_limit(facts: Facts) -> int | None:
    """The most recent work, in seconds, that may be lost: `min(W, WRT·s/(r·e)) + N/r`, 0 when entries are precious.

    Never above the regulator's RPO. None while neither rebuilding, nor re-entry, nor a regulator gives a number.
    """
    return least(_loss_limit(facts), facts.regulator_rpo)


def _loss_limit(facts: Facts) -> int | None:
    if facts.never_lose:
        return 0
    repairable = least(facts.rebuild_window, _entered_again(facts))
    # Rounded once: two terms that are each rounded down could lose a second of a limit that is exact.
    return None if repairable is None else _whole(repairable + given_up(facts))


def given_up(facts: Facts) -> float:
    """The work, in seconds of it, that may be lost for good: `N / r`."""
    return (facts.expendable_entries or 0) * HOUR / facts.entries_per_hour if facts.entries_per_hour else 0


def least(one: Limit | None, other: Limit | None) -> Limit | None:
    """The smaller of two limits, either of which may be missing."""
    if one is None or other is None:
        return other if one is None else one
    return min(one, other)


def _on_ladder(terms: Terms, regulator: int | None) -> int | None:
    """The ladder step at or below the lowest limit. To have no interruption at all is suggested to nobody whom the
    regulator does not ask it of."""
    lowest = min((limit for _, limit in terms), default=-1)
    return snap_down(lowest) if lowest >= (0 if regulator == 0 else LADDER[1]) else None


def unanswered(facts: Facts, codes: Mapping[str, str]) -> tuple[str, ...]:
    """The message codes, given by fact, of the facts that nobody has answered."""
    return tuple(code for fact, code in codes.items() if getattr(facts, fact) is None)
