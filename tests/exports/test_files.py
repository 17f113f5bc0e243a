"""The summary as files: read back with other people's readers."""

import csv
import io
import json
import re
from dataclasses import replace

import openpyxl
import pypdf
import pytest
import time_machine

from systems.models import Finding, Profile
from tests.exports import company
from tests.exports.company import NOW

TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "md": "text/markdown; charset=utf-8",
}


@pytest.fixture
def signed(payments, owner, architect):
    """Approved, one contradiction accepted, one justified, one resolved."""
    blocks = list(Finding.objects.filter(system=payments, severity="blocks"))
    company.justified(blocks[0], by=owner, accepted_by=architect)
    company.justified(blocks[1], by=owner)
    Finding.objects.filter(pk=blocks[2].pk).update(resolved_at=NOW)
    company.approved(payments, answered_by=owner, by=architect)
    return payments


def table(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize("extension", TYPES)
@time_machine.travel("2026-11-22T23:30:00Z", tick=False)
def test_the_file_is_named_after_system_and_day_of_the_reader(payments, manager, fetch, extension):
    manager.time_zone = "Europe/Madrid"
    manager.save()
    response, _content = fetch(manager, f"/systems/payments/summary.{extension}")
    name = f"payments-dr-summary-2026-11-23.{extension}"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response["Content-Type"] == TYPES[extension]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "no-store"


def read_pdf(content: bytes) -> tuple[pypdf.PdfReader, str]:
    reader = pypdf.PdfReader(io.BytesIO(content))
    return reader, " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_the_pdf_is_tagged_and_says_what_it_is(signed, manager, fetch):
    reader, text = read_pdf(fetch(manager, "/systems/payments/summary.pdf")[1])
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/StructTreeRoot"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == "Payment platform – Recovery summary"
    assert re.search(r"<pdfuaid:part>1</pdfuaid:part>", reader.xmp_metadata.stream.get_data().decode())
    for said in ("Payment platform", "Back within (RTO)", "5 minutes", "Multi-site", "Card ledger", "DNS was slow"):
        assert said in text
    assert f"Page 1 of {len(reader.pages)}" in text


def test_the_picture_of_the_pdf_has_words(signed, manager, fetch):
    content = fetch(manager, "/systems/payments/summary.pdf")[1]
    reader = pypdf.PdfReader(io.BytesIO(content))
    alternatives = [str(thing["/Alt"]) for thing in objects(reader) if "/Alt" in thing]
    assert any("back within 5 minutes" in words for words in alternatives)


def objects(reader: pypdf.PdfReader):
    for number in range(1, reader.trailer["/Size"]):
        found = pypdf.generic.IndirectObject(number, 0, reader).get_object()
        if isinstance(found, dict):
            yield found


def test_the_workbook_has_a_sheet_for_each_thing(signed, manager, fetch):
    book = openpyxl.load_workbook(io.BytesIO(fetch(manager, "/systems/payments/summary.xlsx")[1]))
    assert book.sheetnames == [
        "Summary", "Harm over time", "Strategies compared", "One step looser, one step tight", "Contradictions",
        "What it needs", "What needs it", "Drills", "What the owner said besides",
    ]  # fmt: skip
    facts = {row[1]: row for row in book["Summary"].iter_rows(min_row=2, values_only=True)}
    assert facts["Back within (RTO)"][2:5] == ("5 minutes", pytest.approx(300 / 3600, abs=1e-6), "h")
    assert facts["Yearly cost of recovery"][2:5] == ("264,000\u00a0€", 264_000, "EUR")
    assert "running cost" in facts["Yearly cost of recovery"][5]
    strategies = list(book["Strategies compared"].iter_rows(values_only=True))
    assert strategies[0][4:6] == ("Back in at best", "Back in at best (h)")
    assert [row[0] for row in strategies[1:]] == [
        "Backup and restore", "Pilot light", "Pilot light", "Warm standby", "Warm standby", "Multi-site", "Multi-site",
    ]  # fmt: skip
    assert [row[1] for row in strategies[1:]] == ["none", *["asynchronous", "synchronous"] * 3]
    assert [row[2] for row in strategies[1:]] == [*["rejected"] * 6, "taken"]
    assert all(isinstance(row[-1], int | float) for row in strategies[1:])
    assert book["Summary"].freeze_panes == "B2"
    assert book["Summary"].column_dimensions["F"].width > 50


def test_the_lines_of_the_csv_carry_words_number_unit_and_because(signed, manager, fetch):
    content = fetch(manager, "/systems/payments/summary.csv")[1]
    assert content.startswith(b"\xef\xbb\xbf")
    rows = table(content)
    assert rows[0] == ["Part", "Item", "Field", "In words", "Number", "Unit", "Because"]
    assert all(len(row) == 7 for row in rows)
    assert ["Strategies compared", "Multi-site", "Result", "taken", "", "", ""] in rows
    mtd = next(row for row in rows if row[1] == "Harm is unacceptable after (MTD)")
    assert mtd[3:6] == ["1 hour", "1.0", "h"]
    assert "as stated" in mtd[6]


def test_the_json_is_what_the_document_says(signed, manager, fetch):
    told = json.loads(fetch(manager, "/systems/payments/summary.json")[1])
    assert told["shape"] == 1
    assert told["objectives"]["rto"] == {"state": "value", "seconds": 300}
    assert told["objectives"]["rpo"] == {"state": "value", "seconds": 0}
    assert told["plan"]["strategy"] == "multi_site"
    assert told["plan"]["because"]["strategy"]
    assert [item["strategy"] for item in told["strategies"] if item["taken"]] == ["multi_site"]
    assert told["system"]["running_cost"] == 240_000
    assert told["policy_version"] == "2026.2"
    needs = {link["key"]: link for link in told["needs"]}
    assert (needs["ledger"]["rto"]["seconds"], needs["ledger"]["fits"]) == (8 * 3600, False)
    (shop,) = told["needed_by"]
    assert (shop["key"], shop["needed_within_seconds"], shop["fits"]) == ("web-shop", 900, True)
    assert told["sign_off"]["approved_by"]["email"] == "architect@example.org"
    assert told["sign_off"]["answered_by"]["email"] == "payments.owner@example.org"


def test_contradictions_say_where_they_stand(signed, readers, fetch):
    owner, architect, manager = readers
    told = json.loads(fetch(manager, "/systems/payments/summary.json")[1])["contradictions"]
    states = [item["state"] for item in told]
    assert states[:2] == ["accepted", "justified"]
    assert states[-1] == "resolved"
    assert set(states[2:-1]) == {"open"}
    text = fetch(manager, "/systems/payments/summary.md")[1].decode()
    accepted = f"by {architect} on 21 November 2026 · {owner}: “The ledger is replaced in spring.”"
    assert f"✓ accepted ({accepted})" in text


def test_a_justification_counts_for_the_numbers_it_was_said_about(signed, manager, fetch):
    accepted = Finding.objects.filter(system=signed, severity="blocks").first()
    Finding.objects.filter(pk=accepted.pk).update(read={**accepted.read, "rpo": 60})
    told = json.loads(fetch(manager, "/systems/payments/summary.json")[1])["contradictions"]
    assert told[0]["state"] == "open"
    assert told[0]["justification"]["state"] == "outdated"


def test_markdown_has_every_part(signed, manager, fetch):
    text = fetch(manager, "/systems/payments/summary.md")[1].decode()
    parts = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert parts == [
        "Objectives and why", "Harm over time", "The recovery plan", "Strategies compared",
        "One step looser, one step tighter", "Contradictions", "Dependencies", "What protects it today", "Drills",
        "What the owner said besides", "Sign-off", "The system",
        "About this summary",
    ]  # fmt: skip
    assert "| Multi-site | synchronous | ✓ taken |" in text


@pytest.mark.parametrize("extension", TYPES)
def test_files_speak_the_readers_language(signed, manager, fetch, extension):
    manager.language = "es"
    manager.save()
    response, content = fetch(manager, f"/systems/payments/summary.{extension}")
    assert response["Content-Language"] == "es"
    if extension == "pdf":
        reader, text = read_pdf(content)
        assert reader.trailer["/Root"]["/Lang"] == "es"
        assert "5 minutos" in text
        assert "Varios sitios" in text
    elif extension == "xlsx":
        cells = [cell for row in openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].values for cell in row]
        assert "5 minutos" in cells
    else:
        assert "Varios sitios" in content.decode() or json.loads(content)["language"] == "es"


