"""A campaign from its beginning to its end, through the pages."""

from __future__ import annotations

import datetime as dt
import re
import threading

import pytest
import time_machine
from django.db import connection, connections
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from accounts.permissions import Role
from assessments.models import Asking, Assessment
from campaigns.models import Campaign, CampaignSystem
from campaigns.services.waves import begin_due_waves
from notifications.models import OutgoingMail
from systems.models import System
from tests.campaigns.conftest import ask_what_is_due, form_of
from tests.factories import PersonFactory, SystemFactory
from tests.panels.rounds import answers_of, round_of
from tests.systems.conftest import text

pytestmark = pytest.mark.django_db


def numbers(response, row: str) -> list[int]:
    """systems, asked, opened, begun, sent, approved, late"""
    found = re.search(rf'<th scope="row"[^>]*>{row}.*?</tr>', response.content.decode(), re.DOTALL)[0]
    return [int(number) for number in re.findall(r'class="num"[^>]*>(?:<a [^>]*>)?(\d+)', found)]


def later(days: int):
    return time_machine.travel(timezone.now() + dt.timedelta(days=days), tick=True)


def test_the_page_shows_the_waves_before_they_begin(sign_in, architect, company):
    client = sign_in(architect)
    page = client.get("/campaigns/new/?unit=" + str(company["sales"].pk))
    assert "2 systems" in text(page)
    looked = client.post("/campaigns/new/", form_of(look="1"))
    assert looked.content.decode().count('data-label="Asked on"') == 2
    assert not Campaign.objects.exists()


def test_waves_are_asked_when_their_day_comes_and_each_owner_gets_one_mail(begin, company):
    campaign = begin()
    ask_what_is_due()
    assert set(Assessment.objects.values_list("system__key", flat=True)) == {"shop", "web"}
    first, second = campaign.waves.all()
    assert set(Assessment.objects.values_list("due_on", flat=True)) == {first.due_on}
    assert [each.recipient for each in OutgoingMail.objects.all()] == [company["anna"]]
    ask_what_is_due()
    assert OutgoingMail.objects.count() == 1
    with later(7):
        ask_what_is_due()
    assert Assessment.objects.get(system__key="mill").due_on == second.due_on == campaign.due_on
    assert AuditEntry.objects.filter(action="campaign.wave_begun").count() == 2


def test_the_set_stays_as_it_was(begin, company):
    campaign = begin(f"unit={company['sales'].pk}")
    SystemFactory(key="new", business_unit=company["sales"], owner=company["anna"])
    assert set(campaign.places.values_list("system__key", flat=True)) == {"shop", "web"}


def test_progress_by_unit_and_person(begin, company, sign_in, architect):
    campaign = begin(waves=1)
    ask_what_is_due()
    page = sign_in(architect).get(f"/campaigns/{campaign.pk}/")
    assert numbers(page, "Sales") == [2, 2, 0, 0, 0, 0, 0]
    assert numbers(page, "Works") == [2, 1, 0, 0, 0, 0, 0]
    shop = Assessment.objects.get(system__key="shop")
    anna = sign_in(company["anna"])
    questions = anna.get(f"/assessments/{shop.public_id}/harm/")
    opened = re.search(r'hx-post="([^"]+/opened/)" hx-trigger="load"', questions.content.decode())[1]
    assert numbers(sign_in(architect).get(f"/campaigns/{campaign.pk}/"), "Anna")[2] == 0  # a look changes nothing
    assert anna.post(opened).status_code == 204
    assert "/opened/" not in anna.get(f"/assessments/{shop.public_id}/harm/").content.decode()
    assert numbers(sign_in(architect).get(f"/campaigns/{campaign.pk}/"), "Anna") == [2, 2, 1, 0, 0, 0, 0]
    Assessment.objects.filter(pk=shop.pk).update(saved_at=timezone.now())
    assert numbers(sign_in(architect).get(f"/campaigns/{campaign.pk}/"), "Sales") == [2, 2, 1, 1, 0, 0, 0]
    sent = {"submitted": answers_of(rto=3600), "submitted_at": timezone.now()}
    Assessment.objects.filter(pk=shop.pk).update(state="submitted", **sent)
    assert numbers(sign_in(architect).get(f"/campaigns/{campaign.pk}/"), "Sales") == [2, 2, 1, 1, 1, 0, 0]
    with later(40):
        assert numbers(sign_in(architect).get(f"/campaigns/{campaign.pk}/"), "Sales") == [2, 2, 1, 1, 1, 0, 1]


def test_every_number_is_the_length_of_its_list(begin, company, sign_in, architect):
    campaign = begin(waves=2)
    ask_what_is_due()
    Assessment.objects.filter(system__key="shop").update(state="returned", saved_at=timezone.now())
    client, seen = sign_in(architect), 0
    for page in (f"/campaigns/{campaign.pk}/", f"/campaigns/{campaign.pk}/people/"):
        for url, count in re.findall(r'<a href="([^"]+)" data-count="(\d+)"', client.get(page).content.decode()):
            listed = re.search(r'data-listed="(\d+)"', client.get(url.replace("&amp;", "&")).content.decode())
            assert listed, url
            assert listed[1] == count, url
            seen += 1
    assert seen > 15


