"""The summary and the portfolio as pages."""

import datetime as dt
import html
import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.models import Assessment
from exports.presenters.pages import bar, level
from exports.reports import portfolio
from questionnaires.services.loading import current
from recovery import facts
from systems.models import Profile, System
from tests.exports import company
from tests.factories import BusinessUnitFactory


def text_of(content: bytes) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", content.decode())).split())


def test_the_summary_says_every_number_with_its_because(payments, manager, fetch):
    text = text_of(fetch(manager, "/systems/payments/summary/")[1])
    assert "Harm is unacceptable after (MTD) 1 hour MTD 1 hour as stated" in text
    assert (
        "Multi-site two sites running at once To be back within 5 minutes and lose no work at all, Multi-site" in text
    )
    assert "Yearly cost of recovery 264,000 € 110 % of the yearly running cost" in text


def test_the_summary_leads_to_every_file(payments, manager, fetch):
    page = fetch(manager, "/systems/payments/summary/")[1].decode()
    for extension in ("pdf", "xlsx", "csv", "json", "md"):
        assert f'href="/systems/payments/summary.{extension}"' in page
    assert " style=" not in page.split("<main")[1]


def test_the_status_says_whether_one_may_rely_on_it(payments, owner, architect, manager, fetch):
    text = text_of(fetch(manager, "/systems/payments/summary/")[1])
    assert re.search(r"Not approved \d contradictions block approval", text)
    payments.findings.all().delete()
    company.approved(payments, answered_by=owner, by=architect)
    text = text_of(fetch(manager, "/systems/payments/summary/")[1])
    assert f"Approved on 20 November 2026 by {architect}" in text
    assert "A second pair of eyes" in text
    Profile.objects.filter(system=payments).update(rto_seconds=900)
    text = text_of(fetch(manager, "/systems/payments/summary/")[1])
    assert "Changed since it was approved" in text
    assert "Approved: back within 5 minutes" in text


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("extension", ["pdf", "json"])
def test_a_summary_takes_the_same_queries_whatever_the_system_has(payments, manager, sign_in, extension, count):
    for number in range(count):
        other = company.system(f"other-{number}")
        company.DependencyFactory(system=payments, needs=other)
        company.DependencyFactory(system=other, needs=payments, kind="soft")
        company.ExerciseFactory(system=payments, rta_seconds=60)
    client = sign_in(manager)
    with CaptureQueriesContext(connection) as queries:
        client.get(f"/systems/payments/summary.{extension}")
    assert len(queries) == 17


def test_the_portfolio_counts_what_the_database_holds(payments, manager, fetch):
    Profile.objects.filter(system__key="payments").update(answer_state="approved")
    Profile.objects.filter(system__key="ledger").update(answer_state="in_review")
    company.system("gone", status="retired")
    text = text_of(fetch(manager, "/portfolio/")[1])
    assert "Answered 2 of 3" in text
    assert "Approved 1" in text
    assert "Recovery cost a year 264,000 € not known for 2 systems" in text
    assert "Payments and accounts 1 1" in text


def test_each_number_of_the_matrix_opens_just_those_systems(manager, fetch):
    told = [
        (300, 0), (301, 1), (3600, 300), (14400, 301), (14400, 14400), (86400, 86401), (86401, 0), (0, 0),
    ]  # fmt: skip
    for number, (rto, rpo) in enumerate(told):
        made = company.system(f"s{number}")
        Profile.objects.filter(system=made).update(
            rto_state="value", rto_seconds=rto, rpo_state="value", rpo_seconds=rpo
        )
    page = fetch(manager, "/portfolio/")[1].decode()
    cells = re.findall(r'<td class="level-\d"><a href="([^"]+)"[^>]*>(\d+)</a>', page)
    assert sum(int(count) for _url, count in cells) == len(told)
    for url, count in cells:
        address = html.unescape(url).replace("/systems/?", "/systems/export.csv?")
        assert fetch(manager, address)[1].count(b"\r\n") == int(count) + 1


def test_what_has_no_place_in_the_matrix_is_said_below(manager, fetch):
    company.system("a")
    company.system("gateway")
    company.derived(facts.System("gateway", rto=14400, rpo=facts.State.NOT_APPLICABLE))
    text = text_of(fetch(manager, "/portfolio/")[1])
    assert "1 system has no answer yet" in text
    assert "1 system keeps no data of its own" in text


def test_the_units_add_up(manager):
    sales = BusinessUnitFactory(name="Sales")
    for key, unit, cost in (("a", sales, 100), ("b", sales, None), ("c", None, 50)):
        made = company.system(key, business_unit=unit)
        Profile.objects.filter(system=made).update(yearly_cost=cost, blocks=2)
    report = portfolio.portfolio_of(manager)
    assert [(unit.name, unit.systems, unit.blocks, unit.cost, unit.with_cost) for unit in report.units] == [
        ("Sales", 2, 4, Decimal(100), 1),
        ("", 1, 2, Decimal(50), 1),
    ]
    assert report.totals.cost == sum(unit.cost for unit in report.units)


def test_overdue_and_approved_this_month_are_counted(payments, owner, architect, manager):
    company.approved(payments, answered_by=owner, by=architect)
    late = System.objects.get(key="ledger")
    Assessment.objects.create(system=late, questionnaire=current(), respondent=owner, due_on=dt.date(2020, 1, 1))
    totals = portfolio.portfolio_of(manager).totals
    assert totals.overdue == 1
    assert totals.approved_this_month in {0, 1}  # the approval lies in November 2026


def test_an_empty_portfolio_says_where_to_begin(manager, fetch):
    response, content = fetch(manager, "/portfolio/")
    assert response.status_code == 200
    assert "No systems yet" in text_of(content)
    assert b'href="/systems/"' in content


@pytest.mark.parametrize("count", [1, 3])
def test_the_portfolio_takes_the_same_queries_at_any_size(manager, sign_in, count):
    for number in range(count):
        company.system(f"s{number}", business_unit=BusinessUnitFactory())
    client = sign_in(manager)
    for expected in (11, 7):  # what is counted of the catalogue is kept until somebody writes into it
        with CaptureQueriesContext(connection) as queries:
            client.get("/portfolio/")
        assert len(queries) == expected


@pytest.mark.parametrize(("count", "largest", "shade"), [(0, 0, 0), (1, 1, 3), (1, 9, 1), (4, 9, 2), (7, 9, 3)])
def test_the_fuller_the_darker(count, largest, shade):
    assert level(count, largest) == shade


def test_the_bar_fills_its_hundred_units_with_points_for_decimals(manager):
    for number, key in enumerate(("pilot_light", "pilot_light", "warm_standby", "own_idea")):
        Profile.objects.filter(system=company.system(f"s{number}")).update(strategy=key)
    parts = list(bar(portfolio.portfolio_of(manager)))
    assert [part["x"] for part in parts] == ["0.000", "50.000", "75.000"]
    assert all("," not in part["width"] for part in parts)


@pytest.mark.parametrize("page", ["/systems/payments/", "/systems/payments/summary/", "/systems/payments/summary.pdf"])
def test_a_plan_stored_before_a_field_existed_is_shown_without_it(payments, architect, fetch, page):
    """Each field of the record is younger than some record; nothing of what is stored is taken for granted."""
    whole = payments.profile.record
    some_inside = {"options": [{"strategy": "multi_site"}], "suggested": {"rto": 60}, "because": {"wave": {}}}
    for record in ({}, {"key": "payments"}, {**whole, **some_inside}, *({**whole, name: None} for name in whole)):
        Profile.objects.filter(system=payments).update(record=record)
        assert fetch(architect, page)[0].status_code == 200
