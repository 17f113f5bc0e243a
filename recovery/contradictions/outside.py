"""What suppliers promise and regulators demand."""

from collections.abc import Iterator

from recovery.case import Case
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
    rule,
)


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


def _comply(case: Case) -> Iterator[Remediation]:
    suggested = {"rto": case.suggestion.rto, "rpo": case.suggestion.rpo}
    # Suggestions never exceed the regulator's limits; without one, the limit itself complies.
    within = {name: suggested[name] for name in _breached(case)}
    yield objectives(
        {name: limit if (value := within[name]) is None else value for name, limit in _breached(case).items()}
    )


@rule(
    "regulator-breached",
    BLOCKS,
    OWNER,
    _comply,
    "rto rpo regulator_rto regulator_rpo",
    about=ANSWERS,
    cause={"rto": "back-too-late", "rpo": "too-much-lost"},
    order=360,
    justifiable=False,
    source="the regulator's rule as entered",
)
def regulator_breached(case: Case) -> Hit | None:
    """RTO or RPO is looser than a regulator allows; no reason can justify that away."""
    breached = _breached(case)
    if not breached:
        return None
    name = next(iter(breached))
    return Hit({"limit": breached[name], "asked": case.rto if name == "rto" else case.rpo}, name)
