"""Saying why a contradiction is meant to be so while the answers are still being checked: noted, and sent with them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accounts.models import User
from accounts.services import audit
from assessments.actions.answering import NotOpen, NotTheirs, may_answer, save_answers
from assessments.models import Assessment
from questionnaires.document.parsing import parsed
from questionnaires.services import changes


@transaction.atomic
def note_reason(*, assessment: Assessment, code: str, read: Mapping[str, Any], reason: str, by: User) -> None:
    """Keep the reason, and the numbers it is about, until the answers are sent. Raises NotTheirs, NotOpen."""
    if not may_answer(by, assessment):
        raise NotTheirs
    current = Assessment.objects.select_for_update().get(pk=assessment.pk)
    if current.state not in Assessment.WITH_OWNER:
        raise NotOpen
    current.reasons = {**current.reasons, code: {"read": dict(read), "reason": reason}}
    current.save(update_fields=["reasons"])
    detail = {"assessment": assessment.public_id, "finding": code, "reason": reason}
    audit.record(by=by, action="answers.reason_noted", about=assessment.system, detail=detail)


def explain_objective(*, assessment: Assessment, measure: str, reason: str, version: int, by: User) -> None:
    """Put the reason to the objective itself, where it is its value that is not what the answers lead to.

    Raises NotTheirs, NotOpen, VersionConflict.
    """
    document = parsed(assessment.questionnaire.document)
    key = next(document.measuring(measure)).key
    explained = changes.with_reason(document, assessment.answers, [measure], reason)
    save_answers(assessment=assessment, given={key: explained[key]}, version=version, by=by)
