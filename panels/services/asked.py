"""Until when the link of a mail to a colleague, or to a member of a round, lets in: while their answer is wanted."""

from __future__ import annotations

from accounts.models import User
from assessments.models import Assessment
from panels.models import Delegation, PanelResponse
from panels.services.rights import may_change

COLLEAGUE = "panels.colleague"
RESPONSE = "panels.response"


def colleague_wanted(person: User, delegation_id: str) -> bool:
    asked = Delegation.objects.filter(pk=delegation_id, person=person, state=Delegation.State.ASKED)
    return asked.filter(assessment__state__in=Assessment.UNDER_WAY).exists()


def response_wanted(person: User, response_id: str) -> bool:
    response = PanelResponse.objects.whole().filter(pk=response_id, person=person).first()
    return response is not None and may_change(response)