def test_a_closed_campaign_keeps_what_was(begin, company, sign_in, architect):
    campaign = begin()
    ask_what_is_due()
    client = sign_in(architect)
    Assessment.objects.filter(system__key="shop").update(state="submitted", submitted_at=timezone.now())
    client.post(f"/campaigns/{campaign.pk}/close/")
    client.post(f"/campaigns/{campaign.pk}/close/")
    Assessment.objects.update(state="approved")
    System.objects.update(owner=company["ben"], status="retired")
    page = client.get(f"/campaigns/{campaign.pk}/")
    assert numbers(page, "Anna") == [2, 2, 1, 1, 1, 0, 0]
    with later(60):
        ask_what_is_due()
        # nobody was late when it was closed
        assert numbers(sign_in(architect).get(f"/campaigns/{campaign.pk}/"), "Anna")[-1] == 0
    assert not Assessment.objects.filter(system__key="mill").exists()
    assert AuditEntry.objects.filter(action="campaign.closed").count() == 1


def test_what_was_approved_before_does_not_count(begin, company, sign_in, architect):
    web = System.objects.get(key="web")
    old = round_of(web, state="approved", rto=3600, rpo=3600)
    Assessment.objects.filter(pk=old.pk).update(created_at=timezone.now() - dt.timedelta(days=400))
    System.objects.filter(pk=web.pk).update(owner=None)
    campaign = begin(waves=1)
    ask_what_is_due()
    assert numbers(sign_in(architect).get(f"/campaigns/{campaign.pk}/"), "Sales") == [2, 1, 0, 0, 0, 0, 0]


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"waves": 0},
        {"waves": 13},
        {"days_apart": 90},
        {"due_on": "2020-01-01"},
        {"due_on": "x"},
        {"starts_on": "2020-01-01"},
    ],
)
def test_what_cannot_be_begun_says_why_and_keeps_what_was_typed(wrong, sign_in, architect, company):
    response = sign_in(architect).post("/campaigns/new/", form_of(**wrong))
    assert response.status_code == 422
    assert "Autumn" in response.content.decode() or "name" in wrong
    assert not Campaign.objects.exists()


def test_nothing_to_ask_begins_nothing(sign_in, architect, company):
    response = sign_in(architect).post("/campaigns/new/?q=nothing-of-that-name", form_of())
    assert "None of these systems has an owner who can be asked." in text(response)


def test_a_double_click_begins_one(sign_in, architect, company):
    client, form = sign_in(architect), form_of()
    assert client.post("/campaigns/new/", form)["Location"] == client.post("/campaigns/new/", form)["Location"]
    assert Campaign.objects.count() == 1


def test_managers_read_and_owners_know_of_nothing(begin, company, sign_in, manager):
    campaign = begin()
    client = sign_in(manager)
    assert "Close the campaign" not in text(client.get(f"/campaigns/{campaign.pk}/"))
    assert client.post(f"/campaigns/{campaign.pk}/close/").status_code == 403
    assert client.get("/campaigns/new/").status_code == 403
    for page in ("", f"{campaign.pk}/", f"{campaign.pk}/systems/", f"{campaign.pk}/people/"):
        assert client.get(f"/campaigns/{page}").status_code == 200
        assert sign_in(company["anna"]).get(f"/campaigns/{page}").status_code == 403


def test_only_who_is_asked_opens(begin, company, sign_in, architect):
    begin(waves=1)
    ask_what_is_due()
    round_ = Assessment.objects.get(system__key="shop")
    address = reverse("assessments:opened", args=[round_.public_id])
    assert sign_in(architect).post(address).status_code == 403
    assert sign_in(company["ben"]).post(address).status_code == 404
    assert not Assessment.objects.exclude(opened_at=None).exists()


@pytest.mark.parametrize("more", [0, 5])
def test_pages_cost_the_same_number_of_queries(more, begin, company, sign_in, architect, django_assert_num_queries):
    for number in range(more):
        SystemFactory(name=f"S{number}", owner=PersonFactory(roles=[Role.OWNER]), business_unit=company["works"])
    campaign = begin(waves=1)
    ask_what_is_due()
    client = sign_in(architect)
    with django_assert_num_queries(7):
        client.get(f"/campaigns/{campaign.pk}/")
    with django_assert_num_queries(6):
        client.get(f"/campaigns/{campaign.pk}/systems/")


def test_three_thousand_systems_fit(sign_in, architect, django_assert_max_num_queries):
    owners = [PersonFactory() for _ in range(30)]
    made = (System(key=f"s-{n}", name=f"S {n}", owner=owners[n % 30]) for n in range(3000))
    System.objects.bulk_create(made, batch_size=1000)
    client = sign_in(architect)
    with django_assert_max_num_queries(60):
        client.post("/campaigns/new/", form_of())
    assert CampaignSystem.objects.count() == 3000
    page = client.get(f"/campaigns/{Campaign.objects.get().pk}/systems/").content.decode()
    assert page.count('<th scope="row"') == 50


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="threads need a database server")
def test_two_schedulers_begin_a_wave_once(begin):
    begin(waves=1)
    start = threading.Barrier(4)

    def beat() -> None:
        try:
            start.wait()
            begin_due_waves()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=beat) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert Asking.objects.count() == 1
