"""Findings by what is behind them: a cause is said once, and what it leads to stands beneath."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from recovery.contradictions import BY_CODE, RULES
from recovery.contradictions.rule import ANSWERS, BLOCKS, INFORMS, WARNS

T = TypeVar("T")
OPEN = "open"
"""How grave it is to have no number yet: it is no contradiction, and nobody was wrong."""
GRAVITY = (BLOCKS, OPEN, WARNS, INFORMS)


class Place(NamedTuple):
    """Where a finding belongs: under which subject and cause, how grave it is for its reader, and its place in the
    method's table."""

    about: str
    cause: str
    severity: str
    order: int


@dataclass(frozen=True, slots=True)
class Cause(Generic[T]):
    """What is behind one finding or several, the gravest first; `key` is the code of the rule where it is one."""

    key: str
    findings: tuple[T, ...]


@dataclass(frozen=True, slots=True)
class Group(Generic[T]):
    """The causes about one subject, the gravest first; `severity` is that of the gravest."""

    about: str
    severity: str
    causes: tuple[Cause[T], ...]

    @property
    def findings(self) -> tuple[T, ...]:
        return tuple(each for cause in self.causes for each in cause.findings)


def place(code: str, variant: str, severity: str) -> Place:
    """Where a finding of that code belongs. One of a rule that is no more stands for itself, among the answers."""
    rule = BY_CODE.get(code)
    if rule is None:
        return Place(ANSWERS, code, severity, RULES[-1].order + 1)
    return Place(rule.about, rule.cause(variant), severity, rule.order)


def grouped(findings: Iterable[T], place_of: Callable[[T], Place]) -> tuple[Group[T], ...]:
    """Each finding once, in its cause; the causes by subject. What is gravest comes first, else the method's order.

    A cause belongs to the subject of the first of its rules: what costs too much because too much is asked stands with
    what is asked.
    """
    causes: dict[str, list[tuple[Place, T]]] = {}
    for finding in findings:
        where = place_of(finding)
        causes.setdefault(where.cause, []).append((where, finding))
    subjects: dict[str, list[list[tuple[Place, T]]]] = {}
    for members in causes.values():
        about = min((where for where, _ in members), key=lambda where: where.order).about
        subjects.setdefault(about, []).append(sorted(members, key=_gravity))
    for of in subjects.values():
        of.sort(key=_of_gravest)
    return tuple(_group(about, of) for about, of in sorted(subjects.items(), key=lambda each: _of_gravest(each[1][0])))


def _group(about: str, causes: list[list[tuple[Place, T]]]) -> Group[T]:
    gravest, _ = causes[0][0]
    made = (Cause(members[0][0].cause, tuple(finding for _, finding in members)) for members in causes)
    return Group(about, gravest.severity, tuple(made))


def _gravity(member: tuple[Place, T]) -> tuple[int, int]:
    where, _ = member
    return GRAVITY.index(where.severity), where.order


def _of_gravest(members: list[tuple[Place, T]]) -> tuple[int, int]:
    return _gravity(members[0])
