"""What a person who was asked beside others can do: save, and send, once in each round."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from accounts.services import audit
from assessments.actions.answering import NotTheirs, StillMissing, VersionConflict, merged
from panels.actions.inviting import RoundOver
from panels.models import Panel, PanelResponse
from panels.services.ending import FEWEST, finish, held
from panels.services.rights import may_change
from questionnaires.services import wizard


@transaction.atomic
def save(
    *, panel_response: PanelResponse, given: Mapping[str, Mapping[str, Any] | None], version: int, by: User
) -> PanelResponse:
    """Put these answers in, all or none. Raises NotTheirs, RoundOver, VersionConflict."""
    current = _mine(panel_response, by)
    if current.version != version:
        raise VersionConflict
    current.answers = merged(current.panel.assessment, current.answers, given, by)
    current.saved_at = timezone.now()
    # The version stands in the condition: of two windows that save at once, one is told.
    written = PanelResponse.objects.filter(pk=current.pk, version=version).update(
        answers=current.answers, saved_at=current.saved_at, version=F("version") + 1
    )
    if not written:
        raise VersionConflict
    current.version = version + 1
    system = current.panel.assessment.system
    # What was said stands in the response alone: the trail would put a name beside it.
    audit.record(by=by, action="responses.saved", about=system, detail={"panel_response": current.public_id})
    return current


@transaction.atomic
def send(*, panel_response: PanelResponse, version: int, by: User) -> PanelResponse:
    """Send what was shown. The last who sends ends the round. Raises NotTheirs, RoundOver, VersionConflict,
    StillMissing."""
    panel = held(panel_response.panel_id)
    current = _mine(panel_response, by)
    if current.version != version:
        raise VersionConflict
    if wizard.missing(panel.assessment.questionnaire.document, current.answers):
        raise StillMissing
    name = "first" if panel.state == Panel.State.FIRST else "second"
    setattr(current, name, current.answers)
    setattr(current, f"{name}_sent_at", timezone.now())
    current.save(update_fields=[name, f"{name}_sent_at"])
    detail = {"panel": panel.public_id, "round": name}
    audit.record(by=by, action="responses.sent", about=panel.assessment.system, detail=detail)
    if _all_sent(panel, name):
        finish(panel, by=by)
    return current


def _all_sent(panel: Panel, name: str) -> bool:
    sent = panel.responses.filter(**{f"{name}__isnull": False}).count()
    asked = panel.responses.count() if name == "first" else panel.responses.filter(first__isnull=False).count()
    return sent == asked and sent >= FEWEST


def _mine(panel_response: PanelResponse, by: User) -> PanelResponse:
    """The response as it is now, held, if it is this person's and waited for."""
    if panel_response.person_id != by.pk:
        raise NotTheirs
    current = PanelResponse.objects.select_for_update().get(pk=panel_response.pk)
    # Read once the response is held: whoever ended the round meanwhile held it too.
    current.panel = Panel.objects.whole().get(pk=current.panel_id)
    if not may_change(current):
        raise RoundOver
    return current
