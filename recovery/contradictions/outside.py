"""What suppliers promise and regulators demand."""

from collections.abc import Iterator

from recovery.case import Case
from recovery.contradictions.protection import derived_backups, like_the_plan
from recovery.contradictions.rule import (
    ANSWERS,
    ARCHITECT,
    BLOCKS,
    NEEDS,
    OWNER,
    Hit,
    Remediation,
    act,
    objectives,
    relabelled,
    rule,
    step,
)
from recovery.facts import SITES
from recovery.planning.backups import NO_HISTORY
from recovery.planning.places import demanded_site, is_far_enough, sites_today
from recovery.policy import LIVE

HISTORY = "today.history today.history_site"


def _above(case: Case, rto: int | None, rpo: int | None) -> dict[str, int]:
    """The limits that are above the objectives, by objective."""
    pairs = (("rto", rto, case.rto), ("rpo", rpo, case.rpo))
    return {name: limit for name, limit, asked in pairs if limit is not None and asked is not None and limit > asked}


def _slower(case: Case) -> dict[str, int]:
    return _above(case, case.system.supplier.rto, case.system.supplier.rpo)


def _negotiate_or_accept(case: Case) -> Iterator[Remediation]:
    yield act("renegotiate")
    yield objectives(_slower(case))


@rule(
    "supplier-slower",
    BLOCKS,
    ARCHITECT,
    _negotiate_or_accept,
    "rto rpo supplier.rto supplier.rpo",
    about=NEEDS,
    order=350,
)
def supplier_slower(case: Case) -> Hit | None:
    """The supplier's contract promises less than the RTO or the RPO asks."""
    slower = _slower(case)
    if not slower:
        return None
    name = next(iter(slower))
    return Hit({"supplier": slower[name], "asked": case.rto if name == "rto" else case.rpo}, name)


def _breached(case: Case) -> dict[str, int]:
    """The regulator's limits that the objectives exceed."""
    pairs = (("rto", case.facts.regulator_rto, case.rto), ("rpo", case.facts.regulator_rpo, case.rpo))
    return {name: limit for name, limit, asked in pairs if limit is not None and asked is not None and asked > limit}


def _too_near(case: Case) -> Hit | None:
    """Which place a regulator demands of one copy, where the farthest of today's is nearer; None where one is not
    said."""
    demanded, today = demanded_site(case.facts), case.system.today
    sites = sites_today(today) if demanded and case.has_data else None
    if demanded is None or sites is None:
        return None
    if not sites:
        return Hit({"demanded": demanded}, "no-copies", ARCHITECT) if today.live_copy == "none" else None
    said = [site for site in sites if site is not None]
    if len(said) < len(sites) or any(is_far_enough(site, demanded) for site in said):
        return None
    return Hit({"demanded": demanded, "site": max(said, key=SITES.index)}, "copies", ARCHITECT)


def _comply(case: Case) -> Iterator[Remediation]:
    breached, near = _breached(case), _too_near(case)
    if breached:
        yield step(objectives(_within(case, breached)), more=near is not None)
    if near is not None:
        for remediation in _farther(case, near):
            yield step(remediation, more=bool(breached))


def _within(case: Case, limits: dict[str, int]) -> dict[str, int]:
    """The suggested objectives, which never exceed the regulator's limits; without one, the limit itself complies."""
    suggested = {"rto": case.suggestion.rto, "rpo": case.suggestion.rpo}
    return {name: limit if (value := suggested[name]) is None else value for name, limit in limits.items()}


def _farther(case: Case, near: Hit) -> Iterator[Remediation]:
    """One of the copies where the rule wants it; where there is none, the history of the plan."""
    today, place = case.system.today, near.read["demanded"]
    if near.variant == "no-copies":
        yield like_the_plan(case, derived_backups(case)) if case.plan.history else act("add-history")
        return
    if today.history != NO_HISTORY:
        yield relabelled("offer.history-at", {"today.history_site": place}, site=place)
    if today.live_copy in LIVE:
        yield relabelled("offer.live-at", {"today.live_site": place}, site=place)


@rule(
    "regulator-breached",
    BLOCKS,
    OWNER,
    _comply,
    f"rto rpo regulator_rto regulator_rpo regulator_site today.live_copy today.live_site {HISTORY}",
    about=ANSWERS,
    cause={"rto": "back-too-late", "rpo": "too-much-lost"},
    order=360,
    justifiable=False,
    source="the regulator's rule as entered",
)
def regulator_breached(case: Case) -> Hit | None:
    """RTO or RPO is looser than a regulator allows, or all copies lie nearer than a regulator wants one of them; no
    reason can justify that away. A place that nobody has said breaks no rule."""
    breached = _breached(case)
    if not breached:
        return _too_near(case)
    name = next(iter(breached))
    return Hit({"limit": breached[name], "asked": case.rto if name == "rto" else case.rpo}, name)
