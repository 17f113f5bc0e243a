"""`manage.py load_questionnaire`: publishes once, never changes what is published."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from questionnaires.models import Questionnaire
from questionnaires.services import loading

pytestmark = pytest.mark.django_db
VERSION = loading.written(loading.STANDARD)["version"]


@pytest.fixture
def file(tmp_path):
    copy = tmp_path / "questions.toml"
    copy.write_text(loading.STANDARD.read_text())
    return copy


def test_loading_publishes_a_version(capsys):
    call_command("load_questionnaire")
    assert f"version {VERSION} published" in capsys.readouterr().out
    questionnaire = Questionnaire.objects.get()
    assert (questionnaire.slug, questionnaire.version, questionnaire.title) == (
        "standard",
        VERSION,
        "What if it stops?",
    )
    assert questionnaire.published_at


def test_loading_twice_changes_nothing(capsys):
    call_command("load_questionnaire")
    before = Questionnaire.objects.values().get()
    call_command("load_questionnaire")
    assert "is published already" in capsys.readouterr().out
    assert Questionnaire.objects.values().get() == before


def test_a_comment_is_no_change(file):
    loading.load()
    file.write_text("# a remark\n" + file.read_text())
    assert loading.load(file)[1] is False


def test_a_published_version_is_never_changed(file):
    loading.load()
    file.write_text(file.read_text().replace("What stops first", "What ends first"))
    with pytest.raises(CommandError, match=rf"Version {VERSION} of “standard” is published.*version {VERSION + 1}"):
        call_command("load_questionnaire", str(file))
    assert "What ends first" not in str(Questionnaire.objects.get().document)


def test_a_new_version_is_published_beside_the_old_one(file):
    first, _ = loading.load()
    file.write_text(file.read_text().replace(f"version = {VERSION}", f"version = {VERSION + 1}", 1))
    second, created = loading.load(file)
    assert created
    assert loading.current() == second
    assert Questionnaire.objects.filter(pk=first.pk).exists()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("slug = ", "is not TOML"),
        ("", "slug: is missing"),
        ('slug = "x"\nversion = 1\ntitle = 2026-01-01', "title: should be a dict"),
        ("\x00", "is not TOML"),
    ],
)
def test_a_file_that_is_no_questionnaire_is_refused_in_one_line(tmp_path, text, message):
    file = tmp_path / "bad.toml"
    file.write_text(text)
    with pytest.raises(CommandError, match=message) as refused:
        call_command("load_questionnaire", str(file))
    assert "\n" not in str(refused.value).strip()
    assert not Questionnaire.objects.exists()


def test_bytes_that_are_no_text_and_a_missing_file_are_refused(tmp_path):
    (tmp_path / "noise.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CommandError, match="is not TOML"):
        call_command("load_questionnaire", str(tmp_path / "noise.toml"))
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("load_questionnaire", str(tmp_path / "nowhere.toml"))


def test_the_current_one_is_loaded_where_there_is_none():
    assert loading.current().version == VERSION
    assert Questionnaire.objects.count() == 1


def test_a_version_that_is_not_published_is_not_the_current_one():
    Questionnaire.objects.create(slug="standard", version=9, title="draft", document={}, checksum="")
    assert loading.current().version == VERSION
