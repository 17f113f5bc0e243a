"""Contradictions by what is behind them, for every page, mail and file that lists some: a cause is said once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.utils.translation import gettext, ngettext

from presentation.contradictions import cause_name, subject_name
from presentation.numbers import grouped_number
from recovery.causes import Group, Place, grouped, place
from systems.presenters.findings import shown_severity

T = TypeVar("T")


@dataclass(frozen=True)
class SaidCause(Generic[T]):
    """What is behind these findings. `heading` is empty where the one that there is says it itself."""

    key: str
    name: str
    heading: str
    findings: tuple[T, ...]


@dataclass(frozen=True)
class SaidGroup(Generic[T]):
    """What is found about one subject. `opened` where it is to be seen at once; `counted` says how much it is."""

    about: str
    name: str
    severity: str
    causes: tuple[SaidCause[T], ...]
    counted: str
    opened: bool

    @property
    def findings(self) -> tuple[T, ...]:
        return tuple(each for cause in self.causes for each in cause.findings)

    @property
    def in_short(self) -> str:
        """What is behind it all, for a group that is closed."""
        return " · ".join(cause.name for cause in self.causes)


@dataclass(frozen=True)
class SaidCauses(Generic[T]):
    """Everything that was found, each once; `counted` says both: "3 causes, 9 findings"."""

    groups: tuple[SaidGroup[T], ...]
    counted: str

    @property
    def findings(self) -> tuple[T, ...]:
        """In the order in which a page shows them."""
        return tuple(each for group in self.groups for each in group.findings)


def in_causes(findings: Iterable[T], *, opens: Callable[[T], bool] = lambda _: False) -> SaidCauses[T]:
    """Findings that somebody has put into words: rows with `code`, `variant` and `severity`, or objects that have them.

    Open is the gravest group, and each with a finding that somebody is at.
    """
    groups = grouped(findings, _place)
    said = tuple(_said(group, opened=at == 0 or any(map(opens, group.findings))) for at, group in enumerate(groups))
    causes = [cause for group in groups for cause in group.causes]
    return SaidCauses(said, _counted(len(causes), sum(len(cause.findings) for cause in causes)))


def _place(finding: Any) -> Place:
    if isinstance(finding, dict):
        return place(finding["code"], finding["variant"], shown_severity(finding["code"], finding["severity"]))
    return place(finding.code, finding.variant, shown_severity(finding.code, finding.severity))


def _said(group: Group[T], *, opened: bool) -> SaidGroup[T]:
    causes = tuple(_cause(cause.key, cause.findings) for cause in group.causes)
    counted = _counted(len(causes) if len(causes) > 1 else len(group.findings), len(group.findings))
    return SaidGroup(group.about, subject_name(group.about), group.severity, causes, counted, opened)


def _cause(key: str, findings: Sequence[T]) -> SaidCause[T]:
    name = cause_name(key)
    return SaidCause(key, name, name if len(findings) > 1 else "", tuple(findings))


def _counted(causes: int, findings: int) -> str:
    """How many there are; of causes only where they are fewer."""
    found = ngettext("%(n)s finding", "%(n)s findings", findings) % {"n": grouped_number(findings)}
    if causes == findings:
        return found
    behind = ngettext("%(n)s cause", "%(n)s causes", causes) % {"n": grouped_number(causes)}
    return gettext("%(causes)s, %(findings)s") % {"causes": behind, "findings": found}
