"""All summaries of a filter in one archive: every system once, in a file of its own and in the index; nothing else."""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pypdf
import pytest

from exports import formats, tasks
from exports.document import Document
from exports.formats import Format, document_writer, summary_formats
from exports.models import ExportedFile
from exports.presenters import contents
from exports.services import kinds
from exports.services.parts import digest_of, place_of
from exports.writers.archive import safe_name
from tests.background.late import go_silent
from tests.factories import SystemFactory

pytestmark = pytest.mark.django_db
PLACE = "/systems/summaries.md"


@pytest.fixture(autouse=True)
def a_sign_of_life_with_each():
    kinds.register(replace(contents.SUMMARIES, every=1))
    yield
    kinds.register(contents.SUMMARIES)


@pytest.fixture
def seven(owner):
    return [SystemFactory(key=f"s{at}", name=f"System {at}", owner=owner) for at in range(7)]


@pytest.fixture
def counting():
    """A format whose writer notes what it writes, and calls `do` once, when it has written four."""
    written: list[str] = []
    waiting: list[Callable[[], object]] = []

    def write(document: Document) -> bytes:
        written.append(document.title)
        if len(written) == 4 and waiting:
            waiting.pop()()
        return document.title.encode()

    formats.register(Format("counting", "Counting", "text/plain", "txt", document_writer(write)))
    yield written, waiting
    formats.unregister("counting")


def make(file: ExportedFile | None = None) -> ExportedFile:
    file = file or ExportedFile.objects.latest("pk")
    tasks.make(file.pk)
    file.refresh_from_db()
    return file


def archive_of(client, place: str = PLACE) -> zipfile.ZipFile:
    client.post(place)
    file = make()
    assert file.state == "done", file.error
    response = client.get(f"/files/{file.pk}/fetch/")
    assert (response.status_code, response["Content-Type"]) == (200, "application/zip")
    return zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))


def summaries(archive: zipfile.ZipFile) -> list[str]:
    return [name for name in archive.namelist() if name != "index.html"]


def linked(archive: zipfile.ZipFile) -> list[str]:
    page = archive.read("index.html").decode()
    return [unquote(unescape(url)) for url in re.findall(r'<a href="([^"]+)"', page)]


def on_shelf(settings) -> list[str]:
    folder = Path(settings.EXPORTS_DIR)
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


@pytest.mark.parametrize("query", ["", "?q=System&sort=-name", "?q=System+3"])
def test_what_the_list_shows_is_in_the_archive_and_in_its_index(query, sign_in, manager, seven, settings):
    SystemFactory(key="till", name="Till")
    client = sign_in(manager)
    listed = re.findall(r'href="/systems/([a-z0-9-]+)/"', client.get(f"/systems/{query}").content.decode())
    listed = [key for key in dict.fromkeys(listed) if key == "till" or re.fullmatch(r"s\d", key)]
    page = client.get(f"/systems/summaries.pdf{query}").content.decode()
    assert f'data-listed="{len(listed)}"' in page
    archive = archive_of(client, PLACE + query)
    assert [re.search(r"\((.+)\)\.md$", name)[1] for name in summaries(archive)] == listed
    assert linked(archive) == summaries(archive)
    assert archive.testzip() is None
    file = ExportedFile.objects.get()
    assert (file.done, file.total, on_shelf(settings)) == (len(listed), len(listed), [file.stored])


@pytest.mark.parametrize("page", ["/systems/?q=System", "/portfolio/"])
def test_lists_lead_there_with_their_filter(page, sign_in, manager, seven):
    body = sign_in(manager).get(page).content.decode()
    query = page.partition("?")[1:]
    assert f'<a href="/systems/summaries.pdf{"".join(query)}">All summaries</a>' in body


@pytest.mark.parametrize("form", [form.key for form in summary_formats()])
def test_each_is_the_file_that_its_own_page_gives(form, sign_in, manager, payments):
    client = sign_in(manager)
    archive = archive_of(client, f"/systems/summaries.{form}?q=payments")
    (name,) = summaries(archive)
    made, own = archive.read(name), client.get(f"/systems/payments/summary.{form}").content
    if form == "pdf":
        made, own = (pypdf.PdfReader(io.BytesIO(each)).pages[0].extract_text()[:400] for each in (made, own))
        assert made.startswith("DR Portal")
        assert "Payment platform" in made
        made, own = (re.sub(r"Produced on .*", "", each) for each in (made, own))
    elif form == "xlsx":
        made, own = (len(zipfile.ZipFile(io.BytesIO(each)).namelist()) for each in (made, own))
    else:
        made, own = (re.sub(rb"\d\d:\d\d(:\d\d\.\d+)?", b"", each) for each in (made, own))
    assert made == own


def test_nothing_is_in_it_of_what_one_may_not_know_of(sign_in, owner, stranger, seven):
    SystemFactory(key="hidden", name="Quetzal", owner=stranger)
    archive = archive_of(sign_in(owner))
    assert len(summaries(archive)) == 7
    assert b"Quetzal" not in b"".join(archive.read(name) for name in archive.namelist())
    assert not any("hidden" in name for name in archive.namelist())


