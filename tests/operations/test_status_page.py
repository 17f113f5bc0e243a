"""How the portal itself is doing, for administrators; failed work tried again, waiting work called off."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from background.models import BackgroundWork
from exports.models import ExportedFile
from notifications.models import OutgoingMail
from operations import queries
from operations.models import Heartbeat
from operations.presenters import KINDS, NEEDS
from operations.services import readiness
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def seen(administrator, sign_in):
    client = sign_in(administrator)
    client.text = lambda: " ".join(client.get(reverse("operations:status")).content.decode().split())
    return client


@pytest.fixture
def file(architect):
    return ExportedFile.objects.create(person=architect, kind="catalogue", format="csv", language="en")


def test_it_says_what_is_in_order_and_what_is_not(seen):
    Heartbeat.objects.create(name="scheduler to worker", sent_at=timezone.now())
    text = seen.text()
    assert "no sign of life" not in text
    assert "badge blocks" not in text
    Heartbeat.objects.update(arrived_at=timezone.now() - timedelta(minutes=10))
    assert '<span class="badge blocks">last sign of life 10 min ago</span>' in seen.text()
    Heartbeat.objects.all().delete()
    assert '<span class="badge blocks">no sign of life yet</span>' in seen.text()


def test_failed_work_is_tried_again(seen, file):
    ExportedFile.objects.update(state="failed", error="the disk was full", attempts=3, ended_at=timezone.now())
    assert "the disk was full" in seen.text()
    address = reverse("operations:try_again", args=["exportedfile", file.pk])
    assert "tried again within a minute" in seen.post(address, follow=True).content.decode()
    file.refresh_from_db()
    assert (file.state, file.attempts) == ("pending", 0)
    assert AuditEntry.objects.get(action="work.tried_again").detail == {"error": "the disk was full"}
    assert "has not failed any more" in seen.post(address, follow=True).content.decode()
    assert AuditEntry.objects.filter(action="work.tried_again").count() == 1


def test_waiting_work_is_called_off(seen, file):
    address = reverse("operations:call_off", args=["exportedfile", file.pk])
    assert "It is called off." in seen.post(address, follow=True).content.decode()
    file.refresh_from_db()
    assert (file.state, file.error) == ("cancelled", "called off by an administrator")
    assert "This was over already." in seen.post(address, follow=True).content.decode()
    assert AuditEntry.objects.filter(action="work.called_off").count() == 1


@pytest.mark.parametrize("kind", ["user", "system", "nothing"])
def test_what_is_no_work_is_not_found(seen, kind):
    assert seen.post(reverse("operations:call_off", args=[kind, 1])).status_code == 404


def test_every_kind_of_work_and_every_need_has_a_name():
    assert KINDS.keys() == queries.kinds_of_work().keys()
    assert NEEDS.keys() == {need.name for need in readiness.needs()}
    assert all(issubclass(model, BackgroundWork) for model in queries.kinds_of_work().values())


def test_the_number_of_queries_does_not_grow(seen, architect, file):
    def queries_of_the_page() -> int:
        with CaptureQueriesContext(connection) as asked:
            seen.text()
        return len(asked)

    first = queries_of_the_page()
    for number in range(3):
        ExportedFile.objects.create(person=architect, kind="catalogue", format="csv", language="en")
        OutgoingMail.objects.create(kind="test", key=f"{number}", recipient=PersonFactory())
    assert queries_of_the_page() == first
