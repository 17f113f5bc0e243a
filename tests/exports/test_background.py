"""Long lists are made into files in the background: for who asked, whole or not at all, once, and for a while."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Role
from exports import formats, tasks
from exports.document import Table
from exports.formats import Format
from exports.models import ExportedFile
from exports.presenters import contents
from exports.services import kinds
from tests.background.late import go_silent
from tests.factories import PersonFactory, SystemFactory

pytestmark = pytest.mark.django_db
LIST = "/systems/export.csv"


@pytest.fixture(autouse=True)
def long_from_three_on(settings):
    settings.EXPORT_AT_ONCE_ROWS = 2
    for kind in (contents.CATALOGUE, contents.TRAIL):
        kinds.register(replace(kind, every=2))
    yield
    kinds.register(contents.CATALOGUE)
    kinds.register(contents.TRAIL)


@pytest.fixture
def seven(owner):
    return [SystemFactory(key=f"s{at}", name=f"System {at}", owner=owner) for at in range(7)]


@pytest.fixture
def slow():
    """`slow(do)` registers a format whose writer calls `do` once, when three rows are written."""

    def registered(do: Callable[[], object]) -> None:
        waiting = [do]

        def write(table: Table) -> Iterable[bytes]:
            for at, cells in enumerate(table.rows):
                if at == 3 and waiting:
                    waiting.pop()()
                yield f"{cells[0].text}\n".encode()

        formats.register(Format("slow", "Slow", "text/plain", "txt", write_catalogue=write))

    yield registered
    formats.unregister("slow")


def make(file: ExportedFile | None = None) -> ExportedFile:
    file = file or ExportedFile.objects.get()
    tasks.make(file.pk)
    file.refresh_from_db()
    return file


def fetched(client, file: ExportedFile) -> bytes:
    response = client.get(f"/files/{file.pk}/fetch/")
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def on_shelf(settings) -> list[str]:
    folder = Path(settings.EXPORTS_DIR)
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def test_a_short_list_is_given_at_once_and_a_long_one_offers_to_be_made(sign_in, manager, seven, settings):
    client = sign_in(manager)
    settings.EXPORT_AT_ONCE_ROWS = 7
    assert client.get(LIST)["Content-Type"] == "text/csv; charset=utf-8"
    settings.EXPORT_AT_ONCE_ROWS = 6
    response = client.get(LIST)
    assert response.status_code == 409
    assert "7 rows. Files of more than 6 rows are made in the background." in response.content.decode()
    assert not ExportedFile.objects.exists()


@pytest.mark.parametrize("page", ["/systems/?q=System", "/portfolio/"])
def test_pages_with_long_lists_have_buttons_and_with_short_ones_links(page, sign_in, manager, seven, settings):
    client = sign_in(manager)
    body = client.get(page).content.decode()
    buttons = re.findall(r'<form method="post" action="(/systems/export[^"]+)"', body)
    assert len(buttons) == len(formats.catalogue_formats())
    assert " download>" not in body
    assert client.post(buttons[0]).url == f"/files/{ExportedFile.objects.get().pk}/"
    settings.EXPORT_AT_ONCE_ROWS = 7
    body = client.get(page).content.decode()
    assert len(re.findall(r'<a href="/systems/export[^"]+" download>', body)) == len(buttons)


def test_the_page_shows_how_far_it_is_and_gives_what_the_list_shows(sign_in, manager, seven):
    client = sign_in(manager)
    place = client.post(f"{LIST}?sort=-name&q=System").url
    assert "It is about to begin." in client.get(place).content.decode()
    ExportedFile.objects.update(state="held", total=7, done=4, seen_at=timezone.now())
    assert "4 of 7 rows" in client.get(place, headers={"HX-Request": "true"}).content.decode()
    ExportedFile.objects.update(state="pending")
    file = make()
    page = client.get(place).content.decode()
    assert "It is ready: 7 rows" in page
    rows = list(csv.DictReader(io.StringIO(fetched(client, file).decode("utf-8-sig"))))
    assert [row["Key"] for row in rows] == [f"s{at}" for at in range(6, -1, -1)]
    assert (file.state, file.done, file.total) == ("done", 7, 7)
    assert client.get(f"/files/{file.pk}/fetch/")["Content-Disposition"].startswith('attachment; filename="systems-')


@pytest.mark.parametrize("form", [form.key for form in formats.catalogue_formats()])
def test_every_format_of_the_list_is_the_same_file_as_at_once(form, sign_in, manager, seven, settings):
    client = sign_in(manager)
    client.post(f"/systems/export.{form}")
    made = fetched(client, make())
    settings.EXPORT_AT_ONCE_ROWS = 100
    at_once = b"".join(client.get(f"/systems/export.{form}").streaming_content)
    if form == "xlsx":
        made, at_once = ([list(row) for row in book(each).values] for each in (made, at_once))
    assert made == at_once


def book(content: bytes):
    return openpyxl.load_workbook(io.BytesIO(content)).active


@pytest.mark.parametrize("form", [form.key for form in formats.trail_formats()])
def test_the_audit_trail_is_made_too(form, sign_in, administrator, settings):
    client = sign_in(administrator)
    for at in range(4):
        client.post("/people/new/", {"name": f"P {at}", "email": f"p{at}@example.org", "roles": ["owner"]})
    page = client.get("/trail/").content.decode()
    assert f'action="/trail/entries.{form}' in page
    client.post(f"/trail/entries.{form}")
    made = fetched(client, make())
    settings.EXPORT_AT_ONCE_ROWS = 100
    assert made == b"".join(client.get(f"/trail/entries.{form}").streaming_content)
    assert made.count(b"p3@example.org") >= 1


def test_it_speaks_the_language_in_which_it_was_asked_for(sign_in, manager, seven):
    manager.language = "es"
    manager.save()
    client = sign_in(manager)
    client.post(LIST)
    assert "Clave" in fetched(client, make()).decode("utf-8-sig").splitlines()[0]


def test_pressed_twice_it_is_made_once(sign_in, manager, seven):
    client = sign_in(manager)
    token = "3e4b8ec6-3f7c-4f7e-9c3a-0d8f3f1f9a11"
    places = {client.post(LIST, {"once": token}).url, client.post(LIST, {"once": token}).url, client.post(LIST).url}
    assert len(places) == 1
    assert ExportedFile.objects.count() == 1
    make()
    assert client.post(LIST).url not in places


def test_nobody_waits_for_more_than_three(sign_in, manager, seven):
    client = sign_in(manager)
    for at in range(3):
        client.post(f"{LIST}?q=System&tier={at}")
    response = client.post(f"{LIST}?q=another", follow=True)
    assert "Three of your files are being made." in response.content.decode()
    assert ExportedFile.objects.count() == 3


def test_nobody_else_sees_or_ends_it(sign_in, manager, architect, seven):
    sign_in(manager).post(LIST)
    other, place = sign_in(architect), f"/files/{ExportedFile.objects.get().pk}/"
    assert other.post(f"{place}cancel/").status_code == 404
    make()
    assert [other.get(place).status_code, other.get(f"{place}fetch/").status_code] == [404, 404]
    assert place not in other.get("/files/").content.decode()
    assert place in sign_in(manager).get("/files/").content.decode()


def without_role(person: User) -> None:
    person.role_assignments.all().delete()


def only_an_owner(person: User) -> None:
    without_role(person)
    person.role_assignments.create(role=Role.OWNER)


def test_whose_role_was_taken_away_gets_no_file(sign_in, manager, seven):
    client = sign_in(manager)
    client.post(LIST)
    file = make()
    without_role(manager)
    response = client.get(f"/files/{file.pk}/fetch/")
    assert response.status_code == 403
    assert "Download the file" not in client.get(f"/files/{file.pk}/").content.decode()


def test_who_may_no_longer_know_of_all_systems_gets_no_file_of_all(sign_in, manager, seven):
    client = sign_in(manager)
    client.post(LIST)
    file = make()
    only_an_owner(manager)
    response = client.get(f"/files/{file.pk}/fetch/")
    assert response.status_code == 403
    assert "names systems that you may no longer know of" in response.content.decode()


def test_an_owner_gets_ones_own_until_one_of_them_is_somebody_elses(sign_in, owner, stranger, seven):
    SystemFactory(key="hidden", owner=stranger)
    client = sign_in(owner)
    client.post(LIST)
    file = make()
    assert b"hidden" not in fetched(client, file)
    seven[0].owner = stranger
    seven[0].save()
    assert client.get(f"/files/{file.pk}/fetch/").status_code == 403


def test_a_role_that_went_before_a_worker_came_ends_it(sign_in, manager, seven, settings):
    client = sign_in(manager)
    client.post(LIST)
    without_role(manager)
    file = make()
    assert file.state == "failed"
    assert "your role was changed" in client.get(f"/files/{file.pk}/").content.decode()
    assert on_shelf(settings) == []


def test_cancelled_half_way_it_leaves_nothing(sign_in, manager, seven, slow, settings):
    client = sign_in(manager)
    slow(lambda: client.post(f"/files/{ExportedFile.objects.get().pk}/cancel/"))
    place = client.post("/systems/export.slow").url
    file = make()
    assert (file.state, file.stored, on_shelf(settings)) == ("cancelled", "", [])
    assert "You cancelled it. Nothing was kept." in client.get(place).content.decode()
    assert client.get(f"{place}fetch/").status_code == 404


def test_a_worker_that_went_silent_half_way_is_followed_by_another(sign_in, manager, seven, slow, settings):
    def another_makes_it() -> None:
        go_silent(ExportedFile)
        tasks.sweep()
        make()

    slow(another_makes_it)
    client = sign_in(manager)
    client.post("/systems/export.slow")
    file = make()
    assert (file.state, file.claims, file.stored) == ("done", 2, f"{file.pk}-2")
    assert on_shelf(settings) == [file.stored]
    assert fetched(client, file).decode().split() == [f"s{at}" for at in range(7)]


def test_what_a_killed_worker_left_is_taken_away(sign_in, manager, seven, slow, settings):
    def killed() -> None:
        raise KeyboardInterrupt

    slow(killed)
    client = sign_in(manager)
    client.post("/systems/export.slow")
    with pytest.raises(KeyboardInterrupt):
        make()
    file = ExportedFile.objects.get()
    left = Path(settings.EXPORTS_DIR) / f"{file.pk}-1"
    left.write_bytes(b"half")  # as a worker that was ended from outside leaves it
    tasks.sweep()
    assert left.exists()
    go_silent(ExportedFile)
    tasks.sweep()
    assert not left.exists()
    assert make().state == "done"


def test_a_full_disk_is_said(sign_in, manager, seven, settings):
    client = sign_in(manager)
    place = client.post(LIST).url
    folder = Path(settings.EXPORTS_DIR)
    folder.mkdir()
    (folder / f"{ExportedFile.objects.get().pk}-1").symlink_to("/dev/full")
    file = make()
    page = client.get(place).content.decode()
    assert (file.state, file.stored, on_shelf(settings)) == ("failed", "", [])
    assert "disk is full. Nothing was kept." in page
    assert f'action="{LIST}"' in page
    client.post(LIST)
    assert make(ExportedFile.objects.first()).state == "done"


def test_it_is_kept_for_the_stated_time_and_then_swept(sign_in, manager, seven, settings):
    client = sign_in(manager)
    place = client.post(LIST).url
    file = make()
    tasks.sweep()
    assert on_shelf(settings) == [file.stored]
    ExportedFile.objects.update(ended_at=timezone.now() - timedelta(hours=25))
    tasks.sweep()
    assert on_shelf(settings) == []
    assert "The file is not kept any more." in client.get(place).content.decode()
    ExportedFile.objects.update(ended_at=timezone.now() - timedelta(days=31))
    tasks.sweep()
    assert client.get(place).status_code == 404


def test_what_fails_says_so_and_can_be_made_again(sign_in, manager, seven, slow):
    slow(lambda: 1 / 0)
    client = sign_in(manager)
    place = client.post("/systems/export.slow?q=System").url
    assert make().state == "pending"
    assert make().state == "done"
    assert "It is ready" in client.get(place).content.decode()


def test_who_may_not_export_cannot_begin(sign_in, administrator, seven):
    assert sign_in(administrator).post(LIST).status_code == 403
    assert sign_in(PersonFactory(roles=[])).post(LIST).status_code == 403
    assert sign_in(administrator).post("/trail/entries.pdf").status_code == 404
    assert not ExportedFile.objects.exists()
