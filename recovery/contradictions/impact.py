"""The impact grid against itself and against the stated MTD."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from recovery.case import Case
from recovery.contradictions.rule import (
    ANSWERS,
    BLOCKS,
    OWNER,
    WARNS,
    Hit,
    Remediation,
    act,
    change,
    relabelled,
    rule,
    step,
)
from recovery.facts import CATEGORIES, RATINGS, SAFETY, Impact
from recovery.offers.changes import Grid, as_text

SEVERE, INTOLERABLE = RATINGS[-2:]


def bearable_until(impact: Impact, mtd: int) -> Grid:
    """The grid with nothing rated intolerable before an MTD in seconds: severe instead. What was said about people's
    safety stays."""
    return as_text({category: _bearable(category, row, mtd) for category, row in impact.items()})


def _bearable(category: str, row: Mapping[int, str], mtd: int) -> Mapping[int, str]:
    if category == SAFETY:
        return row
    return {at: SEVERE if rated == INTOLERABLE and at < mtd else rated for at, rated in row.items()}


def unsafe_before(case: Case, mtd: int) -> bool:
    """Whether harm to people becomes intolerable before an MTD in seconds: then nobody is offered to cope for that
    long, for no offer changes what was said about people's safety."""
    row = (case.facts.impact or {}).get(SAFETY, {})
    return any(rated == INTOLERABLE and at < mtd for at, rated in row.items())


def safety_decides(case: Case, mtd: int) -> str:
    """The variant of a finding that says why no longer time to cope is among its ways out."""
    return SAFETY if unsafe_before(case, mtd) else ""


def cope_for(case: Case, mtd: int) -> Iterator[Remediation]:
    """A later MTD, with the cells of the impact grid that would hold it back; none where people's safety does."""
    horizon, impact = case.suggestion.intolerable, case.facts.impact
    if unsafe_before(case, mtd):
        return
    if impact is None or horizon is None or horizon >= mtd:
        yield change(mtd=mtd)
    else:
        yield relabelled("offer.mtd-and-impact", {"mtd": mtd, "impact": bearable_until(impact, mtd)})


def _move_mtd_or_cell(case: Case) -> Iterator[Remediation]:
    stated = case.facts.mtd or 0
    yield change(mtd=case.suggestion.intolerable or 0)
    if unsafe_before(case, stated):
        return
    yield relabelled("offer.milder-impact", {"impact": bearable_until(case.facts.impact or {}, stated)}, mtd=stated)


@rule(
    "mtd-after-intolerable",
    BLOCKS,
    OWNER,
    _move_mtd_or_cell,
    "mtd impact",
    about=ANSWERS,
    cause="harm-differs",
    order=60,
)
def mtd_after_intolerable(case: Case) -> Hit | None:
    """The stated MTD lies after the first horizon at which an impact is rated intolerable."""
    mtd, horizon = case.facts.mtd, case.suggestion.intolerable
    if mtd is None or horizon is None or mtd <= horizon:
        return None
    grid = case.facts.impact or {}
    category = next(name for name in CATEGORIES if grid.get(name, {}).get(horizon) == "intolerable")
    return Hit({"mtd": mtd, "horizon": horizon, "category": category}, safety_decides(case, mtd))


def _falls(row: Mapping[int, str]) -> tuple[int, int] | None:
    """The first pair of neighbouring horizons between which a rating falls."""
    horizons = sorted(row)
    for earlier, later in pairwise(horizons):
        if RATINGS.index(row[later]) < RATINGS.index(row[earlier]):
            return earlier, later
    return None


def lasting(impact: Impact) -> Grid:
    """The grid in which harm that has begun goes on: no rating is milder than an earlier one of its category. What was
    said about people's safety stays."""
    return as_text({category: row if category == SAFETY else _lasting(row) for category, row in impact.items()})


def _lasting(row: Mapping[int, str]) -> dict[int, str]:
    worst, lasts = RATINGS[0], dict[int, str]()
    for at in sorted(row):
        worst = max(worst, row[at], key=RATINGS.index)
        lasts[at] = worst
    return lasts


def _revise_or_explain(case: Case) -> Iterator[Remediation]:
    falling = [category for category, row in (case.facts.impact or {}).items() if _falls(row)]
    if falling != [SAFETY]:
        whole = relabelled("offer.lasting-impact", {"impact": lasting(case.facts.impact or {})})
        yield step(whole, more=SAFETY in falling)
    yield act("explain")


@rule("impact-shrinks", WARNS, OWNER, _revise_or_explain, "impact", about=ANSWERS, cause="harm-differs", order=70)
def impact_shrinks(case: Case) -> Hit | None:
    """A category's rating falls at a later horizon, though harm rarely heals while a system stays down."""
    grid = case.facts.impact or {}
    for category in grid and CATEGORIES:
        row = grid.get(category, {})
        fall = _falls(row)
        if fall is not None:
            earlier, later = fall
            horizons = {"earlier": earlier, "later": later}
            return Hit({"category": category, **horizons, "before": row[earlier], "after": row[later]})
    return None
