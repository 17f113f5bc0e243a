"""Shapes of lists that companies have: needs a row at a time, titles above the headings, columns that are left out."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from systems.models import Dependency, ImportBatch, System
from tests.factories import SystemFactory
from tests.pages.counted import disagreements
from tests.systems.conftest import text

pytestmark = pytest.mark.django_db


def look(client, content: str) -> tuple[str, str]:
    """The address and the page of the preview of a file."""
    response = client.post("/systems/import/", {"file": SimpleUploadedFile("x.csv", content.encode())})
    assert response.status_code == 302, text(response)
    return response.url, page_of(client, response.url)


def page_of(client, url: str) -> str:
    return html.unescape(text(client.get(url)))


def say(client, url: str, **choices: str) -> str:
    """The page after some choices were changed; the others stay as the page shows them."""
    shown = client.get(url).content.decode()
    chosen = r'<select[^>]*name="(\w+)"[^>]*>(?:(?!</select>).)*?value="([^"]*)" selected'
    given = {name: value for name, value in re.findall(chosen, shown, re.S) if name != "heading_row"}
    given |= dict.fromkeys(re.findall(r'<input type="checkbox" name="(\w+)"[^>]*checked', shown), "on")
    response = client.post(url, {**given, **choices})
    assert response.status_code == 302, text(response)
    return page_of(client, url)


def apply(client, url: str) -> str:
    fingerprint = re.search(r'name="fingerprint" value="(\w+)"', page_of(client, url))[1]
    done = client.post(f"{url}apply/", {"fingerprint": fingerprint}, follow=True)
    return html.unescape(text(done))


def edges() -> set[tuple[str, str, str]]:
    return set(Dependency.objects.values_list("system__key", "needs__key", "kind"))


SAMPLES = Path(__file__).parent / "samples"
ONE_A_LINE = """Application,Depends on
Web front,Payment database
Web front,Sign-in
Web front,Search
Payment database,
Sign-in,
"""


def test_a_list_with_one_need_a_line_brings_all_of_them(client):
    url, page = look(client, ONE_A_LINE)
    assert page.count('<span class="badge plain">with another row</span>') == 2
    assert "It goes with row 2, which describes the same system." in page
    assert "Only row 4 names it, as needed." in page
    apply(client, url)
    assert edges() == {("web-front", needed, "soft") for needed in ("payment-database", "sign-in", "search")}
    _url, again = look(client, ONE_A_LINE)
    assert "There is nothing to import" in again


def test_what_is_only_named_as_needed_is_added_only_when_that_is_chosen(client):
    url, page = look(client, ONE_A_LINE)
    assert re.search(r'name="add_needed"[^>]* checked', page)
    fields = {"column_0": "name", "column_1": "needs"}
    assert client.post(url, fields).status_code == 302
    assert "It needs “Search”, which is no system's key or name." in page_of(client, url)
    apply(client, url)
    assert not System.objects.filter(name="Search").exists()


def test_an_ordinary_list_adds_no_system_that_it_only_names(client):
    url, page = look(client, "name,purpose,needs\nShop,Sells,Ledger\n")
    assert "It needs “Ledger”, which is no system's key or name." in page
    apply(client, url)
    assert [system.name for system in System.objects.all()] == ["Shop"]


def test_a_list_of_relations_is_read_by_its_kinds(client):
    rows = (
        "Parent,Type,Child\n"
        "Web shop,Depends on::Used by,Payment database\n"
        "Payment database,Runs on::Runs,db-host-01\n"
        "Web shop,Optional,Search\n"
        "Web shop,Talks to,Newsletter\n"
    )
    url, page = look(client, rows)
    assert "Kind of need, for all that the row needs: not understood and left out" in page
    say(client, url, **{meant_field(page, "Talks to"): "shares_transactions"})
    apply(client, url)
    assert edges() == {
        ("web-shop", "payment-database", "soft"),
        ("payment-database", "db-host-01", "hard"),
        ("web-shop", "search", "soft"),
        ("web-shop", "newsletter", "shares_transactions"),
    }


def meant_field(page: str, cell: str) -> str:
    return re.search(rf'<label for="id_(meant_\w+)">{re.escape(cell)}</label>', page)[1]


@pytest.mark.parametrize(
    ("cell", "needed"),
    [
        ("Ledger, Network", {"ledger", "network"}),
        ("Ledger,Network,", {"ledger", "network"}),
        ("Acme, Inc.", {"acme-inc"}),
        ("Ledger, Acme, Inc., Network", {"ledger", "acme-inc", "network"}),
        ("ledger; Network, Acme, Inc.", {"ledger", "network", "acme-inc"}),
        ("Ledger, -, Nowhere", {"ledger"}),
        ("Ledger | network", {"ledger", "network"}),
    ],
)
def test_lists_between_commas_are_read_and_names_with_commas_too(client, cell, needed):
    for key, name in (("ledger", "Ledger"), ("network", "Network"), ("acme-inc", "Acme, Inc.")):
        SystemFactory(key=key, name=name)
    url, page = look(client, f'name,purpose,needs\nShop,Sells,"{cell}"\n')
    assert ("Nowhere" in cell) == ("It needs “Nowhere”" in page)
    assert ("Commas separate what it needs" in page) == (" systems.</span>" in page)
    apply(client, url)
    assert {key for _system, key, _kind in edges()} == needed


def test_rows_of_one_system_fill_each_other_in(client, owner):
    rows = f"name,purpose,tags,owner,needs\nShop,,web,,Ledger\nshop,Sells,core,{owner.email},\nLedger,Books,,,\n"
    url, page = look(client, rows)
    assert "<dt>New systems</dt><dd>2</dd>" in page
    apply(client, url)
    shop = System.objects.get(name="Shop")
    assert (shop.purpose, shop.tags, shop.owner) == ("Sells", "web, core", owner)
    assert edges() == {("shop", "ledger", "soft")}


TITLED = """Application inventory 2026,,,
Exported by the architecture office,,,
,,,
Application Name,Purpose,Business unit,Annual cost
Payroll,Pays people,Finance,"12,000"
Directory,Who is who,IT,"4,500"
"""


@pytest.mark.parametrize(
    ("content", "row", "above"),
    [
        (TITLED, 4, 2),
        ("# made by a program, on Monday\nName,Purpose\nPayroll,Pays\nDirectory,Finds\n", 2, 1),
        ("Inventar\n\nAnwendungsname;Kosten\nPayroll;1\nDirectory;2\n", 3, 1),
        ("x,y,z\nName,Purpose,Business unit\nPayroll,Pays,IT\nDirectory,Finds,IT\n", 2, 1),
        ("Name,Purpose\nPayroll,Pays\nDirectory,Name\n", 1, 0),
        ("#,Name\n1,Payroll\n2,Directory\n", 1, 0),
        ("Name\nPayroll\nDirectory\nApplication\n", 1, 0),
    ],
)
def test_the_row_with_the_headings_is_found_and_what_stands_above_is_said(client, content, row, above):
    url, page = look(client, content)
    assert f'<option value="{row}" selected>' in page
    assert ("above the headings" in page) == bool(above)
    if above:
        assert f"{above} row{'s' if above > 1 else ''} above the headings" in page
    apply(client, url)
    assert {"Payroll", "Directory"} <= set(System.objects.values_list("name", flat=True))


def test_another_row_can_be_chosen_and_its_columns_are_guessed_anew(client):
    url, _page = look(client, "Name,Purpose\nSystem,Description\nShop,Sells\n")
    assert client.post(url, {"heading_row": "2"}).status_code == 302
    page = page_of(client, url)
    assert "1 row above the headings is left out: “Name Purpose”" in page
    apply(client, url)
    assert [(system.name, system.purpose) for system in System.objects.all()] == [("Shop", "Sells")]


@pytest.mark.parametrize(
    ("row", "says"), [("3", "heading line only"), ("9", "Select a valid choice"), ("x", "Select a valid choice")]
)
def test_a_row_that_cannot_hold_the_headings_is_refused(client, row, says):
    url, _page = look(client, "Name,Purpose\nSystem,Description\nShop,Sells\n")
    response = client.post(url, {"heading_row": row})
    assert response.status_code == 422
    assert says in text(response)
    assert ImportBatch.objects.get().heading_row is None


def test_columns_that_are_left_out_are_named_and_unfolded(client):
    _url, page = look(client, "Name,Cost centre,Purpose,Colour,Empty\nShop,4711,Sells,red,\n")
    assert "2 of 5 columns are left out: Cost centre, Colour." in page
    assert re.search(r'<details class="card" id="columns" open', page)
    _url, page = look(client, "Name,Purpose,Empty\nShop,Sells,\n")
    assert "left out" not in page
    assert not re.search(r'<details class="card" id="columns" open', page)


SERVICENOW = "number,name,install_status,owned_by\n" + "".join(
    f"APM{n},System {n},{status},{owner}\n"
    for n, (status, owner) in enumerate(
        [("Absent", "Nobody"), ("absent", "Nobody"), ("Active", ""), ("Moon", "Nobody")]
    )
)


def test_what_is_not_understood_stands_together_and_is_said_once(client, owner):
    url, page = look(client, SERVICENOW)
    assert 'Status: not understood and left out<span class="count">3</span>' in page
    assert 'Owner: nobody could be named<span class="count">3</span>' in page
    assert list(disagreements(lambda address: client.get(address).content.decode(), [url])) == []
    page = say(client, url, **{
        meant_field(page, "Absent"): "retired", meant_field(page, "Moon"): "-",
        meant_field(page, "Nobody"): owner.email,
    })  # fmt: skip
    assert 'Status: read as you said<span class="count">2</span>' in page
    assert 'Status: left out as you said<span class="count">1</span>' in page
    assert list(disagreements(lambda address: client.get(address).content.decode(), [url])) == []
    apply(client, url)
    assert list(System.objects.order_by("key").values_list("status", "owner")) == [
        ("retired", owner.pk), ("retired", owner.pk), ("live", None), ("live", owner.pk),
    ]  # fmt: skip


def test_what_was_said_can_be_taken_back_and_nonsense_is_refused(client):
    url, page = look(client, SERVICENOW)
    absent, nobody = meant_field(page, "Absent"), meant_field(page, "Nobody")
    page = say(client, url, **{absent: "retired"})
    assert "Status: read as you said" in page
    assert "Status: read as you said" in say(client, url, decimal_sign=".")
    assert "Status: read as you said" not in say(client, url, **{absent: ""})
    fields = {"column_0": "key", "column_1": "name", "column_2": "status", "column_3": "owner"}
    assert client.post(url, {**fields, absent: "moon"}).status_code == 422
    response = client.post(url, {**fields, nobody: "moon"})
    assert response.status_code == 422
    assert "Write an e-mail address" in text(response)
    assert ImportBatch.objects.get().meant == {}


@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_of_queries_does_not_depend_on_what_is_decided(client, owner, rows, django_assert_num_queries):
    """Commas, moved and removed needs, cleared cells, people by name, joined rows, added systems."""
    for n in range(rows):
        system = SystemFactory(key=f"old-{n}", name=f"Old {n}", owner=owner, purpose="p")
        Dependency.objects.create(system=system, needs=SystemFactory(key=f"base-{n}"), kind="hard")
    content = "key,name,purpose,owner,needs,hard dependencies,colour\n" + "".join(
        f'old-{n},Old {n},,{owner.name},"Added {n}, More {n}",,red\nold-{n},Old {n},,,,Extra {n},\n'
        for n in range(rows)
    )
    url, _page = look(client, content)
    say(client, url, add_needed="on", clear_empty="on", remove_needs="on")
    with django_assert_num_queries(8):
        page_of(client, url)
    fingerprint = re.search(r'name="fingerprint" value="(\w+)"', page_of(client, url))[1]
    with django_assert_num_queries(APPLYING):
        client.post(f"{url}apply/", {"fingerprint": fingerprint})
    assert {key for key, _needed, kind in edges() if kind == "hard"} == {f"old-{n}" for n in range(rows)}
    assert not System.objects.filter(key__startswith="old-").exclude(purpose="").exists()


APPLYING = 35
"""Queries of one import, however many rows it has."""


def test_no_row_is_dropped_without_a_word(client):
    """Whatever the samples hold: each row is new, changed, as it is, with another, or refused with its reason."""
    for path in sorted(SAMPLES.glob("*.csv")):
        response = client.post("/systems/import/", {"file": SimpleUploadedFile(path.name, path.read_bytes())})
        assert response.status_code == 302, (path.name, text(response))
        page = client.get(response.url).content.decode()
        parts = re.findall(r'data-count="(\d+)" href="\?show=(?:created|changed|same|joined|refused)"', page)
        whole = re.search(r'data-count="(\d+)" href="\?"', page)[1]
        assert sum(map(int, parts)) == int(whole), path.name
        assert list(disagreements(lambda address: client.get(address).content.decode(), [response.url])) == []
