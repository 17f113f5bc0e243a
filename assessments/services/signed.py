"""Whether decisions still say what was signed, as the audit trail keeps it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from accounts.models import AuditEntry
from accounts.services.audit import Broken, as_json_values, register_check
from assessments.models import Decision

SIGNED = ("comment", "question", "policy_version", "signed")


def told_of(decision: Decision) -> dict[str, Any]:
    """What the audit trail keeps of a decision: all that it stands for."""
    return {
        "assessment": decision.assessment.public_id,
        "decision": decision.pk,
        "at": decision.at,
        "by": decision.signer,
        **{name: getattr(decision, name) for name in SIGNED},
    }


def edited_decisions() -> Iterator[Broken]:
    """Decisions that say something else than their entry, or have none."""
    decisions = Decision.objects.select_related("assessment", "by").order_by("pk")
    for decision in decisions.iterator(chunk_size=500):
        kept = entries_of(decision)
        now = as_json_values(told_of(decision))
        if not any(agrees(entry.detail, now) for entry in kept):
            yield Broken(
                kept[0].pk if kept else 0,
                f"decision {decision.pk} about {decision.assessment.system_id} is not as it was signed",
            )


def entries_of(decision: Decision) -> list[AuditEntry]:
    """The entries of the audit trail that tell of this decision, the newest first: one, if nobody meddled."""
    entries = AuditEntry.objects.about("system", [decision.assessment.system_id])
    told = entries.filter(action=f"assessment.{decision.outcome}")
    return [entry for entry in told if is_about(entry.detail, decision)]


def is_about(detail: dict[str, Any], decision: Decision) -> bool:
    """By number; entries of before 0.3 named only the round."""
    if "decision" in detail:
        return bool(detail["decision"] == decision.pk)
    return detail.get("assessment") == str(decision.assessment.public_id)


def agrees(kept: dict[str, Any], now: dict[str, Any]) -> bool:
    """Whether all that the entry keeps is what the decision says."""
    return all(now[name] == kept[name] for name in now.keys() & kept.keys())


register_check(edited_decisions)
