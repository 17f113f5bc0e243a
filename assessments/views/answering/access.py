"""Who gets in: whoever may know of an assessment may read it; only the person who is asked may answer."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext, pgettext

from accounts.services.access import PersonRequest
from assessments.actions.answering import may_answer
from assessments.models import Assessment


def known_assessment(request: PersonRequest, public_id: UUID) -> Assessment:
    """One the person may not know of: 404. A write by another than the asked: 403."""
    known = Assessment.objects.for_user(request.user).select_related(
        "system__owner", "system__proposal", "questionnaire", "respondent"
    )
    assessment = get_object_or_404(known, public_id=public_id)
    if request.method == "POST" and not may_answer(request.user, assessment):
        raise PermissionDenied(refusal(assessment))
    return assessment


def assessment_view(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Gives the view its assessment, if the person may."""

    @wraps(view)
    def guarded(request: PersonRequest, public_id: UUID, **rest: Any) -> HttpResponse:
        return view(request, known_assessment(request, public_id), **rest)

    return guarded


def refusal(assessment: Assessment) -> str:
    """Who answers these questions, in words."""
    person = assessment.system.owner
    name = str(person) if person else pgettext("somebody who answers", "the system's owner")
    return gettext("Only %(name)s answers the questions about %(system)s. You can read the answers.") % {
        "name": name,
        "system": assessment.system.name,
    }