@pytest.mark.parametrize("extension", TYPES)
@pytest.mark.parametrize("state", ["unset", "unknown", "not applicable"])
def test_an_open_objective_is_said_as_such(owner, manager, fetch, extension, state):
    open_ = company.system("open", owner=owner)
    rpo = company.facts.State(state)
    rto = rpo if state != "not applicable" else 14400
    company.derived(company.facts.System("open", rto=rto, rpo=rpo))
    response, content = fetch(manager, f"/systems/{open_.key}/summary.{extension}")
    assert response.status_code == 200
    if extension == "md":
        words = {"unset": "not answered", "unknown": "not known", "not applicable": "does not apply"}[state]
        assert f"- **May lose (RPO):** {words}" in content.decode()


@pytest.mark.parametrize("extension", ["", *TYPES])
def test_a_system_that_was_never_derived_has_a_summary(owner, manager, fetch, extension):
    company.system("fresh", owner=owner)
    address = f"/systems/fresh/summary.{extension}" if extension else "/systems/fresh/summary/"
    response, content = fetch(manager, address)
    assert response.status_code == 200
    if extension == "md":
        assert "There is no plan yet" in content.decode()
        assert "No drill has been recorded" in content.decode()


def test_a_system_whose_facts_changed_says_that_it_is_being_derived(signed, manager, fetch):
    Profile.objects.filter(system=signed).update(stale_since=NOW)
    assert "being derived again" in fetch(manager, "/systems/payments/summary.md")[1].decode()


