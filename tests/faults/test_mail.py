"""Workers are killed while they deliver: no mail is lost, and only what was under way may come twice, by one name."""

from __future__ import annotations

import time
from collections import Counter

import pytest

from tests.faults.portal import kill, until

MAILS, KILLS, AT_ONCE = 80, 3, 2

STATES = """
from collections import Counter
from notifications.models import OutgoingMail
answer = Counter(f"{state} {error}".strip() for state, error in OutgoingMail.objects.values_list("state", "error"))
"""
NAMES = """
from notifications.models import OutgoingMail
answer = list(OutgoingMail.objects.values_list("message_id", flat=True))
"""
TEN_MINUTES_LATER = """
from datetime import timedelta
from django.db.models import F
from notifications.models import OutgoingMail
answer = OutgoingMail.objects.filter(state="sending").update(seen_at=F("seen_at") - timedelta(minutes=11))
"""
ASK = """
from tests.faults.company import ask_owners
answer = ask_owners(count)
"""


def test_killed_workers_lose_no_mail(portal, redis, sink):
    company = portal(REDIS_URL=redis.url, EMAIL_URL=sink.url)
    company.beat("one", "tests.faults.hasty")
    worker = company.worker(AT_ONCE)
    assert company.ask(ASK, count=MAILS) == MAILS
    for kills in range(1, KILLS + 1):
        assert until(lambda wanted=kills: len(sink.names) >= wanted * MAILS // (KILLS + 2), 60)
        kill(worker)
        company.ask(TEN_MINUTES_LATER)
        worker = company.worker(AT_ONCE)
    assert until(lambda: len(set(sink.names)) == MAILS, 60), company.ask(STATES)
    until(lambda: company.ask(STATES) == {"sent": MAILS}, 90)  # a mail that met a busy sink waits a minute
    assert company.ask(STATES) == {"sent": MAILS}
    assert set(sink.names) == set(company.ask(NAMES))
    assert len(sink.names) - MAILS <= KILLS * AT_ONCE
    assert max(Counter(sink.names).values()) <= 1 + KILLS


@pytest.mark.parametrize("gathering", ["0", "3"])
def test_a_broker_that_forgets_everything_loses_no_mail(portal, redis, sink, gathering):
    company = portal(REDIS_URL=redis.url, EMAIL_URL=sink.url, MAIL_GATHERING_SECONDS=gathering)
    assert company.ask(ASK, count=30) == 30  # handed over to nobody
    redis.kill()
    redis.start()
    company.worker(AT_ONCE)
    company.beat("one", "tests.faults.hasty")
    begun = time.monotonic()
    assert until(lambda: len(sink.names) == 30, 30)
    assert time.monotonic() - begun < 30
    assert len(set(sink.names)) == 30
