"""Numbers of an import: read as their whole column shows, and never in one of two ways without a word."""

from __future__ import annotations

import html
import re
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from recovery.reading import numerals
from systems.models import ImportBatch, System
from tests.systems.conftest import text

pytestmark = pytest.mark.django_db
ASSUMED = "Is that wrong? Then say below how decimals are marked."


def look(client, heading: str, cells: list[str], other: dict[str, str] | None = None) -> tuple[str, str]:
    """The address and the page of the preview of a file with this column, and perhaps another with one cell."""
    [(more, shown)] = (other or {"Purpose": "Sells"}).items()
    rows = "".join(f"System {n};{cell};{shown if n == 0 else ''}\n" for n, cell in enumerate(cells))
    chosen = SimpleUploadedFile("x.csv", f"Name;{heading};{more}\n{rows}".encode())
    url = client.post("/systems/import/", {"file": chosen}).url
    return url, html.unescape(text(client.get(url)))


def apply(client, url: str, page: str) -> None:
    fingerprint = re.search(r'name="fingerprint" value="(\w+)"', page)[1]
    client.post(f"{url}apply/", {"fingerprint": fingerprint})


def stored(field: str) -> list[Decimal | None]:
    return list(System.objects.order_by("name").values_list(field, flat=True))


@pytest.mark.parametrize(
    ("cells", "numbers", "notes"),
    [
        (["30.000"], ["30000"], ["“30.000” is read as 30,000: the point groups thousands.", ASSUMED]),
        (["125.000"], ["125000"], ["“125.000” is read as 125,000: the point groups thousands.", ASSUMED]),
        (["1,234"], ["1234"], ["“1,234” is read as 1,234: the comma groups thousands.", ASSUMED]),
        (["€ 30.000", "EUR 1.500"], ["30000", "1500"], ["“30.000” is read as 30,000", ASSUMED]),
        (["30.000", "1,234"], ["30000", "1234"], ["“30.000” is read as 30,000", "“1,234” is read as 1,234", ASSUMED]),
        (["30.000", "12.50"], ["30", "12.5"],
         ["“30.000” is read as 30: the point marks the decimals.", "“12.50” in this column shows it."]),
        (["30.000", "0,5"], ["30000", "0.5"], ["the point groups thousands", "“0,5” in this column shows it."]),
        (["1,234", "0,5"], ["1.23", "0.5"], ["“1,234” is read as 1.234: the comma marks the decimals.", "“0,5”"]),
        (["30.000", "1.234.567"], ["30000", "1234567"], ["“1.234.567” in this column shows it."]),
        (["1,234", "1,234,567"], ["1234", "1234567"], ["“1,234,567” in this column shows it."]),
        (["30.000", "1.234,56"], ["30000", "1234.56"], ["“1.234,56” in this column shows it."]),
        (["30.000", "1,234.56"], ["30", "1234.56"], ["“1,234.56” in this column shows it."]),
        (["30.000", "1 500,25"], ["30000", "1500.25"], ["“1 500,25” in this column shows it."]),
        (["30.000", "0.125"], ["30", "0.12"], ["“0.125” in this column shows it."]),
        (["1.234,5", "1,234.5"], ["1234.5", "1234.5"], []),
        (["1.234,5", "1,234.5", "30.000"], ["1234.5", "1234.5", "30000"], ["“30.000” is read as 30,000", ASSUMED]),
        (["30.000", "10.0.0.1"], ["30000", None], ["“10.0.0.1” is left out", ASSUMED]),
        (["30000", "12.50", "1,234.5"], ["30000", "12.5", "1234.5"], []),
        (["1 500", "12 5", "1,5.5", "12,34,567"], ["1500", None, None, "1234567"], ["“12 5” is left out"]),
    ],
)  # fmt: skip
def test_a_column_of_costs(client, cells, numbers, notes):
    url, page = look(client, "Annual Cost", cells)
    for note in notes:
        assert note in page
    assert ("” is read as" in page) == any("left out" not in note for note in notes)
    assert (ASSUMED in page) == (ASSUMED in notes) == ("Some numbers can be read in two ways." in page)
    apply(client, url, page)
    assert stored("running_cost") == [None if number is None else Decimal(number) for number in numbers]


