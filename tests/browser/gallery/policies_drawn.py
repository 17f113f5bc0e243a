"""The policy: a draft that was worked out, and one that was not."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from policies.actions.drafts import ask_for_simulation, begin_draft
from policies.services import in_force, simulation


def prepare() -> dict[str, Any]:
    architect = User.objects.get(email="architect@example.org")
    document = in_force.current().to_document()
    bold = {**document, "drill_age": 100 * 86_400, "headroom": 0.7}
    draft = begin_draft(by=architect, document=bold, note="Drills twice as often, and more headroom")
    asked = ask_for_simulation(draft=draft, by=architect)
    simulation.simulate(asked.pk)
    other = begin_draft(by=architect, document={**document, "drill_age": 400 * 86_400}, note="Drills every year")
    return {"draft": draft.pk, "simulation": asked.pk, "draft_new": other.pk}
