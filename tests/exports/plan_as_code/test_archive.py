"""The archive of one system, the one of a list, and the folder that the command writes: the same files."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.exports import company
from tests.exports.test_archive import archive_of

pytestmark = pytest.mark.django_db
PLACE = "/systems/payments/summary.code"


@pytest.fixture
def texts(fetch, payments, owner):
    response, content = fetch(owner, PLACE)
    assert (response.status_code, response["Content-Type"]) == (200, "application/zip")
    return texts_in(content)


def texts_in(content: bytes) -> dict[str, str]:
    packed = zipfile.ZipFile(io.BytesIO(content))
    return {name: packed.read(name).decode() for name in packed.namelist()}


def texts_under(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()
    }  # fmt: skip


def test_it_is_offered_where_summaries_are(sign_in, owner, payments):
    client, page = sign_in(owner), "/systems/payments/plan-as-code/"
    assert f'href="{page}"' in client.get("/systems/payments/").content.decode()
    shown = client.get(page).content.decode()
    assert f'href="{PLACE}"' in shown
    for name in ("README.md", "cloudformation/backup.yaml", "terraform/backup.tf"):
        assert f">{name}</h2>" in shown
    assert "This plan is a draft" in shown


def test_it_holds_both_languages_and_why(texts):
    assert {"payments/README.md", "payments/cloudformation/backup.yaml", "payments/terraform/backup.tf"} <= set(texts)
    assert "the plan asks for a continuous log" in texts["payments/README.md"]


def test_a_draft_says_so_in_every_file(texts):
    assert [name for name, text in texts.items() if "DRAFT" not in text[:400]] == []


def test_what_is_approved_says_by_whom(fetch, payments, owner, architect):
    company.approved(payments, answered_by=owner, by=architect)
    texts = texts_in(fetch(owner, PLACE)[1])
    assert [name for name, text in texts.items() if f"Approved: {architect.name}, 2026-11-20" not in text[:400]] == []


def test_a_stranger_has_none(sign_in, stranger, payments):
    client = sign_in(stranger)
    assert [client.get(each).status_code for each in (PLACE, "/systems/payments/plan-as-code/")] == [404, 404]


def test_the_command_writes_the_same_files(texts, tmp_path, owner, capsys):
    folder = tmp_path / "plans"
    call_command("plan_as_code", "q=payments", "--to", str(folder), "--by", owner.email)
    assert texts_under(folder) == texts
    assert [path.name for path in tmp_path.iterdir()] == ["plans"]


def test_the_archive_of_a_list_holds_the_same(texts, sign_in, manager):
    (inner,) = (each for each in opened(archive_of(sign_in(manager), "/systems/summaries.code?q=payments")))
    assert texts_in(inner) == texts


def opened(archive: zipfile.ZipFile) -> list[bytes]:
    return [archive.read(name) for name in archive.namelist() if name.endswith(".zip")]


def test_a_folder_with_files_is_left_alone(tmp_path, payments, owner):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(CommandError, match="not an empty folder"):
        call_command("plan_as_code", "--to", str(tmp_path), "--by", owner.email)
    assert texts_under(tmp_path) == {"mine.txt": "mine"}


def test_nothing_is_left_where_writing_fails(tmp_path, payments, owner, monkeypatch):
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(CommandError, match=r"No space left on device\. Nothing was written"):
        call_command("plan_as_code", "--to", str(tmp_path / "plans"), "--by", owner.email)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("by", "reason"), [("nobody@company.example", "Nobody with access")])
def test_who_may_not_is_told(tmp_path, payments, by, reason):
    with pytest.raises(CommandError, match=reason):
        call_command("plan_as_code", "--to", str(tmp_path / "plans"), "--by", by)


def test_a_filter_without_systems_writes_nothing(tmp_path, payments, owner):
    with pytest.raises(CommandError, match="No system matches"):
        call_command("plan_as_code", "q=quetzal", "--to", str(tmp_path / "plans"), "--by", owner.email)
    assert list(tmp_path.iterdir()) == []
