"""Every count on every page is a link, and leads to a list of exactly so many."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.permissions import Role
from derivation.services import deriving
from scenarios.models import Scenario
from systems.models import System
from systems.services.staleness import mark_stale
from tests.factories import DependencyFactory, PersonFactory, SystemFactory
from tests.pages.counted import Counts, disagreements
from tests.pages.random_company import found_random_company

pytestmark = pytest.mark.django_db
LISTS = (
    "assessments:to_do",
    "systems:list",
    "exports:portfolio",
    "scenarios:list",
    "policies:policy",
    "questionnaires:questionnaire",
    "accounts:people",
    "notifications:mail",
    "assessments:queue",
)


def fetcher(person: User) -> Callable[[str], str]:
    client = Client()
    client.force_login(person)

    def fetch(url: str) -> str:
        response = client.get(url)
        assert response.status_code == 200, f"{url}: {response.status_code}"
        return response.content.decode()

    return fetch


def everywhere(systems: list[System]) -> list[str]:
    """The pages that count: those of the navigation, and of each system what it needs and what needs it."""
    urls = [reverse(name) for name in LISTS]
    urls += [reverse("scenarios:scenario", args=[each.pk]) for each in Scenario.objects.all()]
    for system in systems:
        names = ("detail", "dependencies", "retire")
        urls += [reverse(f"systems:{name}", args=[system.key]) for name in names]
    return urls


@pytest.fixture
def everything(db) -> User:
    return PersonFactory(roles=[Role.ARCHITECT, Role.ADMINISTRATOR, Role.MANAGER], language="en")


def test_every_count_of_the_demonstration_leads_to_its_list(settings, everything):
    settings.DEMO = True
    call_command("demo", verbosity=0)
    fetch = fetcher(everything)
    urls = everywhere(list(System.objects.all()))
    assert sum(len(Counts(fetch(url)).links) for url in urls) > 100
    assert not list(disagreements(fetch, urls))


def test_every_owner_of_the_demonstration_reads_counts_of_their_own(settings):
    settings.DEMO = True
    call_command("demo", verbosity=0)
    for owner in User.objects.filter(owned_systems__isnull=False, is_active=True).distinct():
        urls = [reverse("assessments:to_do"), reverse("systems:list")]
        urls += [reverse("systems:detail", args=[each.key]) for each in owner.owned_systems.all()]
        assert not list(disagreements(fetcher(owner), urls)), owner


def test_every_count_of_a_large_company_leads_to_its_list(everything):
    found_random_company(300)
    systems = list(System.objects.order_by("pk"))
    fetch = fetcher(everything)
    assert not list(disagreements(fetch, everywhere(systems[:12] + systems[::25])))


def test_what_nobody_has_answered_yet_contradicts_nothing(everything):
    systems = SystemFactory.create_batch(3)
    mark_stale(each.pk for each in systems)
    deriving.derive([each.pk for each in systems])
    fetch = fetcher(everything)
    assert not {each.number for each in Counts(fetch(reverse("exports:portfolio"))).links if each.what == "blocks"} - {
        0
    }
    assert "findings=blocks" not in fetch(reverse("assessments:to_do"))
    assert systems[0].findings.open().filter(code="objective-unset").exists()


def test_of_many_that_need_it_the_tightest_are_shown_and_all_are_listed(everything):
    """A hundred and thirty need it; the one that needs it soonest has the last name."""
    hub = SystemFactory(name="Network")
    many = SystemFactory.create_batch(130)
    tight = SystemFactory(name="Zebra")
    for each in (*many, tight):
        DependencyFactory(system=each, needs=hub)
    type(tight.profile).objects.filter(system__in=many).update(rto_state="value", rto_seconds=86_400)
    type(tight.profile).objects.filter(system=tight).update(rto_state="value", rto_seconds=60)
    fetch = fetcher(everything)
    page = fetch(reverse("systems:detail", args=[hub.key]))
    assert "Is needed by 131 systems" in page
    assert "+ 125 more" in page
    assert "Zebra" in page
    assert Counts(fetch(reverse("systems:needed_by", args=[hub.key]))).listed == 131