def test_hostile_names_stay_inside_and_the_same_name_twice_is_two_files(sign_in, manager):
    nasty = ["../../etc/passwd", "C:\\Windows\\x", "a\x1b[31mb", "con.txt", "<script>alert(1)</script>",
             "漢字 😀 مرحبا \u202edoc.exe", "हिन्दी", "x" * 199, "Twice", "Twice", ".", "\"'&<>"]  # fmt: skip
    for at, name in enumerate(nasty):
        SystemFactory(key=f"n{at}", name=name)
    archive = archive_of(sign_in(manager))
    names = summaries(archive)
    assert len({name.casefold() for name in names}) == len(nasty)
    assert linked(archive) == names
    for name in names:
        folder, _, own = name.partition("/")
        assert folder == "summaries"
        assert not set(own) & set('/\\:*?"<>|\0\x1b\u202e')
        assert own.count(".") == 1
        assert len(own.encode()) <= 200
    assert any("हिन्दी" in name for name in names)
    assert any("漢字" in name for name in names)
    assert b"<script>" not in archive.read("index.html")
    assert safe_name("\ud83d half") == "half"


def test_a_killed_workers_successor_goes_on_where_it_was(sign_in, manager, seven, settings, counting):
    written, waiting = counting

    def killed() -> None:
        raise KeyboardInterrupt

    waiting.append(killed)
    client = sign_in(manager)
    client.post("/systems/summaries.counting")
    with pytest.raises(KeyboardInterrupt):
        make()
    file = ExportedFile.objects.get()
    kept = {path.name for path in Path(settings.EXPORTS_DIR, place_of(file.pk), digest_of(None)).iterdir()}
    assert len(kept) >= 3
    tasks.sweep()
    assert on_shelf(settings) == [place_of(file.pk)]
    go_silent(ExportedFile)
    tasks.sweep()
    before = list(written)
    assert make().state == "done"
    again = written[len(before) :]
    assert len(again) == 7 - len(kept)
    assert not {f"System {name[1:]}" for name in kept} & set(again)
    response = client.get(f"/files/{file.pk}/fetch/")
    archive = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    assert [archive.read(name).decode() for name in summaries(archive)] == [f"System {at}" for at in range(7)]
    assert linked(archive) == summaries(archive)
    assert on_shelf(settings) == [f"{file.pk}-2"]


def test_what_was_made_for_another_scope_is_not_taken(sign_in, owner, stranger, seven, settings):
    client = sign_in(owner)
    client.post(PLACE)
    file = ExportedFile.objects.get()
    earlier = Path(settings.EXPORTS_DIR, place_of(file.pk), digest_of([system.pk for system in seven]))
    earlier.mkdir(parents=True)
    (earlier / "s1").write_bytes(b'{"name": "Secret", "key": "s1"}\nof an earlier time')
    seven[0].owner = stranger
    seven[0].save()
    archive = zipfile.ZipFile(Path(settings.EXPORTS_DIR, make().stored))
    assert len(summaries(archive)) == 6
    assert b"Secret" not in archive.read("index.html")


@pytest.mark.parametrize("which", ["archive", "part"])
def test_a_full_disk_is_said_and_leaves_nothing(which, sign_in, manager, seven, settings):
    client = sign_in(manager)
    place = client.post(PLACE).url
    pk, shelf = ExportedFile.objects.get().pk, Path(settings.EXPORTS_DIR)
    parts = shelf / place_of(pk) / digest_of(None)
    parts.mkdir(parents=True)
    full = shelf / f"{pk}-1" if which == "archive" else parts / f"s3.{os.getpid()}"
    full.symlink_to("/dev/full")
    file = make()
    assert (file.state, file.stored, on_shelf(settings)) == ("failed", "", [])
    assert "disk is full. Nothing was kept." in client.get(place).content.decode()


def test_cancelled_half_way_it_leaves_nothing_and_says_how_far_it_was(sign_in, manager, seven, settings):
    client = sign_in(manager)
    place = client.post(PLACE).url
    kinds.register(replace(contents.SUMMARIES, every=1, write=calling_off(client, place)))
    assert make().state == "cancelled"
    tasks.sweep()
    assert on_shelf(settings) == []
    assert "You cancelled it. Nothing was kept." in client.get(place).content.decode()


def calling_off(client, place: str):
    """The writing of an archive during which its person presses Cancel when two systems are written."""

    def write(person, query, key, watch, parts):
        def watched(entries):
            for at, entry in enumerate(watch(entries)):
                if at == 2:
                    assert "2 of 7 systems" in client.get(place, headers={"HX-Request": "true"}).content.decode()
                    client.post(f"{place}cancel/")
                yield entry

        return contents.SUMMARIES.write(person, query, key, watched, parts)

    return write


def test_an_empty_filter_offers_nothing(sign_in, manager, seven):
    page = sign_in(manager).get("/systems/summaries.pdf?q=nothing").content.decode()
    assert "No system matches" in page
    assert "Make it as" not in page


def test_who_may_not_export_gets_none(sign_in, administrator, seven):
    client = sign_in(administrator)
    assert client.get(PLACE).status_code == client.post(PLACE).status_code == 403
    assert sign_in(seven[0].owner).get("/systems/summaries.nothing").status_code == 404
    assert not ExportedFile.objects.exists()
