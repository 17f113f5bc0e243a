"""An architect, an owner and a technical contact of systems in every state, and calendars as programs fetch them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from icalendar import Calendar, Event

from accounts.models import User
from accounts.permissions import Role
from assessments.models import Decision
from calendars.services import pace
from derivation.services import deriving
from systems.models import Profile, System
from tests.factories import ExerciseFactory, PersonFactory, ProtectionFactory, SystemFactory
from tests.panels.rounds import round_of

HOUR, DAY = 3600, 86_400
NOW = dt.datetime.now(dt.UTC).replace(hour=23, minute=30, second=0, microsecond=0)
"""Of today, since the database says which day it is; in Tokyo it is tomorrow already."""
FEED = re.compile(r"http://localhost:8000(/calendar/[\w-]{32}\.ics)")


@pytest.fixture(autouse=True)
def at_any_pace() -> Iterator[None]:
    pace.forget()
    yield
    pace.forget()


@dataclass
class Fetched:
    """A calendar as it came, and its entries by what they are called."""

    response: HttpResponse
    events: dict[str, Event] = field(default_factory=dict)

    @classmethod
    def of(cls, response: HttpResponse) -> Fetched:
        assert response.status_code == 200, response.content
        found = Calendar.from_ical(response.content).walk("VEVENT")
        return cls(response, {str(each["summary"]): each for each in found})

    @property
    def days(self) -> dict[str, dt.date]:
        return {title: each["dtstart"].dt for title, each in self.events.items()}


@pytest.fixture
def made(sign_in) -> Callable[..., str]:
    """`made(person)` makes their calendar on its page and gives the path of its address."""

    def path(person: User, **sent: str) -> str:
        [found] = FEED.findall(sign_in(person).post("/profile/calendar/", sent).content.decode())
        return found

    return path


@pytest.fixture
def calendar(made) -> Callable[..., Fetched]:
    """`calendar(person)`: what a program fetches at a new address of theirs."""
    return lambda person, **sent: Fetched.of(Client().get(made(person, **sent)))


def approved(key: str, owner: User, at: dt.datetime, **facts: object) -> System:
    """A system whose answers were approved at that moment."""
    system = SystemFactory(key=key, name=facts.pop("name", f"The {key}"), owner=owner)
    ProtectionFactory(system=system, strategy="backup_restore", history="snapshot", interval_seconds=HOUR)
    round_ = round_of(system, state="approved", rto=8 * HOUR, rpo=4 * HOUR, mtd=DAY)
    Decision.objects.create(assessment=round_, outcome="approved", by=owner, at=at, idempotency_key=uuid4())
    return system


def derive(*systems: System) -> None:
    Profile.objects.filter(system__in=systems).update(stale_since=NOW)
    deriving.derive([system.pk for system in systems])


@pytest.fixture
def contact(db) -> User:
    return PersonFactory(email="contact@example.org", roles=[Role.OWNER])


@pytest.fixture
def tested(owner, contact) -> System:
    """Approved 100 days ago, its data brought back 200 days ago."""
    system = approved("payments", owner, NOW - dt.timedelta(days=100), name="Payments")
    System.objects.filter(pk=system.pk).update(technical_contact=contact)
    ExerciseFactory(
        system=system, kind="data_restore", performed_on=NOW.date() - dt.timedelta(days=200), rta_seconds=HOUR
    )
    derive(system)
    return system
