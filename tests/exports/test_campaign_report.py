"""The report on a campaign as files: read back with other people's readers."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from assessments.models import Assessment
from campaigns.models import Campaign
from systems.models import System
from tests.campaigns.conftest import ask_what_is_due, begin, company
from tests.exports.test_recovery_order import rows, words
from tests.factories import PersonFactory, SystemFactory
from tests.panels.rounds import answers_of

__all__ = ["begin", "company"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(begin) -> Campaign:
    made = begin(waves=1)
    ask_what_is_due()
    sent = {"state": "submitted", "submitted": answers_of(rto=3600), "submitted_at": timezone.now()}
    Assessment.objects.filter(system__key="shop").update(**sent)
    return made


def test_who_may_take_it_away(campaign, fetch, architect, manager, administrator, owner):
    address = f"/campaigns/{campaign.pk}/report"
    for person in (architect, manager):
        assert fetch(person, f"{address}.csv")[0].status_code == 200
    for person in (administrator, owner):
        assert fetch(person, f"{address}.csv")[0].status_code == 403
    assert fetch(architect, f"{address}.xlsx")[0].status_code == 404
    assert fetch(architect, "/campaigns/99/report.pdf")[0].status_code == 404


def test_the_table_has_every_system(campaign, fetch, manager):
    found = {row["Key"]: row for row in rows(fetch(manager, f"/campaigns/{campaign.pk}/report.csv")[1])}
    assert set(found) == {"shop", "web", "mill", "lost"}
    assert (found["shop"]["How far"], found["shop"]["Person"], found["shop"]["Unit"]) == ("sent", "Anna", "Sales")
    assert found["lost"]["How far"] == "nobody could be asked"
    assert found["web"]["Sent"] == "–"


def test_hostile_names_stay_text(begin, company, fetch, manager):
    SystemFactory(key="evil", name="=HYPERLINK(1)", owner=company["anna"])
    address = f"/campaigns/{begin(waves=1).pk}/report.csv"
    assert "'=HYPERLINK(1)" in fetch(manager, address)[1].decode()


def test_the_closing_report_says_how_far_it_was(campaign, fetch, manager, sign_in, architect):
    sign_in(architect).post(f"/campaigns/{campaign.pk}/close/")
    Assessment.objects.update(state="approved", submitted_at=timezone.now())
    reader, said = words(fetch(manager, f"/campaigns/{campaign.pk}/report.pdf")[1])
    assert reader.metadata.title.startswith("Autumn")
    assert "This is how far everything was then." in said
    assert "Sent in time 1" in said
    assert "Approved 0" in said
    page = sign_in(manager).get(f"/campaigns/{campaign.pk}/").content.decode()
    assert "1 system was sent in time." in page
    assert f"/campaigns/{campaign.pk}/report.pdf" in page


def test_what_is_long_is_cut_on_paper_and_said(begin, company, fetch, manager):
    owner = PersonFactory()
    System.objects.bulk_create(System(key=f"s-{n}", name=f"S {n}", owner=owner) for n in range(300))
    campaign = begin(waves=1, due_on=timezone.localdate() + dt.timedelta(9))
    said = words(fetch(manager, f"/campaigns/{campaign.pk}/report.pdf")[1])[1]
    assert "104 more rows are in the CSV file." in said
    assert len(rows(fetch(manager, f"/campaigns/{campaign.pk}/report.csv")[1])) == 304
