"""Which contradictions still ask for something: those nobody has justified about the very numbers they show now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from assessments.models import Justification
from questionnaires.document.consistency import MEASURES
from systems.models import Finding

Identity = tuple[int, str, str]


def identity(about: Finding | Justification) -> Identity:
    return about.system_id, about.code, about.subject


def justifications_of(findings: Iterable[Finding]) -> dict[Identity, Justification]:
    """The justifications that hold for these findings: with other numbers one no longer counts. One query."""
    by_identity = {identity(finding): finding for finding in findings}
    if not by_identity:
        return {}
    systems = {system_id for system_id, _, _ in by_identity}
    given = Justification.objects.filter(system_id__in=systems).select_related("by", "decided_by")
    return {
        identity(each): each
        for each in given
        if (finding := by_identity.get(identity(each))) is not None and same_numbers(finding.read, each.read)
    }


def same_numbers(now: Mapping[str, Any], then: Mapping[str, Any]) -> bool:
    """Whether a contradiction still reads as it did."""
    return lasting_numbers(now) == lasting_numbers(then)


def lasting_numbers(read: Mapping[str, Any]) -> dict[str, object]:
    """The numbers of a contradiction but for its age: one that has only grown older by a day is no other one."""
    return {name: value for name, value in read.items() if name != "age"}


def still_blocking(findings: Iterable[Finding], justified: Mapping[Identity, Justification]) -> list[Finding]:
    """What stands in the way of approval: whatever blocks and has no justification that an architect accepted."""
    return [
        finding
        for finding in findings
        if finding.severity == Finding.Severity.BLOCKS and not _accepted(finding, justified.get(identity(finding)))
    ]


def concerns_owner(finding: Finding) -> bool:
    """Whether the owner can do something about it: it is theirs to resolve, or other answers of theirs would."""
    return finding.resolver == "owner" or any(is_own_answer(offer.change) for offer in finding.ways_out())


def is_own_answer(change: Mapping[str, Any]) -> bool:
    """Whether a change is made by answering anew; not that of another system, of today's protection, or of what the
    catalogue says."""
    return bool(change) and change.keys() <= MEASURES.keys()


def unanswered(findings: Iterable[Finding], justified: Mapping[Identity, Justification]) -> list[Finding]:
    """What its owner has not said anything about yet, or whose reason was not accepted."""
    answered = {each for each, given in justified.items() if given.state != Justification.State.REJECTED}
    return [finding for finding in findings if identity(finding) not in answered]


def _accepted(finding: Finding, justification: Justification | None) -> bool:
    return finding.justifiable and justification is not None and justification.state == Justification.State.ACCEPTED
