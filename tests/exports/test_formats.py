"""A format is registered once, and is there wherever files are offered."""

from __future__ import annotations

import html
import re

import pytest

from exports import formats
from exports.formats import Format

TEXT = "text/x-test; charset=utf-8"
NOTES = Format(
    "notes", "Notes <b>", TEXT, "txt",
    write_summary=lambda summary, reader: f"{summary.system.name} for {reader}".encode(),
    write_catalogue=lambda table: (f"{cells[0].text}\n".encode() for cells in table.rows),
)  # fmt: skip
PAGES = {
    "/systems/payments/": "/systems/payments/summary.notes",
    "/systems/payments/summary/": "/systems/payments/summary.notes",
    "/portfolio/": "/systems/export.notes",
    "/systems/": "/systems/export.notes",
}


@pytest.fixture
def notes():
    formats.register(NOTES)
    yield NOTES
    formats.unregister("notes")


@pytest.fixture
def links(manager, fetch):
    """`links(page)` gives what each file of a page is called, by its address."""

    def found(page: str) -> dict[str, str]:
        body = fetch(manager, page)[1].decode()
        files = re.findall(r'<a href="([^"]+)" download>(.*?)</a>', body)
        return {html.unescape(url): html.unescape(label) for url, label in files}

    return found


@pytest.mark.parametrize(("page", "url"), PAGES.items())
def test_a_registered_format_is_offered_on_every_page_of_files(payments, links, page, url):
    before = links(page)
    assert url not in before
    formats.register(NOTES)
    try:
        after = links(page)
    finally:
        formats.unregister("notes")
    assert "Notes <b>" in after[url]
    assert list(after)[: len(before)] == list(before)
    assert links(page) == before


def test_its_files_are_what_it_writes(payments, manager, fetch, notes):
    response, content = fetch(manager, "/systems/payments/summary.notes")
    assert (response["Content-Type"], content.decode()) == (TEXT, f"Payment platform for {manager}")
    assert re.fullmatch(r'attachment; filename="payments-dr-summary-[\d-]+\.txt"', response["Content-Disposition"])
    response, content = fetch(manager, "/systems/export.notes?q=payment+platform")
    assert (response["Content-Type"], content.decode()) == (TEXT, "payments\n")
    assert re.fullmatch(r'attachment; filename="systems-[\d-]+\.txt"', response["Content-Disposition"])


def test_the_filter_of_the_list_goes_into_its_links(payments, links, notes):
    assert "/systems/export.notes?q=pay" in links("/systems/?q=pay")


@pytest.mark.parametrize("url", ["/systems/payments/summary.notes", "/systems/export.notes", "/systems/export.pdf"])
def test_what_nobody_writes_is_not_there(payments, manager, fetch, url):
    assert fetch(manager, url)[0].status_code == 404


def test_a_format_is_there_once(notes):
    with pytest.raises(ValueError, match="notes is there already"):
        formats.register(NOTES)
