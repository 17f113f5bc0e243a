"""A connection to the broker that is open and dead: no end, no refusal, nothing comes."""

from __future__ import annotations

import time

from tests.faults.figures import note
from tests.faults.portal import until
from tests.faults.servers.half_open import HalfOpen
from tests.faults.test_mail import ASK

MORE = """
from assessments.services import inviting
from tests.faults.company import architect, found
inviting.invite(systems=found(1, first=1000), by=architect())
answer = 1
"""


def test_a_connection_that_is_dead_is_noticed(portal, redis, sink):
    between = HalfOpen(redis.port)
    company = portal(REDIS_URL=between.url, EMAIL_URL=sink.url)
    company.worker(1)
    company.beat("one", "tests.faults.hasty", HASTY="notifications.sweep")
    assert company.ask(ASK, count=3) == 3
    assert until(lambda: len(sink.names) == 3, 60)
    between.forget()
    begun = time.monotonic()
    assert company.ask(MORE) == 1
    assert until(lambda: len(sink.names) == 4, 60)
    note(
        "a connection to the broker that is open and dead",
        f"the worker takes work again after {time.monotonic() - begun:.0f} s",
    )
    between.stop()
