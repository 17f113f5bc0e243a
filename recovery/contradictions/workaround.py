"""What is done by hand meanwhile."""

from collections.abc import Iterator

from recovery.case import Case
from recovery.contradictions.impact import cope_for, safety_decides
from recovery.contradictions.rule import (
    ANSWERS,
    BLOCKS,
    NEEDS,
    OWNER,
    WARNS,
    Hit,
    Remediation,
    act,
    change,
    relabelled,
    rule,
)
from recovery.durations import looser_step, tighter_step

NAMED = 5


def _blocked(case: Case) -> tuple[str, ...]:
    """What the workaround needs and what fails with this system."""
    return tuple(key for key in case.context.blocked if key in (case.facts.workaround_needs or ()))


def _without(case: Case) -> Iterator[Remediation]:
    blocked = _blocked(case)
    rest = tuple(key for key in case.facts.workaround_needs or () if key not in blocked)
    yield relabelled("offer.workaround-without", {"workaround_needs": rest}, systems=blocked[:NAMED])


def _shorter_or_later(case: Case) -> Iterator[Remediation]:
    shorter, later = tighter_step(case.suggestion.mtd or 0), looser_step(case.facts.workaround_lasts or 0)
    if shorter is not None:
        yield change(workaround_lasts=shorter)
    if later is not None:
        yield from cope_for(case, later)
    if shorter is None and later is None:
        yield act("revise")


@rule("workaround-needs-system", BLOCKS, OWNER, _without, "workaround_needs dependencies", about=NEEDS, order=330)
def workaround_needs_system(case: Case) -> Hit | None:
    """The workaround needs this very system, or one that cannot run without it."""
    blocked = _blocked(case)
    return Hit({"count": len(blocked), "systems": blocked[:NAMED]}) if blocked else None


@rule(
    "workaround-outlasts-mtd",
    WARNS,
    OWNER,
    _shorter_or_later,
    "workaround_lasts mtd impact",
    about=ANSWERS,
    cause="harm-differs",
    order=340,
)
def workaround_outlasts_mtd(case: Case) -> Hit | None:
    """The workaround lasts as long as the MTD or longer; then the MTD is hardly when harm begins. Nothing that can be
    done by hand lasts no time, and contradicts nothing."""
    lasts, mtd = case.facts.workaround_lasts, case.suggestion.mtd
    if not lasts or mtd is None or lasts < mtd:
        return None
    return Hit({"lasts": lasts, "mtd": mtd}, safety_decides(case, looser_step(lasts) or 0))
