"""The catalogue as a file: the list as it was filtered, however long."""

import csv
import io
import tracemalloc
from decimal import Decimal

import openpyxl
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from exports.reports import catalogue
from exports.writers import csv_text, xlsx
from recovery import facts
from systems.models import Exercise, Profile, Protection, System
from tests.exports import company
from tests.factories import BusinessUnitFactory


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


@time_machine.travel("2026-11-22T12:00:00Z", tick=False)
def test_the_files_hold_words_and_numbers(payments, manager, fetch):
    response, content = fetch(manager, "/systems/export.csv")
    assert response["Content-Disposition"] == 'attachment; filename="systems-2026-11-22.csv"'
    assert response.streaming
    told = {row["Key"]: row for row in rows(content)}
    paid = told["payments"]
    assert (paid["Back within (RTO)"], float(paid["Back within (RTO) (h)"])) == ("5 minutes", 0.083333)
    assert (paid["May lose (RPO)"], paid["May lose (RPO) (h)"]) == ("nothing", "0.0")
    assert (paid["Strategy"], paid["Cost tier"]) == ("Multi-site", "$$$$")
    assert float(paid["Yearly cost of recovery (EUR)"]) == 264_000
    assert paid["Last drill"] == "2026-11-19"
    assert paid["Owner's e-mail"] == "payments.owner@example.org"
    response, content = fetch(manager, "/systems/export.xlsx")
    assert response["Content-Disposition"] == 'attachment; filename="systems-2026-11-22.xlsx"'
    assert response["X-Content-Type-Options"] == "nosniff"
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    head = [cell.value for cell in sheet[1]]
    line = next(row for row in sheet.iter_rows(min_row=2, values_only=True) if row[0] == "payments")
    told = dict(zip(head, line, strict=True))
    assert told["Back within (RTO) (h)"] == pytest.approx(0.083333)
    assert told["Yearly cost of recovery (EUR)"] == 264_000
    assert told["Last drill"].date().isoformat() == "2026-11-19"


def test_the_files_are_the_list_as_it_is_filtered_and_sorted(manager, fetch):
    sales = BusinessUnitFactory(name="Sales")
    for key, unit in (("a", sales), ("b", None), ("c", sales)):
        company.system(key, business_unit=unit)
    company.system("gone", business_unit=sales, status="retired")
    query = f"?unit={sales.pk}&sort=-name"
    assert [row["Key"] for row in rows(fetch(manager, f"/systems/export.csv{query}")[1])] == ["c", "a"]
    book = openpyxl.load_workbook(io.BytesIO(fetch(manager, f"/systems/export.xlsx{query}")[1]))
    assert [row[0] for row in book.active.iter_rows(min_row=2, values_only=True)] == ["c", "a"]


def test_nothing_found_is_a_file_with_its_head(manager, fetch):
    assert fetch(manager, "/systems/export.csv?q=nothing-of-that-name")[1].count(b"\r\n") == 1
    book = openpyxl.load_workbook(io.BytesIO(fetch(manager, "/systems/export.xlsx?q=nothing-of-that-name")[1]))
    assert book.active["A2"].value == "No system matches."


@pytest.mark.parametrize("query", ["?rto_min=x", "?unit=999999", "?tier=%00", "?sort=;drop", "?rto_max=" + "9" * 40])
def test_a_bad_filter_is_no_failure(payments, manager, fetch, query):
    assert fetch(manager, f"/systems/export.csv{query}")[0].status_code == 200


def test_the_files_speak_the_readers_language_to_the_last_row(payments, manager, fetch):
    manager.language = "es"
    manager.save()
    text = fetch(manager, "/systems/export.csv")[1].decode()
    assert "5 minutos" in text
    assert "Varios sitios" in text


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_depend_on_the_rows(manager, sign_in, extension, count):
    for number in range(count):
        company.ExerciseFactory(system=company.system(f"s{number}", business_unit=BusinessUnitFactory()))
    client = sign_in(manager)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        b"".join(client.get(f"/systems/export.{extension}").streaming_content)
    assert len(queries) == 12


def test_the_files_say_what_it_needs_who_signed_and_what_was_tried(payments, owner, architect, manager, fetch):
    company.approved(payments, answered_by=owner, by=architect)
    told = {row["Key"]: row for row in rows(fetch(manager, "/systems/export.csv")[1])}
    paid, shop = told["payments"], told["web-shop"]
    hard = [told[key]["Cannot run without"] for key in ("payments", "web-shop", "ledger")]
    assert hard == ["ledger", "payments", ""]
    assert (paid["Must agree with"], paid["Needs, but runs with less without"]) == ("web-shop", "")
    assert (paid["Supplier is back within"], paid["Supplier may lose"]) == ("4 hours", "")
    assert (paid["Approved on"], paid["Approved by"]) == (company.NOW.date().isoformat(), architect.name)
    assert (paid["Kind of drill"], paid["Recovery took"]) == ("switched over to another place", "19 minutes")
    assert (paid["Data lost (h)"], shop["Kind of drill"], shop["Approved by"]) == ("0.0", "", "")


def test_every_piece_of_the_rows_has_its_needs(manager, fetch, monkeypatch):
    monkeypatch.setattr(catalogue, "PIECE", 2)
    base = company.system("base")
    for number in range(5):
        company.DependencyFactory(system=company.system(f"s{number}"), needs=base)
    needs = {row["Key"]: row["Cannot run without"] for row in rows(fetch(manager, "/systems/export.csv")[1])}
    assert needs == {"base": "", **{f"s{number}": "base" for number in range(5)}}


def many(count: int) -> None:
    """Systems enough that one more kilobyte for each would show."""
    made = System.objects.bulk_create(
        System(key=f"s-{number}", name=f"System {number}", purpose="p" * 400, running_cost=Decimal(1000))
        for number in range(count)
    )
    record = {"because": {"strategy": {"code": "x", "values": {"text": "y" * 4000}}}}
    Profile.objects.bulk_create(
        Profile(system=system, rto_state="value", rto_seconds=3600, rpo_state="value", rpo_seconds=0, record=record)
        for system in made
    )


def peak(write) -> int:
    tracemalloc.start()
    try:
        write()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_number_of_systems(manager, tmp_path):
    def as_csv():
        for _piece in csv_text.stream(catalogue.table(manager, {})):
            pass

    def as_xlsx():
        with (tmp_path / "book.xlsx").open("wb") as target:
            xlsx.save(catalogue.table(manager, {}), target, company.NOW)

    many(600)
    small = [peak(as_csv), peak(as_xlsx)]
    System.objects.all().delete()
    many(2400)
    for write, before in zip((as_csv, as_xlsx), small, strict=True):
        assert peak(write) < before + 1024 * 1024  # 1,800 rows held at once would be 7 MiB


def test_a_system_without_anything_else_has_its_row(manager, fetch):
    bare = company.system("bare")
    Profile.objects.filter(system=bare).delete()
    (row,) = rows(fetch(manager, "/systems/export.csv")[1])
    assert (row["Key"], row["Back within (RTO)"], row["Last drill"]) == ("bare", "not answered", "")
    assert not Exercise.objects.exists()
    assert not Protection.objects.exists()


def test_an_rpo_that_does_not_apply_is_no_number(owner, manager, fetch):
    company.system("gateway", owner=owner)
    company.derived(facts.System("gateway", rto=14400, rpo=facts.State.NOT_APPLICABLE))
    (row,) = rows(fetch(manager, "/systems/export.csv")[1])
    assert (row["May lose (RPO)"], row["May lose (RPO) (h)"]) == ("does not apply", "")
