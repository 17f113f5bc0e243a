"""Names and notes as an attacker or a cat on the keyboard would write them."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pypdf
import pytest

from exports.document import Cell, Column, Table
from exports.writers import csv_text, xlsx
from exports.writers.glyphs import coverage, displayable
from exports.writers.markdown import escaped
from exports.writers.pdf import FACES
from systems.models import System
from tests.exports import company
from tests.exports.company import NOW
from tests.faults.figures import note

FORMULAS = [
    f"{blank}{start}{rest}"
    for blank in ("", " ", "\t", "\r\n", "\u00a0")
    for start in ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t=", "\r=")
    for rest in ("1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://x.invalid","y")', "SUM(A1:A9)*2") * 5
]
NASTY = [
    "<script>alert(1)</script>",
    '#panic("x") $x$ *bold* #image("/etc/passwd") \\',
    "a\x00b\x07c\x1b[31m",
    "\ud83d",  # half a character
    "漢字 😀 مرحبا \u202edoc.exe",
    "| a | b |\n| --- | --- |\n# heading\n- item\n1. item",
    "[link](javascript:alert(1)) ![x](http://x.invalid/y.png) <img src=x>",
    "x" * 199,
    "'; DROP TABLE systems_system; --",
    "{{ 7*7 }} {% now 'Y' %}",
]


def neutral_cells(content: bytes) -> list[str]:
    return [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")) for cell in row]


def test_a_thousand_formulas_stay_texts_in_csv():
    assert len(FORMULAS) == 1000
    table = Table("Names", (Column("Name"),), [(Cell(text),) for text in FORMULAS])
    cells = neutral_cells(b"".join(csv_text.stream(table)))[1:]
    assert len(cells) == 1000
    assert all(cell.startswith("'") for cell in cells)
    assert [cell[1:] for cell in cells] == FORMULAS
    note("names that are formulas, in CSV", f"{len(cells):,} cells: all stay texts")


def test_a_thousand_formulas_stay_texts_in_a_workbook():
    book = io.BytesIO()
    xlsx.save(Table("Names", (Column("Name"),), [(Cell(text),) for text in FORMULAS]), book, NOW)
    sheet = openpyxl.load_workbook(book).active
    cells = [sheet.cell(row, 1) for row in range(2, 1002)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells)
    assert not any(cell.hyperlink for cell in cells)
    note("names that are formulas, in a workbook", f"{len(cells):,} cells: all stay texts, none is a link")


def test_negative_numbers_stay_numbers():
    table = Table("Money", (Column("Name"), Column("Saves", "EUR", words=False)), [(Cell("-5"), Cell("-5 €", -5))])
    assert neutral_cells(b"".join(csv_text.stream(table)))[2:] == ["'-5", "-5"]
    book = io.BytesIO()
    xlsx.save(table, book, NOW)
    assert openpyxl.load_workbook(book).active["B2"].value == -5


def hostile(owner, name: str) -> System:
    """Everything that people may type, typed badly."""
    clean = name.replace("\x00", "").encode("utf-8", "ignore").decode()
    made = company.system("bad", name=clean or "x", purpose=clean * 5, supplier=clean[:200], tags=clean, owner=owner)
    other = company.system("other", name=clean or "x")
    company.DependencyFactory(system=made, needs=other, note=clean[:300])
    company.ExerciseFactory(system=made, rta_seconds=60, note=clean)
    company.ProtectionFactory(system=made, note=clean)
    among = (company.facts.Dependency("bad", "other"),)
    company.derived(company.facts.System("bad", rto=60, rpo=60), company.facts.System("other", rto=9000), among=among)
    return made


@pytest.mark.parametrize("name", [*NASTY, FORMULAS[0]])
def test_no_name_breaks_or_enters_a_file(owner, manager, fetch, name):
    made = hostile(owner, name)
    for extension in ("pdf", "xlsx", "csv", "json", "md"):
        response, content = fetch(manager, f"/systems/bad/summary.{extension}")
        assert response.status_code == 200, extension
        assert response["Content-Disposition"].startswith('attachment; filename="bad-dr-summary-')
        check(extension, content, made)
    page = fetch(manager, "/systems/bad/summary/")[1].decode()
    assert "<script>alert" not in page
    assert "<img src=x>" not in page


def check(extension: str, content: bytes, made: System) -> None:
    if extension == "json":
        assert json.loads(content)["system"]["name"] == made.name
    elif extension == "pdf":
        assert len(pypdf.PdfReader(io.BytesIO(content)).pages) >= 1
    elif extension == "csv":
        assert not any(cell.lstrip().startswith(("=", "+", "@")) for cell in neutral_cells(content))
    elif extension == "xlsx":
        sheets = openpyxl.load_workbook(io.BytesIO(content)).worksheets
        assert {cell.data_type for sheet in sheets for row in sheet.rows for cell in row} <= {"s", "n", "d"}
    else:
        lines = content.decode().splitlines()
        assert not any(line.startswith(("# heading", "- item", "<script", "<img")) for line in lines)


def test_huge_texts_fit_everywhere(owner, manager, fetch):
    made = company.system("huge", name="W" * 200, purpose="long " * 400, data_kinds="x" * 2000, owner=owner)
    found = System.objects.get(pk=made.pk)
    company.derived(company.facts.System("huge", rto=60, rpo=60))
    for extension in ("pdf", "xlsx", "csv", "json", "md"):
        assert fetch(manager, f"/systems/{found.key}/summary.{extension}")[0].status_code == 200


def test_a_cell_longer_than_excel_takes_is_cut_visibly():
    book = io.BytesIO()
    xlsx.save(Table("Long", (Column("Text"),), [(Cell("y" * 40_000),)]), book, NOW)
    text = openpyxl.load_workbook(book).active["A2"].value
    assert len(text) == 32_767
    assert text.endswith("…")


@pytest.mark.parametrize("title", ["a/b\\c?d*e[f]:g", "'", "x" * 60, "", "Summary"])
def test_any_title_gives_a_sheet_name(title):
    book = io.BytesIO()
    xlsx.save(Table(title, (Column("Text"),), [(Cell("y"),)]), book, NOW)
    assert openpyxl.load_workbook(book).active["A2"].value == "y"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# a", r"\# a"),
        ("- a", r"\- a"),
        ("1. a", r"1\. a"),
        ("2026.1", "2026.1"),
        ("a | b", r"a \| b"),
        ("a\n# b", "a # b"),
        ("[a](b)", r"\[a\](b)"),
        ("<b>&", r"\<b\>\&"),
        ("`x` *y* _z_ ~q~ \\", r"\`x\` \*y\* \_z\_ \~q\~ \\"),
        ("=====", r"\====="),
        ("```", r"\`\`\`"),
    ],
)
def test_markdown_shows_what_was_typed(text, shown):
    assert escaped(text) == shown


def test_the_typeface_is_asked_what_it_can_show():
    first, *others = FACES
    assert {ord(sign) for sign in "aéñЖΩ€–…≤→□"} <= coverage(first)
    assert ord("漢") not in coverage(first)
    assert any(ord("漢") in coverage(other) for other in others)
    assert all(path.exists() for path in (*FACES, Path(first).with_name("SourceSans3-Semibold.ttf")))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("😀", "□"),
        ("\u202ea\u0000", "a"),
        ("e\u0301", "é"),
        ("a\tb\r\nc", "a b\nc"),
        ("𝐚", "a"),
        ("\ud83d", ""),
        # A joiner shapes a word of Persian; between letters of ours it would only hide.
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("adm\u200cin", "admin"),
    ],
)
def test_what_the_typeface_lacks_is_replaced(text, shown):
    assert displayable(text, FACES) == shown


def test_the_pdf_says_that_characters_were_replaced(owner, manager, fetch):
    company.system("cat", name="😀", owner=owner)
    reader = pypdf.PdfReader(io.BytesIO(fetch(manager, "/systems/cat/summary.pdf")[1]))
    assert "Characters that this typeface does not have" in reader.pages[-1].extract_text()
