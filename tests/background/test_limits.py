"""The numbers of each kind of work, and that each kind has them."""

from __future__ import annotations

import pytest

from api.models import WebhookDelivery
from assessments.models import Asking
from background.limits import BATCH, MAIL
from background.models import BackgroundWork
from derivation.models import DerivationBatch
from exports.models import ExportedFile
from notifications.models import ChatMessage, OutgoingMail
from policies.models import PolicySimulation
from scenarios.models import ScenarioForecast
from systems.models import ImportRun, ImportSource

KINDS = [
    Asking, ChatMessage, DerivationBatch, ExportedFile, ImportRun, ImportSource, OutgoingMail, PolicySimulation,
    ScenarioForecast, WebhookDelivery,
]  # fmt: skip


def test_every_kind_of_work_is_known_here():
    assert set(BackgroundWork.__subclasses__()) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_of_work_has_limits_and_names_its_own_states(kind):
    states = {kind.PENDING, kind.HELD, kind.DONE, kind.FAILED, kind.CANCELLED}
    assert states == {value for value, _ in kind._meta.get_field("state").choices}
    assert kind._meta.get_field("state").default == kind.PENDING
    assert min(kind.limits.attempts, kind.limits.interruptions) >= 1
    assert kind.limits.given_up


@pytest.mark.parametrize(
    ("limits", "attempts", "seconds"),
    [(MAIL, 1, 10), (MAIL, 2, 30), (MAIL, 3, 60), (MAIL, 4, 300), (MAIL, 5, 900), (MAIL, 99, 900), (BATCH, 1, 0)],
)
def test_pauses_grow_and_then_stay(limits, attempts, seconds):
    assert limits.pause_after(attempts).total_seconds() == seconds
