"""The same click many times at once."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEntry
from assessments.models import Decision
from notifications.models import OutgoingMail
from tests.assessments.review.conftest import form_of
from tests.faults.figures import note

TIMES = 10


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="threads need a database server")
def test_ten_clicks_at_once_sign_once_and_all_hear_the_same(architect, fitting):
    address = reverse("assessments:approve", args=[fitting.public_id])
    form, replies, start = form_of(fitting), [], threading.Barrier(TIMES)

    def click():
        try:
            client = Client()
            client.force_login(architect, backend="accounts.backends.PeopleBackend")
            start.wait()
            response = client.post(address, form)
            replies.append((response.status_code, response["Location"]))
        finally:
            connections.close_all()

    clicks = [threading.Thread(target=click) for _ in range(TIMES)]
    for each in clicks:
        each.start()
    for each in clicks:
        each.join()
    assert replies == [(302, "/systems/shop/")] * TIMES
    assert Decision.objects.count() == OutgoingMail.objects.count() == 1
    assert AuditEntry.objects.filter(action="assessment.approved").count() == 1
    note("an approval pressed ten times at the same moment", f"{TIMES} equal answers; 1 decision, 1 mail, 1 entry")
