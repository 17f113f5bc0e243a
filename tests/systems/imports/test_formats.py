"""Workbooks and Backstage entities: read as a person would, and never more than they say."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from recovery.reading import read_duration
from systems.models import Dependency, ImportBatch, System
from systems.services.imports.tables.decoding import Unreadable
from systems.services.imports.tables.excel_cells import duration, number
from systems.services.imports.tables.files import chosen_sheet, sheets_of
from tests.systems.imports.test_shapes import apply, page_of

SAMPLES = Path(__file__).parent / "samples"
HOUR = 3600


def workbook(*sheets: tuple[str, list[list]], merged: tuple[str, ...] = ()) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        for area in merged:
            sheet.merge_cells(area)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_part(data: bytes, name: str, change) -> bytes:
    """The workbook with one of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as parts, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as kept:
        for part in parts.infolist():
            content = parts.read(part)
            kept.writestr(part.filename, change(content) if part.filename == name else content)
    return out.getvalue()


def table(data: bytes, name: str = "list.xlsx"):
    return chosen_sheet(sheets_of(name, data))[1]


def cells(data: bytes, name: str = "list.xlsx") -> list[tuple[str, ...]]:
    return [line.cells for line in table(data, name).lines]


def test_cells_are_read_as_they_are_shown():
    rows = [
        ["Name", "RTO", "Long", "Shown as day", "Last test", "Cost", "Share", "Live"],
        ["A", dt.time(4, 0), dt.timedelta(hours=26, minutes=30), 1.5, dt.date(2026, 3, 31), 1.125, 3.0, True],
    ]
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.active["D2"].number_format = "h:mm"
    out = io.BytesIO()
    book.save(out)
    [found] = cells(out.getvalue())
    assert found == ("A", "PT4H", "PT26H30M", "PT36H", "2026-03-31", "1.1250", "3", "yes")
    assert [read_duration(cell).value for cell in found[1:4]] == [4 * HOUR, 26.5 * HOUR, 36 * HOUR]


@given(st.integers(0, 10**7))
def test_a_duration_of_a_workbook_is_read_back(seconds):
    assert read_duration(duration(dt.timedelta(seconds=seconds))).value == seconds


@given(st.floats(-1e9, 1e9, allow_nan=False))
def test_a_number_of_a_workbook_keeps_its_value(value):
    assert float(number(value)) == pytest.approx(value, abs=1e-9)


def test_headings_above_headings_and_rows_that_share_a_cell():
    rows = [
        ["Name", "Vendor", None, "Agreed", None],
        [None, "RTO", "RPO", "Cost", "Depends on"],
        ["Payroll", "4 h", "1 h", 5, "Ledger"],
        [None, None, None, None, "Network"],
    ]
    data = workbook(("List", rows), merged=("A1:A2", "B1:C1", "D1:E1", "A3:A4"))
    found = table(data)
    assert found.headings == ("Name", "Vendor RTO", "Vendor RPO", "Cost", "Depends on")
    assert [line.cells[0] for line in found.lines] == ["Payroll", "Payroll"]
    assert [line.number for line in found.lines] == [3, 4]


def test_rows_keep_the_numbers_that_excel_shows():
    rows = [["Inventory 2026"], [], ["Name", "Purpose", "Cost"], [], ["A", "b", 1]]
    found = table(workbook(("List", rows)))
    assert (found.heading_row, found.lines[0].number) == (3, 5)


@pytest.mark.django_db
def test_another_sheet_is_chosen_and_brought_in(client):
    data = workbook(
        ("About", [["Made by the architecture office"]]), ("Apps", [["Name"], ["Shop"]]), ("Old", [["Name"], ["Till"]])
    )
    response = client.post("/systems/import/", {"file": SimpleUploadedFile("list.xlsx", data)})
    page = page_of(client, response.url)
    assert "list.xlsx · Apps" in page
    assert client.post(response.url, {"sheet": "About"}).status_code == 422
    assert client.post(response.url, {"sheet": "Elsewhere"}).status_code == 422
    assert client.post(response.url, {"sheet": "Old"}).status_code == 302
    apply(client, response.url)
    assert [system.name for system in System.objects.all()] == ["Till"]
    assert ImportBatch.objects.get().sheets == []


BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
PLAIN = workbook(("List", [["Name", "Sum"], ["A", 1]]))
FORMULA = workbook(("List", [["Name", "Sum"], ["A", "=1+1"]]))
SHEET = "xl/worksheets/sheet1.xml"


def huge() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/sharedStrings.xml", b" " * (61 * 1024 * 1024))
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (FORMULA, "Cell B2 of the sheet “List” holds a formula without a result"),
        (with_part(PLAIN, SHEET, lambda part: BOMB + part.partition(b"?>")[2]), "cannot be read"),
        (with_part(PLAIN, SHEET, lambda _part: b"<worksheet"), "cannot be read"),
        (with_part(PLAIN, SHEET, lambda part: part.replace(b'r="2"', b'r="99999999999"')), "heading line only"),
        (workbook(("List", [])), "The workbook is empty"),
        (workbook(("List", [["Name"], *([["x"]] * 20_200)])), "more than 20,000 rows"),
        (workbook(("List", [[f"c{n}" for n in range(1000)], ["x"]])), "more than 100 columns"),
        (workbook(*((f"S{n}", [["Name"], ["x"]]) for n in range(51))), "more than 50 sheets"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 600, "of an old kind, or has a password"),
        (PLAIN[: len(PLAIN) // 2], "cannot be read"),
    ],
)
def test_bad_workbooks_are_refused_with_what_would_fit(data, says):
    with pytest.raises(Unreadable, match=says):
        table(data)


