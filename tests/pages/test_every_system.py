"""Every page of every system opens, whatever is known about it: in the demonstration and where chance decided."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from accounts.models import User
from accounts.permissions import Role
from systems.models import Profile, System
from tests.factories import PersonFactory
from tests.pages.random_company import found_random_company
from tests.pages_of_systems import opened, pages, routes, unplaced

SIZE = 300
PARTS = 2
"""The random company is opened in so many tests, so that each core takes its share."""


@pytest.fixture
def architects(db) -> list[User]:
    """Who see everything: one in each language."""
    return [PersonFactory(roles=[Role.ARCHITECT], language=language) for language in ("en", "es")]


def open_all(systems: list[System], architects: list[User], *, one_in: int = 1) -> set[str]:
    """The routes that answered, with a page or that they take forms only. Fails when one answers with a fault."""
    answered, faults = set(), []
    for page, response in opened(pages(systems, one_in=one_in), architects):
        if response.status_code < 400 or response.status_code == 405:
            answered.add(page.route)
        if response.status_code >= 500:
            faults.append(f"{page.route}: {page.url}: {response.exc_info[1]!r}")
    assert not faults, f"{len(faults)} pages are faults:\n" + "\n".join(faults[:30])
    return answered


def test_every_route_says_whether_it_leads_to_a_system():
    missing = ", ".join(unplaced())
    assert not missing, f"Say in tests/pages_of_systems.py what the parameters mean of: {missing}"


def test_every_system_of_the_demonstration_opens(settings, architects):
    settings.DEMO = True
    call_command("demo", verbosity=0)
    assert open_all(list(System.objects.select_related("owner")), architects)


@pytest.mark.parametrize("part", range(PARTS))
def test_every_system_of_a_random_company_opens(part, architects):
    found_random_company(SIZE)
    assert not Profile.objects.exclude(stale_since=None, last_error="").exists()
    assert Profile.objects.filter(
        rto_state="value", record__recovery_estimate=None, system__needs__kind="hard"
    ).exists()
    systems = list(System.objects.select_related("owner").order_by("pk"))
    # Pages that every system has are shared out: each is opened for thirty systems, which are in every state; `make
    # bench` opens all.
    answered = open_all(systems[part * SIZE // PARTS : (part + 1) * SIZE // PARTS], architects, one_in=10)
    unseen = [each.name for each in routes() if each.name not in answered]
    assert not unseen, f"No page was opened, so put what it is about into random_company.py: {', '.join(unseen)}"
