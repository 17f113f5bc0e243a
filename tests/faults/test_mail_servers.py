"""A mail server in trouble: every mail arrives or is shown as refused, and only what was cut off may come twice."""

from __future__ import annotations

import pytest
from aiosmtpd.controller import Controller

from tests.faults.figures import note
from tests.faults.portal import free_port, until
from tests.faults.servers.mail_servers import TroubledServer
from tests.faults.sizes import SIZES
from tests.faults.test_mail import ASK, STATES

DUE_NOW = """
from django.db.models.functions import Now
from notifications.models import OutgoingMail
answer = OutgoingMail.objects.filter(state="pending").update(due_at=Now())
"""
REFUSED = """
from notifications.models import OutgoingMail
answer = list(OutgoingMail.objects.filter(state="failed").values_list("recipient__email", "error"))
"""
NAMES = """
from notifications.models import OutgoingMail
answer = dict(OutgoingMail.objects.values_list("recipient__email", "message_id"))
"""


@pytest.fixture
def troubled():
    server = TroubledServer(seed=5)
    controller = Controller(server, hostname="127.0.0.1", port=free_port())
    controller.start()
    server.url = f"smtp://127.0.0.1:{controller.port}?timeout=5"
    yield server
    controller.stop()


def test_every_mail_arrives_or_is_shown_as_refused(portal, redis, troubled):
    company = portal(REDIS_URL=redis.url, EMAIL_URL=troubled.url)
    assert company.ask(ASK, count=SIZES.refused_mails) == SIZES.refused_mails
    company.worker(2)
    company.beat("one", "tests.faults.hasty")

    def is_over() -> bool:
        company.ask(DUE_NOW)  # the pauses between two tries are over
        return {state.split()[0] for state in company.ask(STATES)} <= {"sent", "failed"}

    assert until(is_over, 60 + SIZES.refused_mails / 4), company.ask(STATES)
    refused, names = company.ask(REFUSED), company.ask(NAMES)
    assert {address for address, _ in refused} == troubled.never
    assert all("550" in error for _, error in refused)
    arrived = {names[address] for address in names if address not in troubled.never}
    assert set(troubled.taken) == arrived, "none is missing, and each came under its own name"
    twice = sum(troubled.taken.values()) - len(arrived)
    assert twice <= sum(troubled.cut.values())
    assert all(count <= 1 + troubled.cut[name] for name, count in troubled.taken.items())
    assert troubled.later
    assert troubled.never
    assert troubled.cut
    note(
        "a mail server in trouble",
        f"{SIZES.refused_mails:,} mails: {troubled.later:,} times refused for now, {len(troubled.never):,} for good, "
        f"{sum(troubled.cut.values()):,} times cut off after it was taken, {troubled.slow} times no answer: 0 missing, "
        f"{twice:,} came twice, each under one Message-ID and no more often than it was cut off; the refused ones are "
        "shown",
    )
