"""What the method may read of assessments: the answers that were sent, and when they were last approved."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import F, Max, OuterRef, Subquery, TextField
from django.db.models.functions import Cast

from assessments.models import Assessment, Decision
from derivation.queries import among
from derivation.services.sources import Sent
from questionnaires.models import Questionnaire


def latest_answers(system_ids: Collection[int]) -> dict[int, Sent]:
    """What was last sent for each of these systems. Drafts do not count."""
    sent = Assessment.objects.filter(submitted__isnull=False).exclude(state=Assessment.State.CLOSED).order_by()
    newest = sent.filter(system=OuterRef("system")).order_by("-submitted_at", "-id").values("pk")[:1]
    rows = among(sent.filter(pk=Subquery(newest)), "system_id", system_ids)
    found = list(rows.values_list("system_id", "questionnaire_id", Cast("submitted", TextField())))
    forms = Questionnaire.objects.filter(pk__in={row[1] for row in found}).order_by()
    documents = dict(forms.values_list("pk", "document"))
    return {system_id: Sent(form_id, documents[form_id], text) for system_id, form_id, text in found}


def last_approvals(system_ids: Collection[int]) -> dict[int, date]:
    """The day on which each of these systems was last approved."""
    approvals = Decision.objects.approvals().order_by()
    of_each = approvals.annotate(system_id=F("assessment__system_id")).values("system_id").annotate(last=Max("at"))
    return {row["system_id"]: row["last"].date() for row in among(of_each, "system_id", system_ids)}
