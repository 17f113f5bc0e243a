"""Objectives nobody has given yet."""

from collections.abc import Iterator

from recovery.case import Case
from recovery.contradictions.rule import BLOCKS, OWNER, Draft, Hit, act, change, rule
from recovery.facts import State


def _open(case: Case, state: State) -> Hit | None:
    names = tuple(name for name in ("rto", "rpo") if getattr(case.system, name) is state)
    return Hit({"objectives": names}, "both" if len(names) == 2 else names[0]) if names else None


def _ask(case: Case) -> Iterator[Draft]:
    yield act("answer")
    yield act("delegate")


def _decide(case: Case) -> Iterator[Draft]:
    yield act("delegate")
    for name in ("rto", "rpo"):
        suggested = getattr(case.suggestion, name)
        if getattr(case.system, name) is State.UNKNOWN and suggested is not None:
            yield change(**{name: suggested})


@rule("objective-unset", BLOCKS, OWNER, _ask, "rto rpo")
def objective_unset(case: Case) -> Hit | None:
    """Nobody has said how long the system may be away (RTO), or how much recent work may be lost (RPO)."""
    return _open(case, State.UNSET)


@rule("objective-unknown", BLOCKS, OWNER, _decide, "rto rpo")
def objective_unknown(case: Case) -> Hit | None:
    """The owner answered "I don't know" for RTO or RPO: an honest answer, to be completed by others."""
    return _open(case, State.UNKNOWN)