@pytest.mark.parametrize(
    ("cells", "numbers", "note"),
    [
        (["1.500 GiB"], ["1500"], "“1.500” is read as 1,500: the point groups thousands. "),
        (["1.500 GB"], ["1396.98"], "“1.500” is read as 1,500: the point groups thousands."),
        (["1.500 TiB", "2.5 TiB"], ["1536", "2560"], "“1.500” is read as 1.5: the point marks the decimals."),
        (["1,500 GiB", "0,5 GiB"], ["1.5", "0.5"], "“1,500” is read as 1.5: the comma marks the decimals."),
    ],
)
def test_a_column_of_sizes(client, cells, numbers, note):
    url, page = look(client, "Data size", cells)
    assert note.strip() in page
    apply(client, url, page)
    assert stored("data_size_gib") == [Decimal(number) for number in numbers]


@pytest.mark.parametrize(
    ("heading", "cells", "seconds", "note"),
    [
        ("RTO", ["1,500 h", "0,5 h"], [5400, 1800], "“1,500” is read as 1.5: the comma marks the decimals."),
        ("RTO (h)", ["1,500", "0,5"], [5400, 1800], "“0,5” in this column shows it."),
        ("RTO (h)", ["1.500", "0.25"], [5400, 900], "“1.500” is read as 1.5: the point marks the decimals."),
        ("RTO (h)", ["1,500", "2.5"], [5400000, 9000], "“1,500” is read as 1,500: the comma groups thousands."),
        ("RTO (h)", ["1,500", "4-8", "0,5"], [5400, 14400, 1800], "“0,5” in this column shows it."),
        ("RTO (h)", ["1,500", "8"], [None, 28800], "“1,500” may be thousands or decimals, so it is left out."),
        ("RTO", ["1,500 h", "2.500 h"], [None, None], "“2.500” may be thousands or decimals, so it is left out."),
    ],
)  # fmt: skip
def test_a_column_of_times(client, heading, cells, seconds, note):
    url, page = look(client, f"Vendor {heading}", cells)
    assert note in page
    assert ("may be thousands" in page) == ("Some numbers can be read in two ways." in page) == (None in seconds)
    apply(client, url, page)
    assert stored("supplier_rto_seconds") == seconds


@pytest.mark.parametrize(("sign", "seconds"), [(".", 5400000), (",", 5400)])
def test_how_decimals_are_marked_is_said_for_times_too(client, sign, seconds):
    url, _page = look(client, "Vendor RTO (h)", ["1,500"])
    columns = {"column_0": "name", "column_1": "supplier_rto_seconds", "column_2": "purpose"}
    assert client.post(url, {**columns, "decimal_sign": sign}).status_code == 302
    page = html.unescape(text(client.get(url)))
    assert "You said so." in page
    apply(client, url, page)
    assert stored("supplier_rto_seconds") == [seconds]


def test_another_column_decides_how_times_are_read(client):
    url, page = look(client, "Vendor RTO (h)", ["1,500"], {"Annual cost": "12,5"})
    assert "“12,5” in the column “Annual cost” shows it." in page
    apply(client, url, page)
    assert stored("supplier_rto_seconds") == [5400]


@pytest.mark.parametrize(
    ("heading", "cell", "gib"),
    [("Data size (TB)", "2", "1862.65"), ("size_gb", "500", "465.66"), ("Data size", "500", "500"),
     ("Data size (GiB)", "500", "500"), ("Data size (TB)", "500 GB", "465.66")],
)  # fmt: skip
def test_a_heading_gives_its_unit_to_bare_sizes(client, heading, cell, gib):
    url, page = look(client, heading, [cell])
    assert ("takes that of the heading" in page) == heading.casefold().removesuffix(")").endswith(("tb", "gb"))
    apply(client, url, page)
    assert stored("data_size_gib") == [Decimal(gib)]


@pytest.mark.parametrize(("heading", "taken"), [("Annual cost (€)", True), ("Annual cost ($)", False)])
def test_a_sign_of_another_currency_in_the_heading_is_seen(client, heading, taken):
    url, page = look(client, heading, ["30000"])
    assert ("The column is in USD, but the portal counts in EUR." in page) != taken
    apply(client, url, page)
    assert stored("running_cost") == [Decimal(30000) if taken else None]


def test_another_column_of_numbers_decides_when_the_column_itself_is_silent(client):
    url, page = look(client, "Annual Cost", ["30.000"], {"Data size": "1.5 TiB"})
    assert "“30.000” is read as 30: the point marks the decimals." in page
    assert "“1.5” in the column “Data size” shows it." in page
    apply(client, url, page)
    assert stored("running_cost") == [30]


