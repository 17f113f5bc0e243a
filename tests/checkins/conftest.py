"""A system with an address, jobs that call it, and clocks that all say the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from checkins import tasks
from checkins.actions.addresses import renew_address
from checkins.services.pace import pace
from derivation import tasks as deriving
from systems.models import System
from tests.factories import ProtectionFactory, SystemFactory
from tests.panels.rounds import round_of

Call = Callable[..., HttpResponse]
HOUR = 3600
DAY = 24 * HOUR


@pytest.fixture(autouse=True)
def at_any_pace() -> None:
    pace.forget()


@pytest.fixture
def system(owner) -> System:
    """A day of work may be lost, and a copy is made every night."""
    system = SystemFactory(key="payments", name="Payment platform", owner=owner)
    ProtectionFactory(system=system, history="snapshot", live_copy="none", interval_seconds=DAY)
    round_of(system, rto=4 * HOUR, rpo=DAY)
    return system


@pytest.fixture
def token(system, architect) -> str:
    return renew_address(system=system, by=architect)


@pytest.fixture
def call(token) -> Call:
    """`call(newest=…)` calls the address as a job does: by POST with form fields."""
    client = Client(enforce_csrf_checks=True)

    def called(path: str = "", *, to: str = token, **fields: object) -> HttpResponse:
        return client.post(f"/check-in/{to}{path}", fields, content_type="application/json")

    return called


@pytest.fixture
def send(token) -> Call:
    """`send(body)` posts what a tool printed, as curl does it."""
    client = Client(enforce_csrf_checks=True)

    def sent(body: bytes, path: str = "", *, kind: str = "application/x-www-form-urlencoded") -> HttpResponse:
        return client.post(f"/check-in/{token}{path}", body, content_type=kind)

    return sent


@pytest.fixture
def clock(monkeypatch) -> Callable[[float], time_machine.travel]:
    """`clock(hours)`: all clocks say that so many hours have passed, the database's as well."""
    begun = timezone.now()

    def moved(hours: float) -> time_machine.travel:
        moment = begun + dt.timedelta(hours=hours)
        for module in (
            "checkins.services.fact_source", "checkins.services.overdue", "assessments.services.reminding.reminders",
        ):  # fmt: skip
            monkeypatch.setattr(f"{module}.database_now", lambda: moment)
        return time_machine.travel(moment, tick=False)

    return moved


def settle() -> None:
    """What the scheduler and the workers do within a minute."""
    tasks.take_in()
    deriving.derive()
