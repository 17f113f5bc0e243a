"""Whoever walks through the demonstration, following every link that a page shows, leaves it as it was."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import Resolver404, resolve

from accounts.models import User
from accounts.permissions import Role
from assessments.models import Assessment
from panels.models import Delegation
from systems.models import System
from tests.factories import PersonFactory
from tests.rows import changed, every_row

pytestmark = pytest.mark.django_db
LINK = re.compile(r'(?:href|hx-get)="([^"#]+)')
OF_EACH_ROUTE = 3
LEFT_OUT = {"exports:summary_file", "exports:catalogue_file", "exports:recovery_order_file"}
"""Files take long to draw, and `tests/pages/test_looks.py` asks for one of each."""

# Tables that a look may write to, and why.
EXPECTED = {
    # A sentence that is to be read on the page where a link that leads nowhere any more ends.
    "django_session",
}


@pytest.fixture
def demo(settings):
    settings.DEMO = True
    call_command("demo", verbosity=0)


def somebody(role: str) -> User:
    """One of the company with that role; an invited colleague has none, and is asked one question."""
    if role != "invited":
        return User.objects.with_role(Role(role)).order_by("pk").first()
    colleague = PersonFactory(roles=[])
    round_ = Assessment.objects.filter(state="open").select_related("respondent").first()
    Delegation.objects.create(
        assessment=round_, person=colleague, asked_by=round_.respondent, questions=["what_stops"], note=""
    )
    return colleague


def walked(client: Client, begin: list[str]) -> Iterator[tuple[str, str]]:
    """Every page that is found, with its route; of each route as many as make a difference."""
    waiting, seen, count = list(begin), set(begin), Counter[str]()
    while waiting:
        url = waiting.pop(0)
        try:
            route = resolve(urlsplit(url).path).view_name
        except Resolver404:
            continue
        count[route] += 1
        if route in LEFT_OUT or count[route] > OF_EACH_ROUTE:
            continue
        response = client.get(url)
        yield url, route
        targets = [response["Location"]] if response.status_code in (301, 302) else links(response)
        for target in (urljoin(url, each) for each in targets):
            if not urlsplit(target).netloc and target not in seen:
                seen.add(target)
                waiting.append(target)


def links(response) -> list[str]:
    if response.streaming or "html" not in response["Content-Type"]:
        return []
    return [unescape(each) for each in LINK.findall(response.content.decode())]


@pytest.mark.parametrize("role", ["owner", "architect", "manager", "administrator", "invited"])
def test_following_every_link_changes_nothing(role, demo, sign_in):
    person = somebody(role)
    mailed = [f"/systems/{key}/answer/" for key in System.objects.filter(owner=person).values_list("key", flat=True)]
    client, before, routes = sign_in(person), every_row(), set()
    for url, route in walked(client, ["/", "/to-do/", "/systems/", *mailed]):
        left = [table for table in changed(before, every_row()) if table not in EXPECTED]
        assert not left, f"{url} leaves {', '.join(left)}"
        routes.add(route)
    least = {"owner": 12, "architect": 25, "manager": 8, "administrator": 8, "invited": 4}
    assert len(routes) >= least[role], sorted(routes)
