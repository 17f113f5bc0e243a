"""What creates something creates it once, however often the same form is sent: one after the other, and at the same
moment."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import OnceToken, User
from accounts.permissions import Role
from accounts.tasks import tidy
from campaigns.models import Campaign
from notifications.models import OutgoingMail
from panels.models import Delegation
from policies.models import PolicyVersion
from questionnaires.models import Questionnaire
from scenarios.models import Scenario
from systems.models import Exercise, ImportBatch, System
from tests.factories import PersonFactory, SystemFactory
from tests.panels.rounds import round_of
from tests.policies.test_parallel import all_at_once

Values = dict[str, object]
DRILL = {
    "kind": "data_restore", "performed_on": "2025-06-01", "scope": "One database", "people": "Ann",
    "rta_seconds": "45 min", "rpa_seconds": "0", "note": "", "evidence_link": "",
}  # fmt: skip
SCENARIO = {
    "name": "Lost", "kind": "site", "lost_by": "site", "site": "Frankfurt", "hosting": "", "systems": "", "unit": "",
    "tag": "", "supplier": "", "teams": "2", "declared_after": "", "version": "", "row": ["p0"], "p0-place": "",
    "p0-speed": "",
}  # fmt: skip


def campaign_form() -> Values:
    today = timezone.localdate()
    return {"name": "All", "starts_on": today, "due_on": today + timedelta(28), "waves": 1, "days_apart": 7}


class Case:
    """A form that creates something: its page and address, what is sent, and what there is one of."""

    def __init__(
        self,
        page: str,
        values: Callable[[], Values],
        count: Callable[[], int],
        *,
        address: str = "",
        by: str = "architect",
    ) -> None:
        self.page, self.values, self.count, self.address, self.by = page, values, count, address or page, by


CASES = {
    "system": Case(
        "/systems/new/",
        lambda: {"name": "Till", "status": "live", "type": "application"},
        lambda: System.objects.filter(name="Till").count(),
    ),
    "drill": Case("/systems/shop/exercises/new/", lambda: DRILL, Exercise.objects.count),
    "campaign": Case("/campaigns/new/", campaign_form, Campaign.objects.count),
    "scenario": Case("/scenarios/new/", lambda: SCENARIO, Scenario.objects.count),
    "invitation": Case("/systems/shop/", dict, OutgoingMail.objects.count, address="/systems/shop/invite/"),
    "question to a contact": Case(
        "/systems/shop/", dict, OutgoingMail.objects.count, address="/systems/shop/protection/ask/"
    ),
    "policy draft": Case(
        "/policy/", dict, lambda: PolicyVersion.objects.drafts().count(), address="/policy/drafts/begin/"
    ),
    "questionnaire draft": Case(
        "/questionnaire/",
        dict,
        lambda: Questionnaire.objects.filter(published_at=None).count(),
        address="/questionnaire/drafts/begin/",
    ),
    "person": Case(
        "/people/new/",
        lambda: {"email": "new@example.org", "name": "New", "roles": ["owner"]},
        lambda: User.objects.filter(email="new@example.org").count(),
        by="administrator",
    ),
}


@pytest.fixture
def shop(db) -> System:
    return SystemFactory(
        key="shop",
        name="Shop",
        site="Frankfurt",
        owner=PersonFactory(roles=[Role.OWNER]),
        technical_contact=PersonFactory(),
    )


def browser_of(case: Case) -> Client:
    role = Role.ADMINISTRATOR if case.by == "administrator" else Role.ARCHITECT
    client = Client()
    client.force_login(PersonFactory(roles=[role]), backend="accounts.backends.PeopleBackend")
    return client


def token_in(client: Client, case: Case) -> str:
    """The token of that very form, as its page carries it."""
    page = client.get(case.page).content.decode()
    forms = re.findall(r"<form[^>]*>.*?</form>", page, re.DOTALL)
    for form in forms:
        action = re.search(r'action="([^"]*)"', form.partition(">")[0])
        meant = action[1] if action else case.page
        if meant == case.address and (token := re.search(r'name="once" value="([0-9a-f-]{36})"', form)):
            return token[1]
    raise AssertionError(f"no form for {case.address} on {case.page} carries a token")


@pytest.mark.django_db
@pytest.mark.parametrize("name", CASES)
def test_sent_twice_it_creates_once_and_leads_to_the_same_place(name, shop):
    case = CASES[name]
    client, before = browser_of(case), case.count()
    sent = {**case.values(), "once": token_in(client, case)}
    first, second = (client.post(case.address, sent) for _ in range(2))
    assert first.status_code == second.status_code == 302, first.content.decode()[-3000:]
    assert first.headers["Location"] == second.headers["Location"]
    assert case.count() == before + 1


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="threads need a database server")
@pytest.mark.parametrize("name", CASES)
def test_sent_at_the_same_moment_it_creates_once(name, shop):
    case = CASES[name]
    client, before = browser_of(case), case.count()
    sent = {**case.values(), "once": token_in(client, case)}

    def press() -> int:
        another = Client()
        another.cookies = client.cookies
        return another.post(case.address, sent).status_code

    assert all_at_once(*[press] * 10) == [302] * 10
    assert case.count() == before + 1


@pytest.mark.django_db
def test_a_colleague_is_asked_once(shop, sign_in):
    round_ = round_of(shop, state="open")
    client, colleague = sign_in(shop.owner), PersonFactory(email="colleague@example.org", roles=[Role.OWNER])
    page = reverse("panels:ask_colleague", args=[round_.public_id])
    token = re.search(r'name="once" value="([^"]+)"', client.get(page).content.decode())[1]
    sent = {"questions": ["what_stops"], "person": colleague.email, "once": token}
    for _ in range(2):
        client.post(page, sent)
    assert Delegation.objects.count() == 1
    assert OutgoingMail.objects.count() == 1


@pytest.mark.django_db
def test_a_form_that_was_refused_can_be_sent_again(shop):
    client, token = browser_of(CASES["system"]), str(uuid.uuid4())
    assert client.post("/systems/new/", {"name": "", "once": token}).status_code == 422
    sent = {**CASES["system"].values(), "once": token}
    assert client.post("/systems/new/", sent).status_code == 302
    assert System.objects.filter(name="Till").count() == 1


@pytest.mark.django_db
def test_what_was_meant_twice_is_there_twice(shop):
    """Another token is another form."""
    client, case = browser_of(CASES["system"]), CASES["system"]
    for _ in range(2):
        client.post(case.address, {**case.values(), "once": token_in(client, case)})
    assert case.count() == 2


@pytest.mark.django_db
def test_tokens_are_not_kept_for_ever(owner):
    for days in (0, 3):
        used = timezone.now() - timedelta(days=days)
        OnceToken.objects.create(token=uuid.uuid4(), person=owner, used_at=used)
    tidy()
    assert OnceToken.objects.count() == 1


@pytest.mark.django_db
def test_a_file_that_was_sent_twice_is_one_import(shop):
    client = browser_of(CASES["system"])
    token = re.search(r'name="once" value="([^"]+)"', client.get("/systems/import/").content.decode())[1]
    for _ in range(2):
        client.post("/systems/import/", {"file": SimpleUploadedFile("a.csv", b"name\nShop\n"), "once": token})
    assert ImportBatch.objects.count() == 1


@pytest.mark.django_db
def test_two_drills_of_before_do_not_stand_in_the_way_of_the_same_one(shop):
    client, case = browser_of(CASES["drill"]), CASES["drill"]
    client.post(case.address, case.values())
    twin = Exercise.objects.get()
    twin.pk = None
    twin.save()
    assert client.post(case.address, case.values()).status_code == 302
    assert Exercise.objects.count() == 2
