"""Workers and brokers are killed while mail goes out: none is lost, and only what was under way may come twice, by one
name."""

from __future__ import annotations

import random
import time
from collections import Counter

import pytest

from tests.faults.figures import note
from tests.faults.portal import kill, until
from tests.faults.sizes import SIZES

AT_ONCE = 2
PROMPT = 30
"""Seconds until mail goes out again."""

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


def test_killed_workers_and_brokers_lose_no_mail(portal, redis, sink):
    sink.seconds = 1.6 / SIZES.mails
    company = portal(REDIS_URL=redis.url, EMAIL_URL=sink.url)
    company.beat("one", "tests.faults.hasty")
    worker = company.worker(AT_ONCE)
    assert company.ask(ASK, count=SIZES.mails) == SIZES.mails
    faults = ["worker"] * SIZES.worker_kills + ["broker"] * SIZES.redis_kills + ["flush"]
    random.Random(7).shuffle(faults)
    pauses = []
    for number, fault in enumerate(faults, start=1):
        assert until(lambda wanted=number: len(sink.names) >= wanted * SIZES.mails // (len(faults) + 2), 120)
        if fault == "worker":
            kill(worker)
            company.ask(TEN_MINUTES_LATER)
            worker = company.worker(AT_ONCE)
        elif fault == "broker":
            redis.kill()
            redis.start()
        else:
            redis.forget_everything()
        pauses.append(seconds_until_more(sink))
    assert max(pauses) < PROMPT, pauses
    assert until(lambda: len(set(sink.names)) == SIZES.mails, 120), company.ask(STATES)
    until(lambda: company.ask(STATES) == {"sent": SIZES.mails}, 90)  # a mail that met a busy sink waits a minute
    assert company.ask(STATES) == {"sent": SIZES.mails}
    assert set(sink.names) == set(company.ask(NAMES))
    twice = len(sink.names) - SIZES.mails
    assert twice <= SIZES.worker_kills * AT_ONCE
    assert max(Counter(sink.names).values()) <= 1 + SIZES.worker_kills
    note(
        "workers and brokers killed while mail goes out",
        f"{SIZES.mails:,} mails owed, {SIZES.worker_kills} workers and {SIZES.redis_kills} brokers killed, one broker "
        f"emptied: 0 lost; {twice} were under way and came twice, under one Message-ID; going on after "
        f"{max(pauses):.0f} s at most",
    )


def seconds_until_more(sink) -> float:
    """Where nothing is left to be sent, nothing is waited for."""
    begun, before = time.monotonic(), len(sink.names)
    until(lambda: len(sink.names) > before or len(set(sink.names)) == SIZES.mails, PROMPT)
    return time.monotonic() - begun


@pytest.mark.parametrize("gathering", ["0", "3"])
def test_a_broker_that_forgets_everything_loses_no_mail(portal, redis, sink, gathering):
    company = portal(REDIS_URL=redis.url, EMAIL_URL=sink.url, MAIL_GATHERING_SECONDS=gathering)
    assert company.ask(ASK, count=30) == 30  # handed over to nobody
    redis.kill()
    redis.start()
    company.worker(AT_ONCE)
    company.beat("one", "tests.faults.hasty")
    begun = time.monotonic()
    assert until(lambda: len(sink.names) == 30, PROMPT)
    assert time.monotonic() - begun < PROMPT
    assert len(set(sink.names)) == 30