def test_a_bomb_is_refused_before_it_is_unpacked():
    data = huge()
    assert len(data) < 100_000
    with pytest.raises(Unreadable, match="larger than 60 MB"):
        table(data)


def test_the_stored_result_of_a_formula_is_taken():
    kept = with_part(FORMULA, SHEET, lambda part: part.replace(b"<v></v>", b"<v>2</v>").replace(b"<v />", b"<v>2</v>"))
    assert cells(kept) == [("A", "2")]


def refused_with_a_reason_or_whole(read) -> None:
    """What is read is a table: at least a row, each as wide as its headings, which are words."""
    found, reason = None, ""
    try:
        found = read()
    except Unreadable as refused:
        reason = str(refused.reason)
    if found is None:
        assert len(reason) > 20
        assert reason.endswith((".", "?"))
        return
    assert found.lines
    assert all(found.headings)
    assert {len(line.cells) for line in found.lines} == {len(found.headings)}


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(PLAIN) - 1), st.binary(min_size=1, max_size=40))
def test_any_damage_is_refused_or_read(at, piece):
    refused_with_a_reason_or_whole(lambda: table(PLAIN[:at] + piece + PLAIN[at + len(piece) :]))


def entity(kind: str, name: str, rest: str = "spec: {}") -> str:
    return f"apiVersion: backstage.io/v1alpha1\nkind: {kind}\nmetadata: {{name: {name}}}\n{rest}\n"


@pytest.mark.django_db
def test_backstage_comes_in_as_a_person_would_read_it(client):
    data = (SAMPLES / "backstage.yaml").read_bytes()
    response = client.post("/systems/import/", {"file": SimpleUploadedFile("catalog-info.yaml", data)})
    apply(client, response.url)
    lookup, base = System.objects.get(key="artist-lookup"), System.objects.get(key="artists-db")
    assert (lookup.name, lookup.type, lookup.status) == ("Artist lookup", "application", "live")
    assert (lookup.business_unit.name, base.type) == ("team-a", "data_store")
    assert list(Dependency.objects.values_list("system__key", "needs__key")) == [("artist-lookup", "artists-db")]


def test_references_of_entities_are_resolved():
    parts = [
        entity("User", "ana", "spec: {profile: {email: ana@corp.example}}"),
        entity(
            "Component", "shop", "spec: {owner: 'user:ana', consumesApis: [pay], system: sales, lifecycle: deprecated}"
        ),
        entity("Component", "payments", "spec: {providesApis: ['api:default/pay'], owner: team-b}"),
        entity("System", "sales"),
        entity("API", "pay"),
    ]
    found = {row[0]: row for row in cells("---\n".join(parts).encode(), "catalog-info.yaml")}
    assert found["shop"][5:9] == ("ana@corp.example", "live", "deprecated; sales", "payments")
    assert found["payments"][4] == "team-b"
    assert (found["sales"][3], found["sales"][8]) == ("business_service", "shop")
    assert "pay" not in found


LAUGHS = "a: &a [x, x]\nb: &b [*a, *a]\nkind: Component\n"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (LAUGHS, r"Line 2 holds the alias “\*a”"),
        ("kind: [", "Line 1 is no YAML|Line 2 is no YAML"),
        ("[" * 5000, "nested too deeply"),
        ("- a\n- b\n", "Document 1: it has no “kind”"),
        (entity("Component", "a") + "---\nkind: Component\n", "Document 2: it has no “metadata”"),
        (
            entity("Component", "a") + "---\n" + entity("Component", "a"),
            "Document 1: another document describes the same",
        ),
        (entity("Location", "a"), "no Component, Resource or System"),
        ("kind: !!python/object/apply:os.system [ls]\n", "is no YAML"),
        ("#" * (4 * 1024 * 1024 + 1), "larger than 4 MB"),
    ],
)
def test_bad_entities_are_refused_with_their_place(content, says):
    with pytest.raises(Unreadable, match=says):
        table(content.encode(), "catalog-info.yaml")


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("kind: metadata\n-[]{}&*!a,'\"#|>?%@\t"), max_size=200))
def test_any_yaml_is_refused_or_read(content):
    refused_with_a_reason_or_whole(lambda: table(content.encode(), "x.yaml"))


@pytest.mark.django_db
def test_the_command_takes_a_sheet_by_its_name(tmp_path):
    path = tmp_path / "list.xlsx"
    path.write_bytes(workbook(("Apps", [["Name"], ["Shop"]]), ("Old", [["Name"], ["Till"]])))
    out = io.StringIO()
    call_command("import_systems", str(path), "--sheet", "Old", stdout=out)
    assert [row["name"] for row in json.loads(out.getvalue())["rows"]] == ["Till"]
