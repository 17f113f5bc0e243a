"""What the architects of the demonstration company have decided so far, by the very actions that the pages call."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from uuid import uuid4

from accounts.models import User
from assessments import mail_kinds
from assessments.actions import reviewing
from assessments.models import Assessment, Decision
from drportal.demo.company import Entry
from notifications.models import OutgoingMail

THREE_DAYS = dt.timedelta(days=3)
APPROVED, RETURNED = Assessment.State.APPROVED, Assessment.State.RETURNED


def decide(entries: Iterable[Entry], people: dict[str, User]) -> None:
    """Approve and return what the file says; the mails about long-past approvals are no longer owed."""
    by_key = {entry.key: entry for entry in entries}
    sent = Assessment.objects.filter(state=Assessment.State.SUBMITTED, system__key__in=by_key).order_by("pk")
    for assessment in sent.select_related("system__profile", "system__owner"):
        entry = by_key[assessment.system.key]
        if entry.state == APPROVED:
            approve(assessment, people["architect@example.org"])
        elif entry.state == RETURNED:
            give_back(assessment, entry, people["second.architect@example.org"])
    OutgoingMail.objects.filter(kind=mail_kinds.APPROVED).update(state=OutgoingMail.State.CANCELLED)


def approve(assessment: Assessment, by: User) -> None:
    """Three days after the answers were sent."""
    seen = reviewing.seen_of(assessment, assessment.system.profile)
    decision = reviewing.approve(assessment=assessment, key=uuid4(), seen=seen, by=by)
    backdate(decision, assessment)


def backdate(decision: Decision, assessment: Assessment) -> None:
    if assessment.submitted_at is not None:
        Decision.objects.filter(pk=decision.pk).update(at=assessment.submitted_at + THREE_DAYS)


def give_back(assessment: Assessment, entry: Entry, by: User) -> None:
    decision = reviewing.return_(
        assessment=assessment,
        key=uuid4(),
        sent=reviewing.seen_of(assessment, assessment.system.profile).sent,
        comment=entry.described["comment"],
        question=entry.described["question"],
        by=by,
    )
    backdate(decision, assessment)
