"""Copies of a portal: whole, of one moment, readable by those they are for, and put back into empty places only."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import resource
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import AuditEntry
from operations.services.backups import making
from operations.services.backups.rows import LEFT_OUT
from systems.models import Exercise, System
from tests.factories import SystemFactory
from tests.operations.conftest import asked

READ = """
from systems.models import System, Exercise
from accounts.models import AuditEntry, User
from notifications.models import OutgoingMail
web = System.objects.get(key="web")
answer = [web.name, str(web.data_size_gib), web.owner.name, web.owner.check_password("x"),
    list(web.needs.values_list("needs__key", flat=True)), web.exercises.get().evidence_file.read().decode("latin-1"),
    OutgoingMail.objects.get().context, list(AuditEntry.objects.order_by("pk").values_list("hash", flat=True))]
"""


def test_all_of_it_comes_back(copy, elsewhere):
    status, said = elsewhere("restore", copy)
    assert status == 0, said
    assert "all as in the copy, and 1 files" in said
    name, size, owner, _, needs, evidence, context, hashes = asked(elsewhere, READ)
    assert (name, size, needs) == ("Web", "12.50", ["dr-portal"])
    assert owner == System.objects.get(key="web").owner.name
    assert evidence == "\x00\xff all came back"
    assert context == {"a": "ß", "b": [1, 2.5, None]}
    assert hashes[:-1] == list(AuditEntry.objects.order_by("pk").values_list("hash", flat=True))


GO_ON = """
from accounts.models import AuditEntry
from notifications.models import OutgoingMail
from notifications.services import delivery
from systems.models import System
before = max(System.objects.values_list("pk", flat=True))
after = System.objects.create(key="new", name="New").pk
mail = OutgoingMail.objects.get()
delivery.deliver(mail.pk)
delivery.sweep()
mail.refresh_from_db()
answer = [after > before, AuditEntry.objects.order_by("pk").last().action, mail.state, mail.attempts]
"""


def test_it_goes_on_where_it_was_and_mail_rests(copy, elsewhere):
    """New rows get keys of their own, the trail its next entry; what was owed may have been sent since, so it waits."""
    status, said = elsewhere("restore", copy)
    assert (status, "No mail goes out, and 1 wait" in said) == (0, True)
    assert asked(elsewhere, GO_ON) == [True, "portal.restored", "pending", 0]
    assert elsewhere("audit_verify")[0] == 0
    status, said = elsewhere("restore", copy)
    assert (status, said) == (
        1, "CommandError: There is a portal already, with 1 people: a copy goes into an empty database only.",
    )  # fmt: skip


def test_a_copy_shows_one_moment_while_others_write(portal, tmp_path, monkeypatch, elsewhere):
    """Half of the tables are read when a system and its need appear: neither is in the copy, or both are."""
    read = making.table_of
    url = connection.get_connection_params()

    def written_meanwhile(model, folder):
        if model._meta.label == "systems.Dependency":
            write = (
                "import django; django.setup()\n"
                "from systems.models import System, Dependency\n"
                "late = System.objects.create(key='late', name='Late')\n"
                "Dependency.objects.create(system=late, needs=System.objects.get(key='web'))"
            )
            done = subprocess.run([sys.executable, "-c", write], cwd=django_settings.BASE_DIR, check=False,
                                  capture_output=True, text=True, env={**os.environ, **beside()})  # fmt: skip
            assert done.returncode == 0, done.stderr[-500:]
        return read(model, folder)

    def beside() -> dict[str, str]:
        given = django_settings.DATABASES["default"]
        if connection.vendor == "sqlite":
            address = f"sqlite:///{url['database']}"
        else:
            address = f"postgres://{given['USER']}@{given['HOST']}:{given['PORT']}/{url['dbname']}"
        return {"DJANGO_SETTINGS_MODULE": "drportal.settings", "DATABASE_URL": address, "DATA_DIR": str(tmp_path)}

    monkeypatch.setattr(making, "table_of", written_meanwhile)
    made = making.make(tmp_path / "copies")
    assert System.objects.filter(key="late").exists()
    assert made.manifest.tables["systems.System"].rows == 2
    assert made.manifest.tables["systems.Dependency"].rows == 1
    assert elsewhere("restore", made.path)[0] == 0


def members(path: Path) -> dict[str, bytes]:
    with tarfile.open(path) as tar:
        return {member.name: tar.extractfile(member).read() for member in tar}


def rewritten(path: Path, content: dict[str, bytes]) -> Path:
    with tarfile.open(path, "w") as tar:
        for name, text in content.items():
            member = tarfile.TarInfo(name)
            member.size = len(text)
            tar.addfile(member, io.BytesIO(text))
    return path


def manifest_with(content: dict[str, bytes], **changes: object) -> dict[str, bytes]:
    manifest = json.loads(content["manifest.json"]) | changes
    return {**content, "manifest.json": json.dumps(manifest).encode()}


def other_rows(content):
    name = "tables/systems.System.jsonl.gz"
    rows = gzip.decompress(content[name]).replace(b'"Web"', b'"Wob"')
    return {**content, name: gzip.compress(rows)}


def without(part):
    return lambda content: {name: text for name, text in content.items() if part not in name}


def lied_about(content):
    """Rows that fit their fingerprint, and a person who is not there: only the database can tell."""
    name = "tables/systems.System.jsonl.gz"
    manifest = json.loads(content["manifest.json"])
    at = manifest["tables"]["systems.System"]["columns"].index("owner_id")
    rows = [json.loads(line) for line in gzip.decompress(content[name]).splitlines()]
    for row in rows:
        row[at] = 999
    text = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
    manifest["tables"]["systems.System"]["sha256"] = hashlib.sha256(text).hexdigest()
    return {**content, name: gzip.compress(text), "manifest.json": json.dumps(manifest).encode()}


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (other_rows, "The copy is damaged: the table systems.System is not as it was written."),
        (without("systems.System.jsonl"), "The copy is damaged: the table systems.System is missing."),
        (without("files/"), "is missing."),
        (without("manifest"), "it does not begin with the list of what it holds."),
        (lambda content: manifest_with(content, format=2), "The copy has format 2; this release reads format 1."),
        (lambda content: manifest_with(content, migrations=[["systems", "9999_of_tomorrow"]], release="9.0"),
         "The copy was made by release 9.0, which knows tables that"),
        (lambda content: {**content, "manifest.json": b"[]"}, "The list of what the copy holds cannot be read."),
    ],
)  # fmt: skip
def test_a_damaged_copy_is_named_and_nothing_is_restored(copy, elsewhere, harm, said):
    rewritten(copy, harm(members(copy)))
    status, words = elsewhere("restore", copy)
    assert status == 1
    assert said.lower() in words.lower()


def test_what_the_database_refuses_is_not_restored_in_part(copy, elsewhere):
    rewritten(copy, lied_about(members(copy)))
    for _ in range(2):  # the place is as empty as before
        status, words = elsewhere("restore", copy)
        assert status == 1
        assert "foreign key" in words.lower()
    code = "import os\nfrom django.conf import settings\nanswer = os.listdir(settings.DATA_DIR)"
    assert not [name for name in asked(elsewhere, code) if "media" in name]


@pytest.mark.parametrize("kept", [0, 1, 700, 30_000])
def test_a_copy_without_its_end_is_named(copy, elsewhere, kept):
    copy.write_bytes(copy.read_bytes()[:kept])
    status, said = elsewhere("restore", copy)
    assert status == 1
    assert said.startswith("CommandError: The")
    assert "copy" in said


def test_a_name_that_leads_out_of_the_folder_leads_nowhere(copy, elsewhere, tmp_path):
    content = members(copy)
    evil = "../../../evil"
    files = json.loads(content["manifest.json"])["files"] | {evil: hashlib.sha256(b"x").hexdigest()}
    rewritten(copy, manifest_with({**content, f"files/{evil}": b"x"}, files=files))
    status, said = elsewhere("restore", copy)
    assert status == 1
    assert "Traceback" not in said
    assert not list(tmp_path.rglob("evil"))


def test_a_full_disk_leaves_nothing_behind(portal, tmp_path):
    """The kernel lets no file grow beyond a few kilobytes, as a disk without room does."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (3000, limits[1]))
    try:
        with pytest.raises(CommandError, match="No copy was made, and nothing was left behind: File too large"):
            call_command("backup", "--to", tmp_path / "copies")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert list((tmp_path / "copies").iterdir()) == []


