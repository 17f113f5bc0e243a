"""Saying why a contradiction is wanted, and deciding whether that is reason enough."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.services import audit
from assessments.models import Justification
from assessments.services.four_eyes import may_decide
from systems.models import Finding, System


class NotJustifiable(Exception):
    """A limit of the law cannot be reasoned away, and what only informs needs no reason."""


class NotOpen(Exception):
    """The contradiction is resolved, or the reason was decided upon already."""


class OwnReason(Exception):
    """Nobody accepts a reason of their own, or one for a system of their own."""


@transaction.atomic
def justify(*, finding: Finding, reason: str, by: User) -> Justification:
    """Say the reason about the numbers as they are now; a new one takes the place of the last. Raises."""
    if not finding.justifiable or finding.severity == Finding.Severity.INFORMS:
        raise NotJustifiable
    if finding.resolved_at is not None:
        raise NotOpen
    return say_why(finding.system, finding.code, finding.read, reason=reason, by=by, subject=finding.subject)


def say_why(
    system: System, code: str, read: Mapping[str, Any], *, reason: str, by: User, subject: str = ""
) -> Justification:
    """Write the reason down about these numbers. Within the transaction of whoever calls."""
    justification, _ = Justification.objects.update_or_create(
        system=system,
        code=code,
        subject=subject,
        defaults={
            "read": read,
            "reason": reason,
            "by": by,
            "at": timezone.now(),
            "state": Justification.State.SAID,
            "decided_by": None,
            "decided_at": None,
        },
    )
    detail = {"finding": code, "reason": reason, "read": read}
    audit.record(by=by, action="finding.justified", about=system, detail=detail)
    return justification


@transaction.atomic
def decide(*, justification: Justification, accepted: bool, by: User) -> None:
    """Accept a reason, or not: four eyes, as for the answers themselves. Raises OwnReason, NotOpen."""
    if by.pk == justification.by_id or not may_decide(by, justification.system):
        raise OwnReason
    state = Justification.State.ACCEPTED if accepted else Justification.State.REJECTED
    # The very words that were read: a reason said anew meanwhile is another one.
    waiting = Justification.objects.filter(pk=justification.pk, state=Justification.State.SAID, at=justification.at)
    if not waiting.update(state=state, decided_by=by, decided_at=timezone.now()):
        raise NotOpen
    action = "finding.justification_accepted" if accepted else "finding.justification_rejected"
    detail = {"finding": justification.code, "reason": justification.reason}
    audit.record(by=by, action=action, about=justification.system, detail=detail)
