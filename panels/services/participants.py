"""Who had a part in a system's answers through a panel or a question to a colleague: they do not decide about them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from panels.models import Delegation, Panel, PanelResponse


def participants(system_id: int, since: datetime | None) -> set[int]:
    """Members and inviters of panels, and colleagues, of rounds that began since then; in three queries."""
    about: dict[str, Any] = {"assessment__system": system_id}
    if since is not None:
        about["assessment__created_at__gte"] = since
    panels = Panel.objects.filter(**about)
    people = {*panels.values_list("asked_by", flat=True), *panels.values_list("decided_by", flat=True)}
    people |= set(PanelResponse.objects.filter(panel__in=panels).values_list("person", flat=True))
    people |= set(Delegation.objects.filter(**about).values_list("person", flat=True))
    return {person for person in people if person is not None}
