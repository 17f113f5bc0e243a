"""The pure parts of an import: any bytes at all, columns, names, cells."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from systems.models import KEY_PATTERN
from systems.services.imports import cells
from systems.services.imports.choices import Choices
from systems.services.imports.columns import BY_KEY, guess
from systems.services.imports.naming import LONGEST_BUILT, beginning, built_name, told_apart
from systems.services.imports.rows import wishes
from systems.services.imports.tables.decoding import Unreadable, decode
from systems.services.imports.tables.table import MOST_COLUMNS, delimiter_of, read_table
from systems.services.keys import free_key, slug


@settings(max_examples=400, deadline=None)
@given(st.binary(max_size=3000))
@example(b'\xff\xfe"')
@example(b'a,"b\n\x00')
@example(b"sep=\n")
@example(b'"' * 99)
def test_any_bytes_are_read_or_refused_and_nothing_else(data):
    try:
        table = read_table(decode(data))
    except Unreadable:
        return
    assert 0 < len(table.headings) <= MOST_COLUMNS
    assert all(table.headings)
    assert table.lines
    assert all(len(line.cells) == len(table.headings) for line in table.lines)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=2000), st.lists(st.sampled_from(["", *BY_KEY]), max_size=30))
def test_any_text_with_any_mapping_becomes_wishes(content, mapping):
    try:
        table = read_table(content)
    except Unreadable:
        return
    padded = (mapping + [""] * len(table.headings))[: len(table.headings)]
    for wish in wishes(table, Choices(padded)):
        assert wish.refused or 0 < len(wish.name) <= 200


TABLES = st.lists(
    st.lists(st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=20), min_size=2, max_size=4),
    min_size=2,
    max_size=8,
)


@settings(max_examples=200, deadline=None)
@given(TABLES, st.sampled_from([",", ";", "\t"]), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_what_a_spreadsheet_writes_is_read_back(rows, sign, encoding):
    width = len(rows[0])
    rows = [(["head"] * width), *[(row + [""] * width)[:width] for row in rows]]
    rows = [[" ".join(cell.split()) for cell in row] for row in rows]
    kept = [row for row in rows if any(row)]
    if len(kept) < 2:
        return
    out = io.StringIO()
    csv.writer(out, delimiter=sign, quoting=csv.QUOTE_ALL).writerows(rows)
    text = decode(f"sep={sign}\n{out.getvalue()}".encode(encoding))
    assert [list(line.cells) for line in read_table(text).lines] == kept[1:]


def test_the_headings_of_the_real_file_are_understood():
    headings = (
        "Agency", "Vendor", "Product", "System purpose", "Categories/types of data", "Department / primary custodian",
        "Frequency of collection", "Frequency of update",
    )  # fmt: skip
    assert guess(headings) == ["unit", "supplier", "product", "purpose", "data_kinds", "tags", "remark", "remark"]


@pytest.mark.parametrize(
    ("headings", "meanings"),
    [
        (["Name", "Owner E-Mail", "Business_Unit"], ["name", "owner", "unit"]),
        (["System", "Department"], ["name", "unit"]),
        (["Name", "Application"], ["name", ""]),
        (["Tags", "Keywords"], ["tags", "tags"]),
        (["", "Whatever"], ["", ""]),
        (["CI Name", "Lifecycle Status", "Depends on", "Annual cost"], ["name", "status", "needs", "running_cost"]),
    ],
)
def test_headings_suggest_what_a_column_means(headings, meanings):
    assert guess(headings) == meanings


BOARD = "Organize, manage and search the Board"


@pytest.mark.parametrize(
    ("vendor", "product", "purpose", "name"),
    [
        ("Springbrook", "Springbrook", "x", "Springbrook"),
        ("Siteground", "WordPress Website Hosting", "", "Siteground WordPress Website Hosting"),
        ("Microsoft", "Microsoft Office", "", "Microsoft Office"),
        ("Oracle Inc.", "Oracle", "", "Oracle"),
        ("DMCI", "", "Organize, manage and search the Board of Directors' agendas", f"DMCI: {BOARD}"),
        ("DMCI", "", "", "DMCI"),
        ("", "Excel", "", "Excel"),
        ("", "", "Public website", "Public website"),
        ("", "", "", ""),
    ],
)  # fmt: skip
def test_names_are_built(vendor, product, purpose, name):
    assert built_name(vendor, product, purpose) == name


def test_rows_of_one_vendor_are_told_apart_whatever_their_order():
    rows = [("Acme Suite", "North", "Sell"), ("Acme Suite", "North", "Buy"), ("Acme Suite", "South", "Sell")]
    assert told_apart(rows) == ["Acme Suite: Sell", "Acme Suite: Buy", "Acme Suite"]
    assert told_apart(rows[::-1]) == ["Acme Suite", "Acme Suite: Buy", "Acme Suite: Sell"]


@given(st.text(max_size=500))
def test_the_beginning_of_a_purpose_is_short(purpose):
    assert len(beginning(purpose)) <= LONGEST_BUILT


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1500", "1500"), ("1,500", "1500"), ("1.500", "1500"), ("1,500.5", "1500.5"), ("1.500,50", "1500.5"),
        ("1 500", "1500"), ("1'500'000", "1500000"), ("12,5", "12.5"), ("1.234.567", "1234567"),
        ("€ 240,000", "240000"),
        ("10k", "10000"), ("1,5 Mio", "1500000"), ("240000 EUR", "240000"), ("0", "0"),
    ],
)  # fmt: skip
def test_amounts_are_read_as_people_write_them(typed, number):
    assert cells.money(typed).value == Decimal(number)


@pytest.mark.parametrize(
    ("typed", "gib"),
    [
        ("500", "500"),
        ("500 GiB", "500"),
        ("1 TiB", "1024"),
        ("1 TB", "931.32"),
        ("500GB", "465.66"),
        ("512 MiB", "0.50"),
    ],
)
def test_sizes_are_read_in_gib(typed, gib):
    assert cells.size_in_gib(typed).value == Decimal(gib)


@pytest.mark.parametrize("typed", ["", "-1", "many", "1e9", "NaN", "1 lightyear", "1..2", "9" * 39, "१२"])
def test_what_is_no_amount_is_said(typed):
    with pytest.raises(cells.Unusable):
        cells.size_in_gib(typed)


@settings(max_examples=300)
@given(st.sampled_from(sorted(cells.READERS)), st.text(max_size=60))
def test_any_cell_is_read_or_left_out(meaning, cell):
    value, reason = read_or_reason(meaning, cell)
    if isinstance(value, Decimal | int):
        assert 0 <= value < 10**12
    assert (value is None) == bool(reason)


def read_or_reason(meaning: str, cell: str) -> tuple[object, str]:
    try:
        return cells.READERS[meaning](cell), ""
    except cells.Unusable as unusable:
        return None, unusable.reason


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Größe", "groesse"), ("Übersicht Ämter", "uebersicht-aemter"), ("Straße", "strasse"), ("STRASSE", "strasse"),
        ("Gro\u0308ße", "groesse"), ("Café", "cafe"), ("Pingüino", "pinguino"), ("Smørrebrød", "smoerrebroed"),
        ("Œuvre", "oeuvre"), ("Łódź", "lodz"), ("Þór", "thor"), ("España", "espana"), ("東京", ""),
    ],
)  # fmt: skip
def test_letters_that_keys_lack_are_spelt_out(text, made):
    assert slug(text) == made


@given(st.text(max_size=200), st.sets(st.text(max_size=10), max_size=5))
def test_keys_fit_an_address_and_are_free(name, taken):
    import re

    key = free_key([name, f"{name} north"], taken)
    assert re.fullmatch(KEY_PATTERN, key)
    assert len(key) <= 60
    assert key not in taken
    assert slug(slug(name)) == slug(name)


LISTS = "Application,Depends on\n" + "".join(f"System {n},a{n};b{n};c{n};d{n}\n" for n in range(25))
MANY = "Key,Name,Needs\n" + "".join(f"k{n},Name {n},{'; '.join('abcdefghijkl')}\n" for n in range(25))
DECIMALS = "Name;Cost;Size\n" + "".join(f"System {n};{n},5;{n}\n" for n in range(25))
RAGGED = "Name;Cost;Unit;Note\n" + "".join(f"System {n};{n},5{';North;x' * (n % 3 > 0)}\n" for n in range(25))
TITLED = "Systems, as of November\n\n" + DECIMALS


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        (LISTS, ","),
        (LISTS.replace(";", "|"), ","),
        (MANY, ","),
        (MANY.replace(",", "\t"), "\t"),
        (DECIMALS, ";"),
        (RAGGED, ";"),
        (TITLED, ";"),
        ("Systems; as of November\n\n" + LISTS, ","),
        ("Name\nA\nB\n", ","),
        ("Name;Needs\nA;b, c, d\nB;c, d, e\n", ";"),
        ("", ","),
    ],
)
def test_a_list_inside_of_cells_is_no_separator(text, sign):
    assert delimiter_of(text) == (sign, text)
