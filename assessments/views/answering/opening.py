"""The questions were seen by who is asked: their page says so once, because a look itself changes nothing."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from accounts.services.access import PersonRequest
from assessments.actions.answering import note_opened
from assessments.views.answering.access import known_assessment


@require_POST
def opened(request: PersonRequest, public_id: UUID) -> HttpResponse:
    note_opened(known_assessment(request, public_id))
    return HttpResponse(status=204)
