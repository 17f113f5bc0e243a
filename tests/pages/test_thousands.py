"""With more than a thousand systems every page writes every number in one way."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.urls import reverse

from accounts.permissions import Role
from systems.models import Profile, System
from tests.factories import PersonFactory
from tests.pages.test_counts import LISTS, fetcher

pytestmark = pytest.mark.django_db
MANY = 1234
NOT_READ = re.compile(r"<(script|style|svg|head)\b.*?</\1>|<[^>]*>", re.DOTALL)


@pytest.fixture
def everybody(db):
    """One owner of 1,234 systems, and somebody who may see every page."""
    owner = PersonFactory(roles=[Role.OWNER], language="en")
    made = System.objects.bulk_create(System(key=f"s-{at}", name=f"System {at:x}z", owner=owner) for at in range(MANY))
    Profile.objects.bulk_create([Profile(system=each) for each in made])
    return owner, PersonFactory(roles=[Role.ARCHITECT, Role.ADMINISTRATOR, Role.MANAGER], language="en")


def read_aloud(page: str) -> str:
    return " ".join(unescape(NOT_READ.sub(" ", page)).split())


def test_every_number_of_a_thousand_and_more_is_grouped(everybody):
    owner, reader = everybody
    fetch = fetcher(reader)
    urls = [reverse(name) for name in LISTS] + [
        reverse("accounts:person", args=[owner.pk]),
        f"{reverse('systems:list')}?q=System&state=not_asked",
        reverse("assessments:ask_filtered"),
    ]
    said = {url: read_aloud(fetch(url)) for url in urls}
    bare = {url: re.findall(rf".{{0,60}}{MANY}.{{0,40}}", text) for url, text in said.items()}
    assert {url: where for url, where in bare.items() if where} == {}
    assert sum("1,234" in text for text in said.values()) >= 5
