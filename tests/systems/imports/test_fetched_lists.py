"""Lists that are fetched by themselves: from where, when, for whom, and what becomes of what came."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from accounts.models import AuditEntry
from accounts.permissions import Role
from systems import tasks
from systems.models import ImportBatch, ImportRun, ImportSource, System
from systems.services import keeping
from systems.services.imports.fetched import fetching
from tests.background.late import go_silent
from tests.factories import PersonFactory
from tests.systems.conftest import text
from tests.systems.imports.test_fetching import server
from tests.systems.imports.test_importing import bring_in, go

__all__ = ["server"]
pytestmark = pytest.mark.django_db
PAGE = "/systems/import/sources/"
LIST = "Name,Wert\nShop,red\n"


@pytest.fixture
def folder(settings, tmp_path) -> Path:
    settings.IMPORT_FOLDER = str(tmp_path / "lists")
    folder = Path(settings.IMPORT_FOLDER)
    folder.mkdir()
    (folder / "cmdb.csv").write_text(LIST)
    return folder


@pytest.fixture
def administrator(sign_in):
    return sign_in(PersonFactory(roles=[Role.ADMINISTRATOR]))


@pytest.fixture
def add(administrator, architect):
    def added(place: str = "cmdb.csv", **said: str):
        fields = {"name": "CMDB", "place": place, "person": architect.email, "every": "day", **said}
        return administrator.post(PAGE, fields, follow=True)

    return added


def work() -> ImportSource:
    """What scheduler and workers do within a minute."""
    tasks.fetch_due()
    for source in ImportSource.objects.filter(state="pending"):
        tasks.fetch_source(source.pk)
    for _ in range(2):
        for run in ImportRun.objects.filter(state="pending"):
            tasks.run_import(run.pk)
    return ImportSource.objects.get()


def test_what_is_new_waits_for_the_architect_and_goes_in_when_pressed(add, folder, client, administrator):
    assert "The list is fetched now, and from now on by itself." in text(add())
    source = work()
    assert (source.state, source.error) == ("done", "")
    assert not System.objects.exists()
    assert "waits for a look" in text(administrator.get(PAGE))
    assert "The list “CMDB” has changes" in text(client.get("/to-do/"))
    batch = ImportBatch.objects.get()
    url = f"/systems/import/{batch.pk}/"
    assert f'href="{url}"' in text(client.get("/systems/import/"))
    assert "Import 1 system" in text(client.get(url))
    go(client, url)
    work()
    assert System.objects.get().name == "Shop"
    assert "up to date" in text(administrator.get(PAGE))
    assert "has changes" not in text(client.get("/to-do/"))
    assert administrator.get(url).status_code == 403


def test_it_is_fetched_again_when_its_day_has_come_and_only_what_changed_comes_in(add, folder):
    add()
    work()
    assert ImportSource.objects.get().claims == 1
    work()
    assert ImportSource.objects.get().claims == 1
    later = timezone.now() + timedelta(days=1, minutes=1)
    ImportSource.objects.update(next_at=timezone.now() - timedelta(minutes=1))
    assert work().claims == 2
    assert ImportBatch.objects.count() == 1
    (folder / "cmdb.csv").write_text(LIST + "Till,blue\n")
    ImportSource.objects.update(next_at=timezone.now() - timedelta(minutes=1))
    source = work()
    assert source.claims == 3
    [batch] = ImportBatch.objects.all()
    assert batch.lines == 2
    assert abs(source.next_at - later) < timedelta(minutes=5)


@pytest.mark.parametrize(("every", "days"), [("day", 1), ("week", 7)])
def test_it_falls_due_after_its_pause_and_not_before(every, days, add, folder):
    add(every=every)
    source = work()
    assert abs(source.next_at - timezone.now() - timedelta(days=days)) < timedelta(minutes=5)
    assert not ImportSource.objects.fallen_due()


def test_a_list_whose_columns_were_looked_at_comes_in_by_itself(add, folder, client):
    bring_in(client, "Name,Wert\nOld,grey\n")
    add(applies="on")
    work()
    assert set(System.objects.values_list("name", flat=True)) == {"Old", "Shop"}
    assert AuditEntry.objects.filter(action="importbatch.applied").count() == 2
    (folder / "cmdb.csv").write_text("Name,Wert,More\nShop,red,x\nNew,blue,y\n")
    ImportSource.objects.update(next_at=timezone.now() - timedelta(minutes=1))
    work()
    assert not System.objects.filter(name="New").exists()
    assert "has changes" in text(client.get("/to-do/"))


def test_what_the_catalogue_says_already_waits_for_nobody(add, folder, client):
    bring_in(client, LIST)
    add()
    assert work().state == "done"
    assert not ImportBatch.objects.filter(source__isnull=False).exists()
    assert "has changes" not in text(client.get("/to-do/"))


def test_while_another_import_is_written_it_waits(add, folder, client, architect):
    bring_in(client, "Name,Wert\nOld,grey\n")
    other = ImportBatch.objects.create(person=architect, file_name="other.csv", text="Name\nx\n")
    ImportRun.objects.create(batch=other, kind="apply", language="en", state="held", seen_at=timezone.now())
    add(applies="on")
    work()
    assert not System.objects.filter(name="Shop").exists()
    assert "has changes" in text(client.get("/to-do/"))


@pytest.mark.parametrize("content", [b"", b"<html>Sign in</html>", b"PK\x03\x04 none"])
def test_what_is_no_list_is_tried_again_and_then_said(content, add, folder, administrator, client):
    (folder / "cmdb.csv").write_bytes(content)
    add()
    source = work()
    assert "tried again soon" in text(administrator.get(PAGE))
    for _ in range(3):
        ImportSource.objects.update(due_at=timezone.now() - timedelta(minutes=1))
        source = work()
    assert source.state == "failed"
    page = text(administrator.get(PAGE))
    assert "failed" in page
    assert source.error in page.replace("&quot;", '"').replace("&#x27;", "'")
    assert "1 list could not be fetched" in text(administrator.get("/to-do/"))
    assert f"/status/importsource/{source.pk}/try-again/" in text(administrator.get("/status/"))
    assert not ImportBatch.objects.exists()
    (folder / "cmdb.csv").write_text(LIST)
    administrator.post(f"{PAGE}{source.pk}/fetch/")
    assert work().state == "done"
    assert "could not be fetched" not in text(administrator.get("/to-do/"))


@pytest.mark.parametrize(
    "place",
    ["../secret.csv", "/etc/passwd", "", ".", "a/../../secret.csv", "link.csv", "x\0y", "https://", "http://u:p@x/"],
)
def test_nothing_beside_the_folder_is_ever_read(place, add, folder, tmp_path):
    (tmp_path / "secret.csv").write_text(LIST)
    (folder / "link.csv").symlink_to(tmp_path / "secret.csv")
    assert add(place).status_code == 422
    assert not ImportSource.objects.exists()


def test_a_file_that_became_a_link_out_of_the_folder_is_not_read(add, folder, tmp_path):
    add()
    (tmp_path / "secret.csv").write_text(LIST)
    (folder / "cmdb.csv").unlink()
    (folder / "cmdb.csv").symlink_to(tmp_path / "secret.csv")
    assert "no file in the folder" in work().error


def test_without_a_folder_only_addresses_of_the_web(add, settings):
    settings.IMPORT_FOLDER = ""
    assert "IMPORT_FOLDER" in text(add())
    assert not ImportSource.objects.exists()


def test_an_address_inside_is_called_only_where_the_operator_allows_it(add, server, settings):
    add(f"{server}/list.csv")
    assert "no public address" in work().error
    settings.IMPORT_PRIVATE_ADDRESSES = True
    ImportSource.objects.update(due_at=timezone.now() - timedelta(minutes=1))
    assert work().state == "done"
    assert ImportBatch.objects.get().file_name == "list.csv"


@pytest.mark.parametrize(
    "said", [{"person": "nobody@example.org"}, {"name": ""}, {"every": "hour"}, {"place": "x" * 501}]
)
def test_what_does_not_fit_is_said_and_stores_nothing(said, add, folder):
    assert add(**said).status_code == 422
    assert not ImportSource.objects.exists()


def test_a_person_who_may_not_import_gets_no_list_and_one_who_may_no_longer_ends_it(add, folder, owner, architect):
    assert add(person=owner.email).status_code == 422
    add()
    architect.role_assignments.all().delete()
    source = work()
    assert source.state == "failed"
    assert "may no longer import" in source.error
    assert not ImportBatch.objects.exists()


def test_pressed_twice_is_once_and_a_name_is_taken_once(add, folder, administrator):
    add()
    assert add().status_code == 422
    source = work()
    for _ in range(2):
        administrator.post(f"{PAGE}{source.pk}/fetch/")
    assert AuditEntry.objects.filter(action="importsource.fetched").count() == 1
    assert work().claims == 2
    for _ in range(2):
        administrator.post(f"{PAGE}{source.pk}/remove/")
    assert not ImportSource.objects.exists()
    assert AuditEntry.objects.filter(action="importsource.removed").count() == 1
    assert ImportBatch.objects.count() == 1


def test_a_worker_that_was_killed_is_followed_by_another(add, folder, monkeypatch):
    add()
    with monkeypatch.context() as patched:

        def killed(*_arguments: object, **_named: object) -> None:
            raise KeyboardInterrupt

        patched.setattr(fetching, "begin_look", killed)
        with pytest.raises(KeyboardInterrupt):
            work()
    assert not ImportBatch.objects.exists()
    go_silent(ImportSource)
    tasks.fetch_due()
    source = work()
    assert (source.state, source.claims) == ("done", 2)
    assert ImportBatch.objects.count() == 1


def test_called_off_it_is_fetched_again_when_its_day_comes(add, folder, administrator):
    add()
    source = ImportSource.objects.get()
    administrator.post(f"/status/importsource/{source.pk}/call-off/")
    assert "called off, until its day comes" in text(administrator.get(PAGE))
    assert "could not be fetched" not in text(administrator.get("/to-do/"))
    ImportSource.objects.update(next_at=timezone.now() - timedelta(minutes=1))
    assert work().state == "done"


def test_only_administrators_say_where_lists_lie(client, sign_in, owner, folder):
    for browser in (client, sign_in(owner)):
        assert browser.get(PAGE).status_code == 403
        assert browser.post(PAGE, {}).status_code == 403


def test_what_waits_is_not_forgotten_with_files_that_people_left(add, folder, client):
    add()
    work()
    ImportBatch.objects.update(created_at=timezone.now() - timedelta(days=40))
    bring_in(client, "Name\nOther\n")
    assert not keeping.left_previews(timezone.now() - timedelta(days=30))
    assert "has changes" in text(client.get("/to-do/"))
