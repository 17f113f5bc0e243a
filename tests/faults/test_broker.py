"""The broker is away while people save: every save succeeds, quickly, and the work is done once it is back."""

from __future__ import annotations

import threading
import time

import pytest

from tests.faults.figures import note
from tests.faults.portal import until
from tests.faults.sizes import SIZES

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
client.get(reverse("systems:list"))  # what a process loads for its first page is not what a save waits for
answer = []
for key in keys:
    begun = time.monotonic()
    response = client.post(reverse("assessments:invite", args=[key]))
    answer.append([response.status_code, time.monotonic() - begun])
    time.sleep(pause)
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


FAULTS = {
    "kill": "a broker that is killed while people save",
    "be_silent": "a broker that falls silent while people save",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_every_save_succeeds_while_redis_is_away(portal, redis, sink, fault):
    company = portal(REDIS_URL=redis.url, EMAIL_URL=sink.url)
    keys = company.ask(FIND, count=SIZES.saves)
    answers: list[tuple[int, float]] = []
    saving = threading.Thread(target=lambda: answers.extend(company.ask(SAVE, keys=keys, pause=SIZES.between_saves)))
    saving.start()
    time.sleep(2)
    getattr(redis, fault)()
    saving.join()
    assert len(answers) == SIZES.saves
    assert {status for status, _ in answers} == {302}
    took = sorted(seconds for _, seconds in answers)
    assert took[-1] < 2, took[-3:]
    if fault == "kill":
        redis.start()
    else:
        redis.speak_again()
    company.worker()
    company.beat("one", "tests.faults.hasty")
    wanted = [SIZES.saves, 0, SIZES.saves]
    assert until(lambda: company.ask(ASKED) == wanted, 40 + SIZES.saves / 20), company.ask(ASKED)
    assert len(set(sink.names)) == SIZES.saves
    note(
        FAULTS[fault],
        f"{SIZES.saves:,} saves in {sum(took):.0f} s without a broker: no error, the slowest {took[-1]:.1f} s; every "
        "mail went out after",
    )
