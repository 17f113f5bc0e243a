"""Objectives nobody has given yet."""

from collections.abc import Iterator

from recovery.case import Case
from recovery.contradictions.rule import ANSWERS, BLOCKS, OWNER, Hit, Remediation, act, objectives, rule, step
from recovery.facts import State


def _open(case: Case, state: State) -> Hit | None:
    names = tuple(name for name in ("rto", "rpo") if getattr(case.system, name) is state)
    return Hit({"objectives": names}, "both" if len(names) == 2 else names[0]) if names else None


def _ask(case: Case) -> Iterator[Remediation]:
    yield act("answer")
    yield act("delegate")


def _decide(case: Case) -> Iterator[Remediation]:
    yield act("delegate")
    unknown = [name for name in ("rto", "rpo") if getattr(case.system, name) is State.UNKNOWN]
    suggested = {name: value for name in unknown if (value := getattr(case.suggestion, name)) is not None}
    if suggested:
        yield step(objectives(suggested), more=len(suggested) < len(unknown))


@rule("objective-unset", BLOCKS, OWNER, _ask, "rto rpo", about=ANSWERS, cause="unanswered", order=10)
def objective_unset(case: Case) -> Hit | None:
    """Nobody has said how long the system may be away (RTO), or how much recent work may be lost (RPO)."""
    return _open(case, State.UNSET)


@rule("objective-unknown", BLOCKS, OWNER, _decide, "rto rpo", about=ANSWERS, cause="unanswered", order=20)
def objective_unknown(case: Case) -> Hit | None:
    """The owner answered "I don't know" for RTO or RPO: an honest answer, to be completed by others."""
    return _open(case, State.UNKNOWN)