def test_a_copy_and_its_key_are_for_its_owner_only(portal, tmp_path, capsys):
    call_command("backup", "--to", tmp_path / "copies", "--key", tmp_path / "key")
    (path,) = (tmp_path / "copies").glob("*.tar")
    assert oct(path.stat().st_mode)[-3:] == oct((tmp_path / "key").stat().st_mode)[-3:] == "600"
    assert (tmp_path / "key").read_text() == f"SECRET_KEY={django_settings.SECRET_KEY}\n"
    assert django_settings.SECRET_KEY.encode() not in path.read_bytes()
    assert hashlib.sha256(path.read_bytes()).hexdigest() in capsys.readouterr().out
    with pytest.raises(CommandError, match="is there already and is not written over"):
        call_command("backup", "--to", tmp_path / "more", "--key", tmp_path / "key")


def test_the_exercise_is_kept_in_the_portals_own_catalogue(copy, capsys):
    call_command("exercise", "--copy", copy)
    said = capsys.readouterr().out
    exercise = Exercise.objects.get(system__key="dr-portal")
    assert (exercise.kind, exercise.rpa_seconds is None) == ("data_restore", False)
    assert 1 <= exercise.rta_seconds < 600
    assert "the summary of web was written" in said
    assert AuditEntry.objects.filter(action="system.exercise_recorded", actor="DR Portal").count() == 1


def test_an_exercise_with_a_copy_of_now_measures_no_loss(portal, capsys):
    SystemFactory()
    call_command("exercise")
    assert Exercise.objects.get(system__key="dr-portal").rpa_seconds is None
    assert "RPO: not measured without --copy" in capsys.readouterr().out


def test_an_exercise_with_a_damaged_copy_fails_and_is_not_kept(copy):
    rewritten(copy, other_rows(members(copy)))
    with pytest.raises(CommandError, match="The copy cannot be put back: The copy is damaged"):
        call_command("exercise", "--copy", copy)
    assert not Exercise.objects.filter(system__key="dr-portal").exists()


def test_an_exercise_leaves_nothing_behind(copy, tmp_path):
    before, databases = set(tmp_path.iterdir()), databases_of_exercises()
    call_command("exercise", "--copy", copy)
    assert set(tmp_path.iterdir()) - before <= {tmp_path / "audit-anchor.json"}
    assert databases_of_exercises() == databases


def databases_of_exercises() -> set[str]:
    """None where a database is a file. That of the tests themselves is there already."""
    if connection.vendor != "postgresql":
        return set()
    with connection.cursor() as cursor:
        ours = f"{django_settings.DATABASES['default']['NAME'][:30]}\\_exercise\\_%"
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [ours])
        return {name for (name,) in cursor.fetchall()}


def test_what_is_left_out_is_there_to_be_left_out():
    assert {model._meta.label for model in apps.get_models(include_auto_created=True)} >= LEFT_OUT.keys()
