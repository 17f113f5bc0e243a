"""The audit trail of the demonstration tells of its past in the order in which it happened, not of the minute in which
it was loaded. Only entries that this very loading has written are dated, and the chain is made from them anew."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from accounts.models import AuditEntry, AuditHead
from accounts.services.audit import as_json_values, seal
from assessments.models import Assessment, Decision
from assessments.services.signed import told_of


def newest_entry() -> int:
    return AuditEntry.objects.values_list("pk", flat=True).first() or 0


def date_entries(*, after: int) -> None:
    """Give the entries with a higher number the moment of what they tell, and put them in that order."""
    entries = list(AuditEntry.objects.filter(pk__gt=after).order_by("pk"))
    rounds = {str(each.public_id): each for each in Assessment.objects.defer("answers", "submitted")}
    decisions = {each.pk: each for each in Decision.objects.select_related("assessment", "by")}
    for entry in entries:
        if (decision := decisions.get(entry.detail.get("decision", 0))) is not None:
            entry.detail = as_json_values(told_of(decision))
        entry.at = moment_of(entry, rounds, decisions) or entry.at
    numbers = [entry.pk for entry in entries]
    before = AuditEntry.objects.filter(pk__lte=after).order_by("-pk").values_list("hash", flat=True).first()
    AuditEntry.objects.filter(pk__in=numbers).delete()
    previous = before or ""
    for number, entry in zip(numbers, sorted(entries, key=lambda each: each.at), strict=True):
        entry.pk, entry.previous_hash = number, previous
        entry.hash = previous = seal(entry)
    AuditEntry.objects.bulk_create(entries)
    AuditHead.objects.filter(pk=1).update(hash=previous)


def moment_of(
    entry: AuditEntry, rounds: Mapping[str, Assessment], decisions: Mapping[int, Decision]
) -> dt.datetime | None:
    """When it happened, by the round or the decision that it tells of; None for what was done while loading."""
    round_ = rounds.get(entry.detail.get("assessment", ""))
    match entry.action:
        case "assessment.asked":
            return round_.created_at if round_ else None
        case "answers.submitted":
            return round_.submitted_at if round_ else None
    decision = decisions.get(entry.detail.get("decision", 0))
    return decision.at if decision else None
