"""Accepting what comes of a scenario."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from accounts.services import audit
from scenarios.models import Scenario, ScenarioAcceptance
from scenarios.services.lateness import Lateness


@transaction.atomic
def accept_scenario(*, scenario: Scenario, lateness: Lateness, reason: str, by: User) -> ScenarioAcceptance:
    """Accepted as it is now, with the systems that are late. What was accepted before stays in the rows."""
    late = {"late_rto": list(lateness.rto), "late_mtd": list(lateness.mtd)}
    acceptance = ScenarioAcceptance.objects.create(scenario=scenario, by=by, reason=reason, **late)
    detail = {"reason": reason, "late": len(lateness.rto), "too_long": len(lateness.mtd)}
    action = "scenario.lateness_accepted" if lateness.anything else "scenario.accepted"
    audit.record(by=by, action=action, about=scenario, detail=detail)
    return acceptance
