"""What a mail said last, so that one that would say nothing new is not written."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

from django.db.models import QuerySet

from accounts.models import User
from assessments.services.justifications import lasting_numbers
from assessments.services.reminding.reminded import NEVER_CAME
from notifications.models import OutgoingMail
from systems.models import Finding


def written(kind: str, since: datetime) -> QuerySet[OutgoingMail]:
    """Mails of this kind that somebody got, or is about to get, since then."""
    recent = OutgoingMail.objects.filter(kind=kind, created_at__gt=since)
    return recent.exclude(state=OutgoingMail.State.CANCELLED).order_by()


def is_news(kind: str, person: User, fingerprints: set[str]) -> bool:
    """Whether the last mail of this kind that came did not speak of one of these."""
    told = OutgoingMail.objects.filter(kind=kind, recipient=person)
    last = told.exclude(state__in=NEVER_CAME).order_by("-created_at").first()
    return last is None or not fingerprints <= set(last.context.get("fingerprints", ()))


def fingerprint(finding: Finding) -> str:
    numbers = lasting_numbers(finding.read)
    identity = json.dumps([finding.system_id, finding.code, finding.subject, numbers], sort_keys=True)
    return hashlib.sha256(identity.encode()).hexdigest()[:16]
