"""Who asked for long work is told when it has ended; who saw it end is not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.models import Asking
from assessments.services import asking_many
from background.models import BackgroundWork
from background.services import leases
from exports.models import ExportedFile
from exports.services import making
from notifications.mail_kinds import WORK_ENDED
from notifications.models import OutgoingMail
from notifications.services.composing import message_for
from operations.queries import kinds_of_work
from policies.models import PolicySimulation, PolicyVersion
from policies.services import simulation
from scenarios.models import Scenario, ScenarioForecast
from scenarios.services import forecasting
from systems.models import ImportBatch, ImportRun, System
from systems.services.imports.applying import running
from tests.background.late import go_silent
from tests.factories import SystemFactory

pytestmark = pytest.mark.django_db
NOT_ASKED_FOR = {"chatmessage", "derivationbatch", "importsource", "outgoingmail", "webhookdelivery"}
"""Work that begins by itself."""


@pytest.fixture
def asked(architect, published):
    """One piece of each work that people ask for, the service that does it, and the address of its page."""
    SystemFactory(key="till")
    batch = ImportBatch.objects.create(person=architect, file_name="list.csv", text="name\nTill\n", mapping=["name"])
    draft = PolicyVersion.objects.create(version="draft-1", document={}, created_by=architect)
    scenario = Scenario.objects.create(name="Nothing is lost")
    works = {
        "exportedfile": ExportedFile(person=architect, kind="systems", format="csv", language="en"),
        "importrun": ImportRun(batch=batch, kind="look", language="en"),
        "policysimulation": PolicySimulation(policy=draft, asked_by=architect, revision=draft.revision, against="x"),
        "asking": Asking(asked_by=architect, due_on=timezone.localdate()),
        "scenarioforecast": ScenarioForecast(scenario=scenario, revision=1, teams=1, asked_by=architect),
    }
    for work in works.values():
        work.save()
    do = {
        "exportedfile": making.make,
        "importrun": running.run,
        "policysimulation": simulation.simulate,
        "asking": asking_many.ask,
        "scenarioforecast": forecasting.forecast,
    }
    return {name: (work, do[name]) for name, work in works.items()}


def begun_minutes_ago(work: BackgroundWork, minutes: int = 5) -> None:
    type(work).objects.filter(pk=work.pk).update(created_at=timezone.now() - timedelta(minutes=minutes))


def told() -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(kind=WORK_ENDED))


def test_every_work_that_people_ask_for_is_here(asked):
    assert {*asked, *NOT_ASKED_FOR} == {*kinds_of_work()}


@pytest.mark.parametrize("name", ["asking", "exportedfile", "importrun", "policysimulation", "scenarioforecast"])
def test_the_end_of_long_work_is_told_once_with_the_way_to_it(name, asked, architect, client):
    work, do = asked[name]
    begun_minutes_ago(work)
    for _ in range(2):
        do(work.pk)
    (mail,) = told()
    message = message_for(mail)
    work.refresh_from_db()
    ready = "could not be done" if work.state == "failed" else "it is ready"
    assert (mail.recipient, ready in message.subject) == (architect, True)
    assert "/sign-in/" in message.body
    assert work.state == ("failed" if name == "policysimulation" else "done")  # it is of a policy not in force


def test_what_ends_within_a_minute_is_not_told(asked):
    work, do = asked["exportedfile"]
    do(work.pk)
    assert told() == []


def test_what_three_workers_did_not_come_back_from_is_told(asked):
    work, _ = asked["importrun"]
    begun_minutes_ago(work)
    for _ in range(3):
        assert leases.claim(ImportRun.objects.all(), work.pk)
        go_silent(ImportRun)
        running.sweep()
    (mail,) = told()
    assert "The preview of “list.csv”: it could not be done" in message_for(mail).subject


def test_what_was_cancelled_or_is_gone_is_not(asked):
    work, do = asked["exportedfile"]
    begun_minutes_ago(work)
    do(work.pk)
    work.delete()
    assert message_for(told()[0]) is None
    other, _ = asked["importrun"]
    begun_minutes_ago(other)
    ImportRun.objects.filter(pk=other.pk).call_off()
    running.sweep()
    assert len(told()) == 1
    assert System.objects.count() == 1


def test_it_speaks_spanish(asked, architect):
    work, do = asked["exportedfile"]
    architect.language = "es"
    architect.save()
    begun_minutes_ago(work)
    do(work.pk)
    assert message_for(told()[0]).subject == "Sistemas como CSV: está listo"