def test_two_columns_that_contradict_each_other_decide_each_for_itself(client):
    url, page = look(client, "Annual Cost", ["30.000", "0,5"], {"Data size": "1.5"})
    assert "“0,5” in this column shows it." in page
    apply(client, url, page)
    assert stored("running_cost") == [30000, Decimal("0.5")]


CHOICES = {"column_0": "name", "column_1": "running_cost", "column_2": "purpose"}


@pytest.mark.parametrize(
    ("sign", "numbers", "how"),
    [
        (".", ["30", "1234", "7.5"], "“30.000” is read as 30: the point marks the decimals."),
        (",", ["30000", "1.23", "7.5"], "“1,234” is read as 1.234: the comma marks the decimals."),
        ("", ["30", "1234", "7.5"], "“7.5” in this column shows it."),
    ],
)
def test_the_person_may_say_otherwise_and_that_is_what_is_done(client, sign, numbers, how):
    """What a number itself shows stays as it is: 7.5 is seven and a half whatever was chosen."""
    url, _page = look(client, "Annual Cost", ["30.000", "1,234", "7.5"])
    assert client.post(url, {**CHOICES, "decimal_sign": sign}).status_code == 302
    page = html.unescape(text(client.get(url)))
    assert how in page
    assert ("You said so." in page) == bool(sign)
    assert f'<option value="{sign}" selected>' in page
    apply(client, url, page)
    assert stored("running_cost") == [Decimal(number) for number in numbers]


def test_a_preview_from_before_the_choice_is_not_applied(client):
    url, before = look(client, "Annual Cost", ["30.000"])
    client.post(url, {**CHOICES, "decimal_sign": "."})
    apply(client, url, before)
    assert not System.objects.exists()


def test_a_sign_that_is_none_is_refused(client):
    url, _page = look(client, "Annual Cost", ["30.000"])
    response = client.post(url, {**CHOICES, "decimal_sign": ";"})
    assert response.status_code == 422
    assert ImportBatch.objects.get().decimal_sign == ""


def test_it_is_said_in_spanish_too(client, architect):
    architect.language = "es"
    architect.save()
    _url, page = look(client, "Annual Cost", ["30.000", "1,234"])
    assert "«30.000» se lee como 30 000: el punto agrupa los miles." in page
    assert "«1,234» se lee como 1 234: la coma agrupa los miles." in page
    assert "Algunos números se pueden leer de dos maneras." in page


@given(st.integers(0, 10**9), st.integers(0, 99), st.booleans())
def test_what_shows_its_sign_is_read_by_it_whatever_was_chosen(whole, cents, english):
    written = f"{whole:,}.{cents:02}" if english else f"{whole:,}".replace(",", ".") + f",{cents:02}"
    assert {numerals.value(written, sign) for sign in ("", ".", ",")} == {Decimal(f"{whole}.{cents:02}")}
    assert numerals.shown_sign(written) == ("." if english else ",")


@given(st.text("0123456789., '", max_size=20))
def test_a_number_is_read_in_two_ways_only_where_it_is_open(number):
    ways = {numerals.value(number, sign) for sign in (".", ",")}
    assert len(ways) == (2 if numerals.is_open(number) else 1)


@pytest.mark.parametrize(
    ("heading", "cells", "numbers", "said"),
    [
        ("Annual Cost", ["10k", "1,5 Mio", "about 5000"], ["10000", "1500000", "5000"],
         ["Yearly running cost: about 5000 → 5,000 €, taken as exact"]),
        ("Annual Cost", ["5.000–8.000", "10k $", "CHF 500"], [None, None, None],
         ["is more than one amount", "is in USD, but the portal counts in EUR", "is in CHF"]),
        ("Annual Cost (EUR)", ["30000"], ["30000"], []),
        ("cost_usd", ["30000"], [None], ["The column is in USD, but the portal counts in EUR."]),
    ],
)  # fmt: skip
def test_amounts_are_read_as_people_say_them_and_never_in_another_currency(client, heading, cells, numbers, said):
    url, page = look(client, heading, cells)
    for each in said:
        assert each in page
    apply(client, url, page)
    assert stored("running_cost") == [None if number is None else Decimal(number) for number in numbers]
