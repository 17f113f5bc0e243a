"""Names in any script that a company may use are drawn in the PDF, and can be read out of it again."""

from __future__ import annotations

import io
import unicodedata

import pypdf
import pytest

from exports.document import Cell, Column, Document, Picture, Section, Table
from exports.writers import pdf
from exports.writers.glyphs import REPLACEMENT, displayable
from recovery.pictures import GanttRow, gantt
from tests.exports import company
from tests.exports.company import NOW

NAMES = {
    "Cyrillic": "Продажи",
    "Greek": "Πωλήσεις",
    "Vietnamese": "Bán hàng",
    "Chinese": "订单管理系统",
    "traditional Chinese": "訂單管理系統",
    "Japanese": "受注システム、はたらき",
    "Korean": "주문 접수",
    "Arabic": "مبيعات",
    "Persian": "فروش می\u200cخواهم",
    "Hebrew": "מכירות",
    "Hindi": "बिक्री प्रणाली",
    "Bengali": "বিক্রয়",
    "Tamil": "விற்பனை",
    "Thai": "ระบบขาย",
    "Armenian": "Վաճառք",
    "Georgian": "გაყიდვები",
    "Amharic": "ሽያጭ",
}


def letters(text: str) -> set[str]:
    """What a reader of the PDF finds, whatever the order in which a script is drawn."""
    return {each for each in unicodedata.normalize("NFKC", text) if not each.isspace() and each not in "\u200b\u200c"}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_name_is_drawn_in_its_script(name):
    table = Table("", (Column("System"), Column("Note")), [(Cell(name), Cell(f"{name} (prod)", note=name))])
    document = Document(name, "Recovery summary", "en", "Today", NOW, sections=(Section("a", name, tables=(table,)),))
    content, warnings = pdf.compiled(document)
    assert [each.message for each in warnings] == []
    page = pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text()
    assert letters(name) <= letters(page)
    assert REPLACEMENT not in page
    assert "Characters that this typeface" not in page


def test_a_picture_draws_it_too():
    """A glyph more than once is kept once: the longer the name, the larger the file."""

    def size(name: str) -> int:
        svg = gantt([GanttRow(name, [("preparing", 0, 3600)], 3600)], theme="light")
        section = Section("a", "Order", picture=Picture(svg, "Who is back when"))
        content, warnings = pdf.compiled(Document("Fire", "Recovery order", "en", "Today", NOW, sections=(section,)))
        assert [each.message for each in warnings] == []
        return len(content)

    nothing = size(" ")
    assert size("受") > nothing + 100
    assert size("受注システム") > size("受") + 400


def test_what_no_typeface_has_would_be_told(monkeypatch):
    """Otherwise the test above could not fail."""
    monkeypatch.setattr(pdf, "displayable", lambda text, faces: text)
    with pytest.raises(pdf.PdfFailed, match="could not be displayed"):
        pdf.write(Document("😀", "Recovery summary", "en", "Today", NOW))


@pytest.mark.parametrize("name", ["受注", "مبيعات"])
def test_a_summary_says_the_name_of_its_system(db, name, owner, manager, fetch):
    company.system("named", name=name, owner=owner)
    content = fetch(manager, "/systems/named/summary.pdf")[1]
    assert letters(name) <= letters(pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text())


def test_all_of_it_is_known_to_the_typefaces():
    for name in NAMES.values():
        assert displayable(name, pdf.FACES).replace("\u200b", "") == unicodedata.normalize("NFC", name)
