"""The broker is away while people save: every save succeeds, quickly, and the work is done once it is back."""

from __future__ import annotations

import threading
import time

import pytest

from tests.faults.portal import until

FIND = """
from tests.faults.company import architect, found
architect()
answer = [system.key for system in found(count)]
"""
# As a browser would: one request after the other, through every middleware, with how long each took.
SAVE = """
import time
from django.test import Client
from django.urls import reverse
from tests.faults.company import architect

client = Client(SERVER_NAME="localhost")
client.force_login(architect(), backend="accounts.backends.PeopleBackend")
answer = []
for key in keys:
    begun = time.monotonic()
    response = client.post(reverse("assessments:invite", args=[key]))
    answer.append([response.status_code, time.monotonic() - begun])
    time.sleep(0.05)
"""
STALE = """
from systems.models import Profile
answer = Profile.objects.filter(stale_since__isnull=False).count()
"""
ASKED = """
from assessments.models import Assessment
from notifications.models import OutgoingMail
answer = [Assessment.objects.count(), OutgoingMail.objects.exclude(state="sent").count(), OutgoingMail.objects.count()]
"""


@pytest.mark.parametrize("fault", ["kill", "be_silent"])
def test_every_save_succeeds_while_redis_is_away(portal, redis, sink, fault):
    company = portal(REDIS_URL=redis.url, EMAIL_URL=sink.url)
    keys = company.ask(FIND, count=30)
    answers: list[tuple[int, float]] = []
    saving = threading.Thread(target=lambda: answers.extend(company.ask(SAVE, keys=keys)))
    saving.start()
    time.sleep(2)
    getattr(redis, fault)()
    saving.join()
    assert len(answers) == 30
    assert {status for status, _ in answers} == {302}
    took = sorted(seconds for _, seconds in answers)
    assert took[-1] < 2, took[-3:]
    if fault == "kill":
        redis.start()
    else:
        redis.speak_again()
    company.worker()
    company.beat("one", "tests.faults.hasty")
    assert until(lambda: company.ask(ASKED) == [30, 0, 30], 40), company.ask(ASKED)
    assert len(set(sink.names)) == 30
