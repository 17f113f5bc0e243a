"""Every page that is about one system, read from the resolver, and what is answered when somebody opens it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from itertools import cycle
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import User
from assessments.models import Assessment, Commitment, Justification, TakenOffer, TakenProtection
from exports.formats import summary_formats
from panels.models import Delegation, Panel, PanelResponse
from questionnaires.services import loading
from systems.models import Exercise, Finding, System
from tests.pages.addresses import FOR_PROGRAMS, Address, addresses

# For each parameter of an address that leads to a system: where it is kept, and how its row leads there.
LEADS_TO: dict[str, tuple[type[Model], str, str]] = {
    "key": (System, "key", "pk"),
    "public_id": (Assessment, "public_id", "system_id"),
    "finding_id": (Finding, "pk", "system_id"),
    "justification_id": (Justification, "pk", "system_id"),
    "promise_id": (Commitment, "pk", "system_id"),
    "taken_id": (TakenOffer, "pk", "assessment__system_id"),
    "measure_id": (TakenProtection, "pk", "system_id"),
    "exercise_id": (Exercise, "pk", "system_id"),
    "panel_id": (Panel, "public_id", "assessment__system_id"),
    "response_id": (PanelResponse, "public_id", "panel__assessment__system_id"),
    "delegation_id": (Delegation, "public_id", "assessment__system_id"),
}
# These choose a part of what the others lead to; the systems take turns at them.
IN_TURN = ("topic", "format_key", "asked")
# Parameters of pages about something else: people, mail, versions, files to import.
ELSEWHERE = {
    "forecast_pk",
    "pk",
    "batch_id",
    "mail_id",
    "name",
    "token",
    "token_id",
    "service_id",
    "webhook_id",
    "source_id",
    "delivery_id",
    "question",
    "kind",
    "provider_key",
}

Open = Callable[[User, str], HttpResponse]


@dataclass(frozen=True)
class Page:
    """One address of a route, and the owner of the system that it is about."""

    route: str
    url: str
    owner: User | None


def routes() -> list[Address]:
    """The routes that lead to a system, whatever else their addresses hold."""
    return [each for each in for_browsers() if LEADS_TO.keys() & set(each.parameters)]


def for_browsers() -> list[Address]:
    """All but what programs ask for with a token."""
    return [each for each in addresses() if not each.pattern.startswith(FOR_PROGRAMS)]


def unplaced() -> list[str]:
    """Routes with a parameter of which nobody has said here whether it leads to a system."""
    ours = {each.name for each in routes()}
    known = {True: {*LEADS_TO, *IN_TURN}, False: {*ELSEWHERE, *IN_TURN}}
    return [each.name for each in for_browsers() if set(each.parameters) - known[each.name in ours]]


def pages(systems: Iterable[System], *, one_in: int = 1) -> Iterator[Page]:
    """All pages of each system, as far as there is something to be about: no exercise, no page of an exercise. With
    `one_in` so many systems share out those that every system has: each opens others than the one before."""
    kept = {name: dict(rows.objects.order_by("pk").values_list(to, own)) for name, (rows, own, to) in LEADS_TO.items()}
    topics = cycle(each["key"] for each in loading.current().document["topics"])
    for number, (system, topic, form) in enumerate(zip(systems, topics, cycle(summary_formats()), strict=False)):
        values: dict[str, Any] = {name: found[system.pk] for name, found in kept.items() if system.pk in found}
        values |= {"topic": topic, "format_key": form.key, "asked": "mtd"}
        for turn, route in enumerate(routes(), start=number):
            everywhere = set(route.parameters) <= {"key", *IN_TURN}
            if set(route.parameters) <= values.keys() and (turn % one_in == 0 or not everywhere):
                url = reverse(route.name, kwargs={name: values[name] for name in route.parameters})
                yield Page(route.name, url, system.owner)


def opened(these: Iterable[Page], readers: Iterable[User]) -> Iterator[tuple[Page, HttpResponse]]:
    """What each page answers to one of the readers, who take turns.

    A route that is not for the readers, as the first of its pages shows, is opened by the system's owner instead. One
    that takes forms only is asked once, and answers 405.
    """
    get, forms, for_owners = opener(), set[str](), set[str]()
    for page, reader in zip(these, cycle(readers), strict=False):
        if page.route in forms:
            continue
        person = page.owner if page.owner and page.route in for_owners else reader
        response = get(person, page.url)
        if response.status_code == 405:
            forms.add(page.route)
        elif person == reader and page.owner and 300 <= response.status_code < 500:
            for_owners.add(page.route)
            response = get(page.owner, page.url)
        yield page, response


def opener() -> Open:
    """One browser for all people, which leaves nothing behind: a page is opened as if it were the first."""
    browser = Client(raise_request_exception=False, SERVER_NAME="localhost")
    sessions: dict[int, dict[str, str]] = {}

    def get(person: User, url: str) -> HttpResponse:
        if person.pk not in sessions:
            sessions[person.pk] = session_of(person)
        browser.cookies = SimpleCookie(sessions[person.pk])
        with transaction.atomic():
            response = browser.get(url)
            transaction.set_rollback(True)
        return response

    return get


def session_of(person: User) -> dict[str, str]:
    client = Client()
    client.force_login(person, backend="accounts.backends.PeopleBackend")
    return {name: each.value for name, each in client.cookies.items()}
