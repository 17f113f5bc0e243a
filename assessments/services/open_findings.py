"""What an owner is to be told about."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from assessments.queries import contradictions_of
from assessments.services.commitments import commitments_of, is_promised
from assessments.services.justifications import concerns_owner, justifications_of, unanswered
from systems.models import Finding


def open_for(person: User, *, without: QuerySet[Any, Any] | None = None) -> list[Finding]:
    """What this owner is to be told about: they can do something about it, have not said why it is wanted, and nobody
    has promised it for a day that is still to come. Nothing about the systems `without`."""
    told = contradictions_of(person)
    told = told if without is None else told.exclude(system__in=without)
    findings = [finding for finding in told if concerns_owner(finding)]
    promised = commitments_of(findings)
    return [each for each in unanswered(findings, justifications_of(findings)) if not is_promised(each, promised)]
