"""What is done by hand meanwhile."""

from collections.abc import Iterator

from recovery.case import Case
from recovery.contradictions.rule import BLOCKS, OWNER, WARNS, Draft, Hit, act, rule

NAMED = 5


def _revise(case: Case) -> Iterator[Draft]:
    yield act("revise")


@rule("workaround-needs-system", BLOCKS, OWNER, _revise, "workaround_needs dependencies")
def workaround_needs_system(case: Case) -> Hit | None:
    """The workaround needs this very system, or one that cannot run without it."""
    blocked = case.around.blocked
    return Hit({"count": len(blocked), "systems": blocked[:NAMED]}) if blocked else None


@rule("workaround-outlasts-mtd", WARNS, OWNER, _revise, "workaround_lasts mtd impact")
def workaround_outlasts_mtd(case: Case) -> Hit | None:
    """The workaround lasts as long as the MTD or longer; then the MTD is hardly when harm begins."""
    lasts, mtd = case.facts.workaround_lasts, case.suggestion.mtd
    return None if lasts is None or mtd is None or lasts < mtd else Hit({"lasts": lasts, "mtd": mtd})
