"""Whether decisions still say what was signed, as the audit trail keeps it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import islice

from accounts.models import AuditEntry, User
from accounts.services.audit import Broken, as_json_values, register_check
from assessments.models import Decision

PIECE = 500
"""So many decisions are compared with what one query finds about them."""
SIGNED = ("comment", "question", "policy_version", "signed")


def told_of(decision: Decision) -> dict[str, object]:
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
    decisions = iter(Decision.objects.select_related("assessment", "by").order_by("pk").iterator(chunk_size=PIECE))
    while piece := list(islice(decisions, PIECE)):
        told = _told_about({decision.assessment.system_id for decision in piece})
        for decision in piece:
            kept = [entry for entry in told[_event(decision)] if is_about(entry.detail, decision)]
            now = as_json_values(told_of(decision))
            if not any(agrees(entry.detail, now) for entry in kept):
                yield Broken(
                    kept[0].pk if kept else 0,
                    f"decision {decision.pk} about {decision.assessment.system_id} is not as it was signed",
                )


def keep_name(person: User) -> None:
    """What somebody decided stays signed by the name of then, also once that name is erased everywhere else."""
    Decision.objects.filter(by=person, by_name="").update(by_name=str(person))


def entries_of(decision: Decision) -> list[AuditEntry]:
    """The entries of the audit trail that tell of this decision, the newest first: one, if nobody meddled."""
    told = _told_about({decision.assessment.system_id})[_event(decision)]
    return [entry for entry in told if is_about(entry.detail, decision)]


def _told_about(systems: set[int]) -> Mapping[tuple[str, str], list[AuditEntry]]:
    """The entries about decisions on these systems, by system and event, the newest first. One query."""
    found = defaultdict(list)
    actions = [f"assessment.{outcome}" for outcome in Decision.Outcome.values]
    for entry in AuditEntry.objects.about("system", systems).filter(action__in=actions):
        found[entry.object_id, entry.action].append(entry)
    return found


def _event(decision: Decision) -> tuple[str, str]:
    return str(decision.assessment.system_id), f"assessment.{decision.outcome}"


def is_about(detail: dict[str, object], decision: Decision) -> bool:
    """By number; entries of before 0.3 named only the round."""
    if "decision" in detail:
        return bool(detail["decision"] == decision.pk)
    return detail.get("assessment") == str(decision.assessment.public_id)


def agrees(kept: dict[str, object], now: dict[str, object]) -> bool:
    """Whether all that the entry keeps is what the decision says."""
    return all(now[name] == kept[name] for name in now.keys() & kept.keys())


register_check(edited_decisions)
