"""Who may see and do what with scenarios, and what the pages say."""

from __future__ import annotations

import itertools
import re
from functools import partial
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import Assessment
from recovery.durations import HOUR
from scenarios.models import Scenario
from systems.models import Protection, System
from tests.factories import BusinessUnitFactory, DependencyFactory, SystemFactory
from tests.pages.counted import Counts, disagreements

pytestmark = pytest.mark.django_db
READ = ("list", "scenario")
EDIT = ("create", "edit", "remove")


def url(name: str, scenario: Scenario | None = None) -> str:
    return reverse(f"scenarios:{name}", args=[] if name in ("list", "create") else [scenario.pk])


def page_of(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("name", READ)
def test_architects_administrators_and_managers_read(name, scenario, sign_in, architect, administrator, manager, owner):
    for person in (architect, administrator, manager):
        assert sign_in(person).get(url(name, scenario)).status_code == 200
    assert sign_in(owner).get(url(name, scenario)).status_code == 403
    assert Client().get(url(name, scenario)).status_code == 302
    assert sign_in(architect).post(url(name, scenario)).status_code == 405


@pytest.mark.parametrize("name", EDIT)
@pytest.mark.parametrize("method", ["get", "post"])
def test_architects_and_administrators_change(
    name, method, scenario, sign_in, architect, administrator, manager, owner
):
    for person in (manager, owner):
        assert getattr(sign_in(person), method)(url(name, scenario)).status_code == 403
    assert getattr(Client(), method)(url(name, scenario)).status_code == 302
    for person in (architect, administrator):
        scenario.save()
        assert getattr(sign_in(person), method)(url(name, scenario)).status_code in (200, 302, 422)


@pytest.mark.parametrize("name", ["scenario", "edit", "remove"])
def test_what_is_not_there_is_not_found(name, sign_in, architect):
    assert sign_in(architect).get(reverse(f"scenarios:{name}", args=[987654])).status_code == 404


def test_who_only_reads_is_offered_no_change(scenario, sign_in, manager):
    page = page_of(sign_in(manager), url("scenario", scenario))
    assert url("edit", scenario) not in page
    assert url("remove", scenario) not in page
    assert url("create") not in page_of(sign_in(manager), url("list"))


def test_names_lead_only_those_who_may_open_them(scenario, sign_in, manager, administrator):
    assert 'href="/systems/ledger/"' in page_of(sign_in(manager), url("scenario", scenario))
    page = page_of(sign_in(administrator), url("scenario", scenario))
    assert "The ledger" in page
    assert "/systems/ledger/" not in page


def test_the_list(scenario, sign_in, manager):
    page = page_of(sign_in(manager), url("list"))
    assert "Madrid is lost" in page
    assert "Site: Madrid" in page
    assert 'href="/scenarios/" aria-current="page"' in page


@pytest.mark.parametrize(
    ("lost", "said"),
    [
        ({"lost_by": "hosting", "lost_name": "cloud"}, "Hosting: public cloud"),
        ({"lost_by": "hosting", "lost_name": "gone"}, "Hosting: –"),
        ({"lost_by": "tag", "lost_name": "card"}, "Tag: card"),
        ({"lost_by": "supplier", "lost_name": "Acme"}, "Supplier: Acme"),
        ({"lost_by": "systems", "lost_keys": ["shop"]}, "1 system by name"),
        ({"lost_by": "systems", "lost_keys": ["shop", "mail"]}, "2 systems by name"),
    ],
)
def test_the_list_says_what_is_lost(lost, said, scenario, sign_in, manager):
    Scenario.objects.update(**lost)
    assert said in page_of(sign_in(manager), url("list"))


def test_an_empty_list_says_what_to_do(db, sign_in, architect, manager):
    assert url("create") in page_of(sign_in(architect), url("list"))
    assert url("create") not in page_of(sign_in(manager), url("list"))


def rows_of(page: str) -> list[list[str]]:
    table = page.partition('class="table as-list order"')[2].partition("</table>")[0]
    rows = re.findall(r"<tr>(.*?)</tr>", table)[1:]
    return [[re.sub(r"<[^>]+>", " ", cell).split() for cell in re.findall(r"<t[hd].*?</t[hd]>", row)] for row in rows]


def test_the_result(scenario, sign_in, architect):
    """One team: the ledger first, because the shop needs it; the shop is three hours late."""
    page = page_of(sign_in(architect), url("scenario", scenario))
    assert "4 systems fall; all are back after 8 hours 19 minutes; 1 too late." in page
    assert "People begin after 30 minutes. 1 of them needs what is lost." in re.sub("<[^>]*>", "", page)
    shown = {" ".join(row[0][1:]): [" ".join(cell) for cell in row[1:]] for row in rows_of(page)}
    assert shown == {
        "The mail": ["0 seconds partly guessed", "–", "–", "nothing"],
        "The ledger": ["4 hours 34 minutes", "6 hours", "in time", "nothing"],
        "The shop": ["8 hours 4 minutes partly guessed", "5 hours", "3 hours 4 minutes", "a free team"],
        "The blog": ["8 hours 19 minutes", "2 days", "in time", "The shop"],
    }
    assert "the teams" in page
    assert "No schedule can be shorter." in page
    assert "The shop: back after 8 hours 4 minutes, 3 hours 4 minutes too late." in page  # the picture's words


def test_what_decides_what_mends_it_and_what_it_takes(scenario, sign_in, architect):
    page = page_of(sign_in(architect), url("scenario", scenario))
    assert "Let 2 teams work side by side" in page
    assert "then everything is back in time" in page
    assert "?teams=2&amp;place=vault&amp;speed=60" in page
    assert "<td>1</td><td>2</td>" in page
    assert "none alone is enough" in page


def test_every_offer_can_be_tried(scenario, sign_in, architect):
    client = sign_in(architect)
    page = page_of(client, url("scenario", scenario))
    found = re.findall(r'href="(\?teams=[^"]+)"', page)
    assert found
    tried = page_of(client, url("scenario", scenario) + found[0].replace("&amp;", "&"))
    assert "none too late" in tried
    assert "Tried out, not saved" in tried
    assert "In time now: The shop." in tried
    assert f'recovery-order.csv{found[0]}"' in tried
    assert Scenario.objects.get().teams == 1


def test_less_can_be_tried_too(scenario, sign_in, architect):
    Scenario.objects.update(teams=2)
    tried = page_of(sign_in(architect), url("scenario", scenario) + "?teams=1&place=vault&speed=10")
    assert "Too late now:" in tried
    assert "10 MiB a second" in tried


@pytest.mark.parametrize(
    "query",
    ["teams=0", "teams=x", "teams=", "teams=9999999", "teams=1&place=vault&speed=0", "teams=1&place=vault&speed=x"],
)
def test_what_cannot_be_tried_is_said(query, scenario, sign_in, architect):
    page = page_of(sign_in(architect), f"{url('scenario', scenario)}?{query}", status=422)
    assert "Please look at this again" in page
    assert "1 too late" in page  # what is saved stands there


@pytest.mark.parametrize(
    "query", ["place=%00&speed=1", "teams=1&place=nowhere&speed=7", "teams=2&speed=5", "teams=%00"]
)
def test_an_odd_address_is_no_fault(query, scenario, sign_in, architect):
    assert sign_in(architect).get(f"{url('scenario', scenario)}?{query}").status_code in (200, 422)


def test_counts_of_what_was_guessed_equal_their_lists(scenario, sign_in, architect):
    page = page_of(sign_in(architect), url("scenario", scenario))
    found = re.findall(
        r"<summary>[^<]*?(\d+) system[^<]*</summary><ul class=\"assumed assumed-(\w+)\">(.*?)</ul>", page
    )
    assert {code: (int(count), names.count("<li")) for count, code, names in found} == {
        "objective": (1, 1), "strategy": (1, 1), "size": (1, 1),
    }  # fmt: skip


def test_a_cycle_comes_back_together(scenario, company, sign_in, architect):
    DependencyFactory(system=company["ledger"], needs=company["shop"])
    rows = rows_of(page_of(sign_in(architect), url("scenario", scenario)))
    back = {" ".join(row[0][1:]): " ".join(row[1]).replace(" partly guessed", "") for row in rows}
    assert back["The shop"] == back["The ledger"]


@pytest.mark.parametrize(
    ("lost", "falls"),
    [
        ({"lost_by": "site", "lost_name": "LISBON"}, 2),
        ({"lost_by": "hosting", "lost_name": "cloud"}, 1),
        ({"lost_by": "tag", "lost_name": "Card"}, 1),
        ({"lost_by": "supplier", "lost_name": "acme"}, 1),
        ({"lost_by": "systems", "lost_keys": ["ledger", "gone"]}, 3),
        ({"lost_by": "unit"}, 0),
    ],
)
def test_what_falls(lost, falls, scenario, sign_in, architect):
    System.objects.filter(key="intranet").update(hosting="cloud", tags="Card, other", supplier="Acme")
    System.objects.filter(key="mail").update(tags="cardboard")
    Scenario.objects.update(**{"lost_name": "", **lost})
    page = page_of(sign_in(architect), url("scenario", scenario))
    assert len(rows_of(page)) == falls
    assert ("Nothing falls" in page) == (not falls)


def test_a_unit_falls(scenario, sign_in, architect):
    unit = BusinessUnitFactory(name="Sales")
    SystemFactory(name="The desk", business_unit=unit)
    Scenario.objects.update(lost_by="unit", unit=unit)
    page = page_of(sign_in(architect), url("scenario", scenario))
    assert "Business unit: Sales" in page
    assert [" ".join(row[0][1:]) for row in rows_of(page)] == ["The desk"]


def test_the_retired_fall_no_more(scenario, sign_in, architect):
    System.objects.filter(key="shop").update(status="retired")
    names = {" ".join(row[0][1:]) for row in rows_of(page_of(sign_in(architect), url("scenario", scenario)))}
    assert names == {"The mail", "The ledger"}


def test_hostile_names_are_text(scenario, sign_in, architect):
    System.objects.filter(key="shop").update(name="<script>alert(1)</script>")
    Scenario.objects.update(name='"><img src=x>', throughput={"vault": 60, '"><b>': 1})
    page = page_of(sign_in(architect), url("scenario", scenario))
    assert "<script>alert" not in page
    assert "<img src=x>" not in page
    assert '"><b>' not in page


def test_destroyed_data_are_another_matter(scenario, sign_in, architect):
    Scenario.objects.update(kind="data", lost_by="systems", lost_keys=["blog"])
    page = page_of(sign_in(architect), url("scenario", scenario))
    assert "Data are destroyed." in page
    assert "how much data there is" in page


def test_queries_do_not_grow_with_what_falls(scenario, sign_in, architect):
    client = sign_in(architect)
    few = queries_of(client, url("scenario", scenario))
    made = [SystemFactory(site="Madrid", hosting="own") for _ in range(300)]
    for one, other in itertools.pairwise(made):
        if one.pk % 3:
            DependencyFactory(system=one, needs=other)
    assert queries_of(client, url("scenario", scenario)) == few
    page = page_of(client, url("scenario", scenario))
    assert "304 systems fall" in page
    assert len(rows_of(page)) == 304
    assert "+ 264 more" in page


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_a_link_can_decide(scenario, fallen, sign_in, architect):
    """Two teams, but one link that both restores need all of."""
    for key in ("archive", "films"):
        fallen(key, rto=12, data_size_gib=900, copies_at="vault", restore_mib_per_s=50)
    Scenario.objects.update(lost_by="systems", lost_keys=["archive", "films"], teams=4, throughput={"vault": 50})
    page = page_of(sign_in(architect), url("scenario", scenario))
    assert "the link from vault" in page
    assert "Systems wait longest for what this place can give back." in page
    offered = re.findall(r'href="(\?teams=4[^"]+)"', page)
    assert offered
    tried = page_of(sign_in(architect), url("scenario", scenario) + offered[0].replace("&amp;", "&"))
    assert "none too late" in tried


def test_what_comes_back_from_a_link_that_gives_nothing(scenario, sign_in, architect):
    """No schedule ends; the page says so instead of naming a date in the next century."""
    Protection.objects.filter(system__key="ledger").update(restore_mib_per_s=0)
    page = page_of(sign_in(architect), url("scenario", scenario))
    assert "all are back after more than a century" in page
    response = sign_in(architect).get(reverse("exports:recovery_order_file", args=[scenario.pk, "csv"]))
    assert b"more than a century" in response.content


def test_unknown_speed_and_unknown_protection_are_told(scenario, company, sign_in, architect):
    Protection.objects.filter(system__key="ledger").update(restore_mib_per_s=None)
    Protection.objects.filter(system__key="shop").update(strategy="")
    Scenario.objects.update(throughput={})
    page = page_of(sign_in(architect), url("scenario", scenario))
    assert "Of 1 system nobody has said how fast its copies come back" in page
    assert "Of 1 system nobody has said what protects it today" in page
    assert "no limit" in page


def test_what_an_hour_costs_may_not_be_known(scenario, company, sign_in, architect):
    for sent in Assessment.objects.filter(system__in=company.values()):
        answers = {key: value for key, value in sent.submitted.items() if "loss" not in key}
        Assessment.objects.filter(pk=sent.pk).update(submitted=answers)
    page = page_of(sign_in(architect), url("scenario", scenario))
    assert "<dt>What being late costs</dt><dd>not known" in page


def test_everything_in_time_has_nothing_to_mend(scenario, sign_in, architect):
    Scenario.objects.update(teams=3)
    page = page_of(sign_in(architect), url("scenario", scenario))
    assert "Every system with an objective is back in time." in page
    assert "What would mend it" not in page
    assert "the longest chain" in page


def test_the_policys_times_hold_where_no_other_is_given(scenario, sign_in, architect):
    Scenario.objects.update(declared_after_seconds=None)
    assert "People begin after 30 minutes." in page_of(sign_in(architect), url("scenario", scenario))
    Scenario.objects.update(declared_after_seconds=4 * HOUR)
    assert "People begin after 4 hours." in page_of(sign_in(architect), url("scenario", scenario))


def test_answers_that_cannot_be_read_are_told(scenario, company, sign_in, architect):
    Assessment.objects.filter(system=company["shop"]).update(submitted={"rto": {"state": "answered", "value": "soon"}})
    page = page_of(sign_in(architect), url("scenario", scenario))
    assert "The answers about 1 system could not be read" in page


def test_it_is_said_in_spanish(scenario, sign_in, architect):
    architect.language = "es"
    architect.save()
    page = page_of(sign_in(architect), url("scenario", scenario))
    assert "Caen 4 sistemas; todos vuelven tras 8 horas 19 minutos; 1 demasiado tarde." in page


def test_every_count_leads_to_exactly_what_it_counts(scenario, sign_in, architect):
    """Also where another capacity is tried: the list is that of what is tried."""
    Scenario.objects.update(teams=2)
    client = sign_in(architect)
    fetch = partial(page_of, client)
    for query in ("", "?teams=1&place=vault&speed=10"):
        place = url("scenario", scenario) + query
        links = Counts(fetch(place)).links
        assert {parse_qs(urlsplit(each.url).query)["show"][0] for each in links} >= {"needing"}
        assert not list(disagreements(fetch, [place]))
    assert "late" in {parse_qs(urlsplit(each.url).query)["show"][0] for each in links}
    late = fetch(urljoin(place, next(each.url for each in links if "show=late" in each.url)))
    assert "Only those that are back after their RTO." in late
    assert "Who is back when" in late
    assert "Show all that fall" in late
