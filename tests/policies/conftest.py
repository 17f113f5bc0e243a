from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from policies import tasks
from policies.models import PolicySimulation, PolicyVersion
from recovery.policy import DEFAULT_POLICY
from tests.background import published

__all__ = ["published"]
OWN = {
    "key": "tape", "doing_time": 86400, "share": 0.05, "tier": 1, "person": True, "copies": ["mirror"],
    "standby_capacity": 0.0, "names": {"en": "NAS copy", "es": "Copia en el NAS"},
    "meanings": {"en": "files are copied to another building"},
}  # fmt: skip
"""A strategy that the method does not bring, with a live copy that it does not bring either."""
MIRROR = {
    "key": "mirror", "best_point": 60, "share": 0.01, "tier": 2,
    "names": {"en": "Mirrored disks", "es": "Discos en espejo"}, "meanings": {"en": "once a minute, next door"},
}  # fmt: skip


@pytest.fixture
def draft(architect) -> PolicyVersion:
    """A draft in which pilot light is slower, so that some systems need more, and an exercise counts half as long."""
    document = DEFAULT_POLICY.to_document()
    document["strategies"][1]["doing_time"] = 7200
    document["drill_age"] = 100 * 86400
    return PolicyVersion.objects.create(
        version="draft-1", document=document, created_by=architect, note="Drills more often"
    )


@pytest.fixture
def simulated(architect, sign_in):
    """`simulated(draft)` asks for the simulation as a person would, and works it out as a worker would."""

    def work_out(draft: PolicyVersion) -> PolicySimulation:
        sign_in(architect).post(reverse("policies:simulate", args=[draft.pk]))
        simulation = PolicySimulation.objects.filter(policy=draft).first()
        tasks.simulate(simulation.pk)
        return PolicySimulation.objects.get(pk=simulation.pk)

    return work_out


@pytest.fixture
def form_of():
    """`form_of(draft)` is what a browser would send when nobody changes anything; `form_of(draft, headroom="90")`."""

    def sent(draft: PolicyVersion, **typed: object) -> dict[str, object]:
        from policies.forms.editing import PolicyEditing
        from policies.services.simulation import policy_of

        editing = PolicyEditing.of_policy(policy_of(draft), revision=draft.revision, note=draft.note)
        data: dict[str, object] = {"row": [row.prefix for row in editing.rows]}
        for form in (editing.form, *editing.rows):
            for field in form:
                value = field.value()
                if value is not False:
                    data[field.html_name] = "on" if value is True else "" if value is None else value
        return data | {name.replace("__", "-"): value for name, value in typed.items()}

    return sent


@pytest.fixture
def with_own_row(draft):
    draft.document["strategies"].append(OWN)
    draft.document["copies"].append(MIRROR)
    draft.save(update_fields=["document"])
    return draft


@pytest.fixture
def save():
    """`save(client, draft, data)` presses a button of the form."""

    def pressed(client: Client, draft: PolicyVersion, data: dict[str, object]) -> HttpResponse:
        return client.post(reverse("policies:edit", args=[draft.pk]), data)

    return pressed
