"""`manage.py import_systems`: the preview as JSON, and the import without a browser."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.models import AuditEntry
from systems.models import ImportBatch, System

pytestmark = pytest.mark.django_db
LIST = "Name,Owner mail,Status,Colour\nPayroll,{owner},Live,red\nShop,,Somewhere,blue\n,,Live,green\n"


@pytest.fixture
def file(tmp_path, owner) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(LIST.format(owner=owner.email))
    return path


def run(*arguments: object) -> dict:
    out = io.StringIO()
    call_command("import_systems", *map(str, arguments), stdout=out)
    return json.loads(out.getvalue())


def test_it_prints_the_preview_and_stores_nothing(file):
    record = run(file)
    assert [(column["heading"], column["meaning"]) for column in record["columns"]] == [
        ("Name", "name"), ("Owner mail", "owner"), ("Status", "status"), ("Colour", ""),
    ]  # fmt: skip
    assert record["columns"][1]["example"].endswith("@example.org")
    assert record["counts"] == {"created": 2, "refused": 1}
    to_do = {reason["reason"]: reason["rows"] for reason in record["reasons"]["to_do"]}
    assert to_do == {"no-purpose": [2, 3], "no-owner": [3], "unread.status": [3]}
    assert record["reasons"]["refused"][0]["rows"] == [4]
    assert [row["outcome"] for row in record["rows"]] == ["created", "created", "refused"]
    assert not System.objects.exists()
    assert not ImportBatch.objects.exists()


@pytest.mark.parametrize("at_once", [1, 1000])
def test_applied_it_names_who_did_it(file, architect, owner, settings, at_once):
    settings.IMPORT_AT_ONCE_ROWS = at_once
    applied = run(file, "--apply", "--by", architect.email.upper())["applied"]
    assert (applied["created"], applied["by"]) == (2, architect.email)
    assert System.objects.get(key="payroll").owner == owner
    event = AuditEntry.objects.get(action="importbatch.applied")
    assert event.actor_id == architect.pk
    assert run(file, "--apply", "--by", architect.email)["applied"]["same"] == 2


def test_a_column_is_what_one_says(file):
    record = run(file, "--column", "Colour=tags", "--column", "Status=")
    assert [column["meaning"] for column in record["columns"]] == ["name", "owner", "", "tags"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--apply"], "Say who brings it in"),
        (["--apply", "--by", "nobody@example.org"], "Nobody with access has the address"),
        (["--apply", "--by", "OWNER"], "may not import systems"),
        (["--column", "Shade=tags"], "There are: Name, Owner mail, Status, Colour"),
        (["--column", "Colour=paint"], "It can be: key, name"),
        (["--column", "Colour=status"], "Two columns are status"),
        (["--column", "Name="], "No column names the systems"),
        (["--heading-row", "77"], "row 77 cannot hold the headings"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_stored(file, owner, arguments, says):
    given = [owner.email if each == "OWNER" else each for each in arguments]
    with pytest.raises(CommandError, match=says):
        run(file, *given)
    assert not System.objects.exists()
    assert not ImportBatch.objects.exists()


@pytest.mark.parametrize(
    ("content", "says"), [(b"", "empty"), (b"\0\1\2\3" * 99, "not a text file"), (None, "No such")]
)
def test_a_file_that_is_none_is_named(tmp_path, content, says):
    path = tmp_path / "odd.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CommandError, match=f"odd.csv.*{says}"):
        run(path)