HARM = {"money": {3600: "minor", 86400: "intolerable"}, "safety": {14400: "none"}}


@pytest.fixture
def harmful(payments):
    """The payment platform, whose owner said how the harm grows."""
    payments.findings.all().delete()
    company.derived(replace(company.PAYMENTS, facts=replace(company.PAYMENTS.facts, impact=HARM)))
    return payments


def test_every_file_says_how_the_harm_grows(harmful, manager, fetch):
    def file(extension):
        return fetch(manager, f"/systems/payments/summary.{extension}")[1]

    money, *_rest, safety, _staff = (harm["ratings"] for harm in json.loads(file("json"))["impact"])
    assert money == [{"at_seconds": 3600, "rating": "minor"}, {"at_seconds": 86400, "rating": "intolerable"}]
    assert safety == [{"at_seconds": 14400, "rating": "none"}]
    rows = {tuple(row[1:4]) for row in table(file("csv")) if row[0] == "Harm over time"}
    assert {("Money", "15 min", "–"), ("Money", "8 h", "minor"), ("Money", "1 mo", "intolerable")} <= rows
    sheet = openpyxl.load_workbook(io.BytesIO(file("xlsx")))["Harm over time"]
    assert [cell.value for cell in sheet[2]][:4] == ["Money", "–", "minor", "minor"]
    assert "| Money | – | minor | minor | minor | intolerable |" in file("md").decode()
    reader, text = read_pdf(file("pdf"))
    assert "Harm over time" in text
    alternatives = [str(thing["/Alt"]) for thing in objects(reader) if "/Alt" in thing]
    assert any("Money: minor from 1 hour, intolerable from 24 hours" in words for words in alternatives)


def test_the_page_draws_how_the_harm_grows(harmful, manager, fetch):
    page = fetch(manager, "/systems/payments/summary/")[1].decode()
    part = page.split('aria-labelledby="impact"')[1].split("</section>")[0]
    assert 'id="impact-wide' in part
    assert 'id="impact-narrow' in part
    assert "The same as a table" in part


def test_where_nobody_said_how_the_harm_grows_it_says_so(payments, manager, fetch):
    content = fetch(manager, "/systems/payments/summary.md")[1].decode()
    assert "Nobody has said yet when it hurts." in content
    assert json.loads(fetch(manager, "/systems/payments/summary.json")[1])["impact"] == []
