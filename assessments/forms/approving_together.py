"""What was ticked on the page that lists what can be approved together, and how each looked there."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import QueryDict

from assessments.actions.reviewing import Seen
from assessments.services.reviewing.together import AT_ONCE


class TogetherForm(forms.Form):
    """`key` tells one press from the next; each `round` is the number of one, when it was sent, and its plan."""

    key = forms.UUIDField()

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        ticked = (text.split("/") for text in data.getlist("round")[:AT_ONCE])
        self.seen = {public_id: Seen(sent, plan) for public_id, sent, plan in (_seen_in(*each) for each in ticked)}


def shown(public_id: UUID, seen: Seen) -> str:
    """What the page's form says of one round."""
    return f"{public_id}/{seen.sent}/{seen.plan}"


def _seen_in(public_id: str = "", sent: str = "", plan: str = "", *_more: str) -> tuple[UUID | None, str, str]:
    try:
        return UUID(public_id), sent, plan
    except ValueError:
        return None, sent, plan
