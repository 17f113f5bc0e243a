"""Large files are read by a worker: the request keeps their bytes, and nothing half-read is ever shown."""

from __future__ import annotations

import pytest

from accounts.permissions import Role
from systems import tasks
from systems.models import ImportBatch, ImportRow, ImportRun, System, UnreadFile
from systems.services.imports.applying import beginning
from tests.background.late import go_silent
from tests.factories import PersonFactory
from tests.systems.conftest import text
from tests.systems.imports.test_formats import workbook
from tests.systems.imports.test_importing import bring, counts, go
from tests.systems.imports.test_long_imports import results, work

pytestmark = pytest.mark.django_db
LONG = workbook(
    ("Notes", [["nothing of use"]]), ("List", [["Name", "RTO"], *([f"System {n}", "4 h"] for n in range(60))])
)
NO_LIST = workbook(("List", [["Name", "Sum"], *([f"x{n}", "=1+1"] for n in range(60))]))


@pytest.fixture(autouse=True)
def large_from_two_kilobytes_on(settings):
    settings.IMPORT_AT_ONCE_ROWS = 20
    assert len(LONG) > 2000


def brought(client, content: bytes = LONG) -> str:
    return bring(client, content, "list.xlsx").url


def test_it_is_read_compared_and_imported_as_a_short_one_would_be(client, settings):
    url = brought(client)
    waiting = text(client.get(url))
    assert "It is about to begin." in waiting
    assert "fingerprint" not in waiting
    ImportRun.objects.update(done=4000)
    assert "4,000 rows are read" in text(client.get(url, headers={"HX-Request": "true"}))
    assert work().state == "done"
    assert not UnreadFile.objects.exists()
    assert client.get(url, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert counts(text(client.get(url)))["New systems"] == 60
    go(client, url)
    assert work().state == "done"
    assert results(text(client.get(url)))["New systems"] == 60
    assert System.objects.count() == 60


def test_a_small_file_is_read_at_once(client, settings):
    settings.IMPORT_AT_ONCE_ROWS = 1000
    url = brought(client)
    assert not ImportRun.objects.exists()
    assert counts(text(client.get(url)))["New systems"] == 60


def test_a_large_file_of_few_rows_is_shown_at_once_after_reading(client, settings):
    url = brought(client)
    settings.IMPORT_AT_ONCE_ROWS = 61
    assert work().state == "done"
    assert counts(text(client.get(url)))["New systems"] == 60
    go(client, url)
    assert System.objects.count() == 60


def test_what_cannot_be_read_says_why_and_keeps_nothing(client):
    url = brought(client, NO_LIST)
    run = work()
    assert run.state == "failed"
    page = text(client.get(url))
    assert "The file could not be read." in page
    assert "holds a formula without a result" in page
    assert "Read it again" not in page
    assert not UnreadFile.objects.exists()
    assert client.post(f"{url}look-again/").status_code == 302
    assert ImportRun.objects.count() == 1


def test_cancelled_it_is_not_read_and_begins_again_when_asked(client):
    url = brought(client)
    client.post(f"{url}stop/")
    work()
    page = text(client.get(url))
    assert "Reading was stopped." in page
    assert ImportBatch.objects.get().text == ""
    client.post(f"{url}look-again/")
    client.post(f"{url}look-again/")
    assert ImportRun.objects.open().count() == 1
    assert work().state == "done"
    assert counts(text(client.get(url)))["New systems"] == 60


def test_cancelled_while_it_is_read_nothing_is_kept(client, monkeypatch):
    url = brought(client)
    read = beginning.sheets_of

    def cancelled_meanwhile(*arguments, **named):
        client.post(f"{url}stop/")
        return read(*arguments, **named)

    monkeypatch.setattr(beginning, "sheets_of", cancelled_meanwhile)
    assert work().state == "cancelled"
    assert ImportBatch.objects.get().is_unread
    assert UnreadFile.objects.exists()
    assert not ImportRow.objects.exists()


@pytest.mark.parametrize("place", ["sheets_of", "of_text"])
def test_a_worker_that_was_killed_is_followed_by_one_that_reads_it(place, client, monkeypatch):
    url = brought(client)

    def killed(*_arguments, **_named):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(beginning, place, killed)
        with pytest.raises(KeyboardInterrupt):
            work()
    assert ImportBatch.objects.get().is_unread
    go_silent(ImportRun)
    tasks.sweep()
    run = work()
    assert (run.state, run.claims) == ("done", 2)
    assert counts(text(client.get(url)))["New systems"] == 60


def test_who_comes_back_too_late_keeps_nothing(client, monkeypatch):
    brought(client)
    read = beginning.sheets_of

    def another_is_at_it(*arguments, **named):
        ImportRun.objects.update(claims=5)
        return read(*arguments, **named)

    monkeypatch.setattr(beginning, "sheets_of", another_is_at_it)
    tasks.run_import(ImportRun.objects.get().pk)
    assert ImportBatch.objects.get().is_unread
    assert not ImportRow.objects.exists()


def test_until_it_is_read_nothing_else_can_be_done(client, sign_in):
    url = brought(client)
    assert "It is about to begin." in text(client.post(url, {"column_0": "name", "need_kind": "soft"}))
    for fingerprint in ("", "0" * 64):
        assert client.post(f"{url}apply/", {"fingerprint": fingerprint}).status_code == 302
    assert not ImportRun.objects.filter(kind="apply").exists()
    assert not System.objects.exists()
    other = sign_in(PersonFactory(roles=[Role.ARCHITECT]))
    assert other.get(url).status_code == 404


def test_what_was_said_about_the_columns_before_is_taken_over(client):
    first = brought(client)
    work()
    columns = {"column_0": "name", "column_1": "mtd_seconds", "need_kind": "soft"}
    assert client.post(first, columns).status_code == 302
    work()
    go(client, first)
    work()
    second = brought(client)
    work()
    assert ImportBatch.objects.order_by("pk").last().mapping == ["name", "mtd_seconds"]
    assert "The columns are taken as you said for “list.xlsx”" in text(client.get(second))
