"""Which contradictions somebody has promised to end, until when; and what is late."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from assessments.models import Commitment
from assessments.services.justifications import Identity, identity, same_numbers
from systems.models import Finding

Promised = dict[Identity, list[Commitment]]


def commitments_of(findings: Iterable[Finding]) -> Promised:
    """The open promises about these contradictions, late ones too, the earliest first. One query."""
    known = list(findings)
    if not known:
        return {}
    rows = Commitment.objects.filter(Commitment.OPEN, system__in={each.system_id for each in known})
    by_code: dict[tuple[int, str], list[Commitment]] = {}
    for row in rows.select_related("by", "system"):
        by_code.setdefault((row.system_id, row.finding), []).append(row)
    found = {
        identity(each): [row for row in by_code.get((each.system_id, each.code), ()) if is_about(row, each)]
        for each in known
    }
    return {key: promised for key, promised in found.items() if promised}


def is_about(commitment: Commitment, finding: Finding) -> bool:
    """Whether what was promised still ends this contradiction: the method offers it still, or its numbers are the same
    where nothing can be computed."""
    if commitment.change:
        offers = finding.ways_out()
        return any(each.action == commitment.action and as_json(each.change) == commitment.change for each in offers)
    return same_numbers(finding.read, commitment.read)


def as_json(change: Mapping[str, Any]) -> dict[str, object]:
    """A change as the database keeps it."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in change.items()}


def today() -> date:
    return timezone.localdate()


def is_late(commitment: Commitment) -> bool:
    return commitment.is_open and commitment.due_on < today()


def is_promised(finding: Finding, promised: Promised) -> bool:
    """Whether somebody sees to it and the day has not gone by. What cannot be justified cannot be promised away."""
    return finding.justifiable and any(not is_late(each) for each in promised.get(identity(finding), ()))
