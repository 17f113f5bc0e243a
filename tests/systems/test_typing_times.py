"""Times and amounts as people type them, in a form and in a file: read, said back, or refused at the field."""

from __future__ import annotations

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from recovery.durations import DAY, HOUR, MINUTE, YEAR
from systems.models import System
from tests.systems.conftest import text

pytestmark = pytest.mark.django_db
FIELD = "supplier_rto_seconds"


@pytest.fixture
def client(sign_in, architect):
    return sign_in(architect)


def sent(client, typed: str, **more: str):
    return client.post("/systems/new/", {"name": "Shop", "status": "live", FIELD: typed, **more}, follow=True)


@pytest.mark.parametrize(
    ("typed", "seconds", "said"),
    [
        ("4 hours", 4 * HOUR, ""),
        ("7 years", 7 * YEAR, ""),
        ("two days", 2 * DAY, "two days → 2 days"),
        ("~4h", 4 * HOUR, "~4h → 4 hours, taken as exact"),
        ("4-8 hours", 4 * HOUR, "4-8 hours → 4 hours, the stricter end"),
        ("< 15 min", 15 * MINUTE, "< 15 min → 15 minutes, the most that it allows"),
    ],
)
def test_a_form_takes_it_and_says_on_the_next_page_what_was_understood(client, typed, seconds, said):
    page = html.unescape(text(sent(client, typed)))
    assert System.objects.get().supplier_rto_seconds == seconds
    assert (f"Supplier is back within: {said}" in page) == bool(said)
    assert ("→" in page) == bool(said)


def test_a_form_that_is_shown_again_says_it_at_the_field(client):
    response = sent(client, "4-8 hours", name="")
    assert response.status_code == 422
    note = '<span class="understood">4-8 hours → 4 hours, the stricter end</span>'
    assert f'<span id="id_{FIELD}-understood" role="status">{note}</span>' in response.content.decode()
    assert 'value="4-8 hours"' in response.content.decode()


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        ("duration", "4 hours", ""),
        ("duration", "4-8 hours", "4-8 hours → 4 hours, the stricter end"),
        ("longest", "4-8 hours", "4-8 hours → 8 hours, the stricter end"),
        ("duration", "24", "“24” lacks its unit."),
        ("amount", "10k", "10k → 10,000 €"),
        ("size", "1 TiB", "1 TiB → 1,024 GiB"),
        ("amount", "<script>", "“script” was not understood"),
        ("amount", "", ""),
    ],
)
def test_a_field_is_told_while_it_is_filled_in(client, kind, typed, said):
    page = html.unescape(text(client.get(f"/understood/{kind}/", {"field": "x", "x": typed})))
    assert said in page
    assert bool(page.strip()) == bool(said)
    assert client.get("/understood/other/").status_code == 404


def test_the_field_asks_what_is_understood(client):
    page = client.get("/systems/new/").content.decode()
    asking = re.search(rf'<input[^>]*name="{FIELD}"[^>]*>', page)[0]
    assert 'hx-get="/understood/duration/"' in asking
    assert f'hx-target="#id_{FIELD}-understood"' in asking


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("24", "Write “24 minutes”, “24 hours” or “24 days”."),
        ("NBD", "counts working time"),
        ("Tier 1", "is the name of a class"),
        ("1,500 h", "can be read as 1 hour 30 minutes or as 62 days 12 hours"),
        ("4 lightyears", "“lightyears” was not understood"),
        ("9" * 5000, "longer than 200 characters"),
    ],
)
def test_what_cannot_be_read_is_refused_at_the_field(client, typed, why):
    response = sent(client, typed)
    assert response.status_code == 422
    error = re.search(rf'id="id_{FIELD}_error"[^>]*>(.*?)</', response.content.decode(), re.DOTALL)
    assert error, text(response)
    assert why in html.unescape(text(response))
    assert not System.objects.exists()


@pytest.mark.parametrize(
    ("typed", "number", "said"),
    [
        ("240000", 240_000, ""),
        ("240,000 €", 240_000, ""),
        ("10k", 10_000, ": 10k → 10,000 €"),
        ("1,5 Mio", 1_500_000, "1,5 Mio → 1,500,000 €"),
        ("about 5000", 5000, "about 5000 → 5,000 €, taken as exact"),
    ],
)
def test_an_amount_is_taken_and_said_back(client, typed, number, said):
    page = html.unescape(text(sent(client, "", running_cost=typed)))
    assert System.objects.get().running_cost == number
    assert said in page
    assert ("→" in page) == bool(said)


def test_a_size_is_taken_with_its_unit(client):
    page = html.unescape(text(sent(client, "", data_size_gib="1.5 TB")))
    assert "Data size: 1.5 TB → 1,396.98 GiB" in page
    assert float(System.objects.get().data_size_gib) == 1396.98


def test_it_is_said_in_spanish(client, architect):
    architect.language = "es"
    architect.save()
    assert "4 a 8 horas → 4 horas, el extremo más exigente" in html.unescape(text(sent(client, "4 a 8 horas")))


def look(client, heading: str, cells: list[str]) -> tuple[str, str]:
    """The address and the page of the preview of a file with this column."""
    rows = "".join(f'System {n};"{cell}"\n' for n, cell in enumerate(cells))
    chosen = SimpleUploadedFile("x.csv", f"Name;{heading}\n{rows}".encode())
    url = client.post("/systems/import/", {"file": chosen}).url
    return url, html.unescape(text(client.get(url)))


def apply(client, url: str, page: str) -> list[int | None]:
    fingerprint = re.search(r'name="fingerprint" value="(\w+)"', page)[1]
    client.post(f"{url}apply/", {"fingerprint": fingerprint})
    return list(System.objects.order_by("name").values_list(FIELD, flat=True))


@pytest.mark.parametrize(
    ("heading", "cells", "seconds", "said"),
    [
        ("Vendor RTO", ["4 h", "PT4H", "1h30", "10 years"], [4 * HOUR, 4 * HOUR, 90 * MINUTE, 10 * YEAR], []),
        ("Vendor RTO", ["4-8 hours", "~2 h", "NBD", "24", "zero"], [4 * HOUR, 2 * HOUR, None, None, 0],
         ["Supplier is back within: 4-8 hours → 4 hours, the stricter end", "~2 h → 2 hours, taken as exact",
          "“NBD” is left out. “NBD” counts working time", "“24” is left out. “24” lacks its unit"]),
        ("vendor_rto_hours", ["24", "4,5", "2 days", "four"], [DAY, int(4.5 * HOUR), 2 * DAY, 4 * HOUR],
         ["A number without a unit takes that of the heading: “4” is read as 4 hours."]),
        ("Supplier RTO (h)", ["24", "1,500"], [DAY, None], ["can be read as 1 hour 30 minutes or as 62 days 12 hours"]),
        ("Supplier RTO in minutes", ["90"], [90 * MINUTE], []),
    ],
)  # fmt: skip
def test_a_column_is_read_and_what_it_left_open_is_said(client, heading, cells, seconds, said):
    url, page = look(client, heading, cells)
    for each in said:
        assert each in page
    assert page.count("→") == sum("→" in each for each in said)
    assert apply(client, url, page) == seconds
