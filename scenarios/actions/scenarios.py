"""Describing, changing and removing scenarios."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from accounts.models import User
from accounts.services import audit
from scenarios.models import Scenario
from systems.services.changes import changes_between, detail_of


class ScenarioChanged(Exception):
    """Somebody else changed or removed the scenario since the form was opened."""


@transaction.atomic
def create_scenario(*, by: User, values: dict[str, object]) -> Scenario:
    """`values` are the fields of the model."""
    scenario = Scenario.objects.create(created_by=by, **values)
    audit.record(by=by, action="scenario.created", about=scenario, detail={"name": scenario.name})
    return scenario


@transaction.atomic
def edit_scenario(*, scenario: Scenario, version: int, by: User, values: dict[str, object]) -> None:
    """The scenario with the new values, if nobody changed it since `version`; else raises ScenarioChanged."""
    rows = Scenario.objects.filter(pk=scenario.pk, version=version)
    before = rows.select_related("unit").select_for_update(of=("self",)).first()
    if before is None:
        raise ScenarioChanged
    changes = changes_between(before, values)
    if not changes:
        return
    rows.update(**values, version=F("version") + 1, changed_at=Now())
    audit.record(by=by, action="scenario.edited", about=before, detail=detail_of(changes, Scenario))


@transaction.atomic
def remove_scenario(*, scenario: Scenario, by: User) -> None:
    """Twice is as good as once."""
    deleted, _kinds = Scenario.objects.filter(pk=scenario.pk).delete()
    if deleted:
        audit.record(by=by, action="scenario.removed", about=scenario, detail={"name": scenario.name})
