"""The impact grid against itself and against the stated MTD."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from recovery.case import Case
from recovery.contradictions.rule import BLOCKS, OWNER, WARNS, Draft, Hit, act, change, rule
from recovery.facts import CATEGORIES, RATINGS


def _move_mtd(case: Case) -> Iterator[Draft]:
    yield change(mtd=case.suggestion.intolerable or 0)
    yield act("revise")


@rule("mtd-after-intolerable", BLOCKS, OWNER, _move_mtd, "mtd impact")
def mtd_after_intolerable(case: Case) -> Hit | None:
    """The stated MTD lies after the first horizon at which an impact is rated intolerable."""
    mtd, horizon = case.facts.mtd, case.suggestion.intolerable
    if mtd is None or horizon is None or mtd <= horizon:
        return None
    grid = case.facts.impact or {}
    category = next(name for name in CATEGORIES if grid.get(name, {}).get(horizon) == "intolerable")
    return Hit({"mtd": mtd, "horizon": horizon, "category": category})


def _falls(row: Mapping[int, str]) -> tuple[int, int] | None:
    """The first pair of neighbouring horizons between which a rating falls."""
    horizons = sorted(row)
    for earlier, later in pairwise(horizons):
        if RATINGS.index(row[later]) < RATINGS.index(row[earlier]):
            return earlier, later
    return None


def _revise_or_explain(case: Case) -> Iterator[Draft]:
    yield act("revise")
    yield act("explain")


@rule("impact-shrinks", WARNS, OWNER, _revise_or_explain, "impact")
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
