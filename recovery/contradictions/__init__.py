"""The contradictions: pure rules in the order of the method's table. Every module of this folder may hold some."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from recovery.case import Case
from recovery.contradictions.rule import BLOCKS, Check, Hit, Rule, in_order

for _module in iter_modules(__path__, f"{__name__}."):
    import_module(_module.name)

RULES: tuple[Rule, ...] = in_order()
BY_CODE = {each.code: each for each in RULES}
_ABOUT_OTHERS = ("dependencies", "owner", "respondents", "supplier.", "review.")
_ABOUT_TODAY = ("protection-unknown", "never-tested", "copy-overdue", "copy-never-seen", "restore-test-overdue")
ABOUT_ANSWERS: tuple[Rule, ...] = tuple(
    each
    for each in RULES
    if each.code not in _ABOUT_TODAY and not any(name.startswith(_ABOUT_OTHERS) for name in each.reads)
)
"""The rules that compare a system's answers with each other and with the plan, and ask nobody else."""
NOT_KNOWN = "objective-unknown"
"""Somebody does not know an objective: an open point, with which others help."""
UNANSWERED = frozenset({"objective-unset", NOT_KNOWN})
"""The codes of what nobody has given a number for yet: it stands in the way of approval, and is no contradiction."""
PEERS = frozenset(each.code for each in RULES if "owner" in each.reads)
"""The codes that all systems of an owner are compared for."""


def fired(case: Case) -> dict[str, Hit]:
    """The rules that fire for a case, by code, in the order of the table."""
    return {each.code: hit for each in RULES if (hit := each.check(case)) is not None}


@cache
def reading(names: frozenset[str]) -> tuple[tuple[str, Check], ...]:
    """Code and check of the rules that read any of these answers, in the order of the table."""
    return tuple((each.code, each.check) for each in RULES if not each.reads.isdisjoint(names))


def blocks(code: str) -> bool:
    """Whether a finding of that code stands in the way of approval."""
    return BY_CODE[code].severity == BLOCKS


def contradicts(code: str) -> bool:
    """Whether a finding of that code is counted as a contradiction; a number that nobody gave contradicts nothing."""
    return code not in UNANSWERED
