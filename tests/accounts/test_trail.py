"""The page of the whole audit trail: filters, files, and whether it holds."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from html import unescape
from urllib.parse import parse_qs

import pytest
from django.db import transaction

from accounts.models import AuditEntry
from accounts.services import audit
from exports.reports.trail import SEALED

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries(owner, architect) -> list[AuditEntry]:
    with transaction.atomic():
        return [
            audit.record(
                by=owner, action="person.profile_edited", about=owner, detail={"changes": {"name": ["Ann", "Anna"]}}
            ),
            audit.record(
                by=architect, action="person.signed_in", about=architect, detail={"note": "=cmd|' /C calc'!A0"}
            ),
        ]


@pytest.fixture
def read(sign_in, administrator):
    client = sign_in(administrator)
    return lambda url: b"".join(client.get(url)).decode()


def test_it_tells_who_did_what_to_what_with_old_and_new(read, entries, owner):
    page = read("/trail/")
    for words in ("Changed the own profile.", "<del>Ann</del>", "<ins>Anna</ins>", owner.email, entries[0].hash):
        assert words in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("who=architect", ["person.signed_in"]),
        ("action=person.profile_edited", ["person.profile_edited"]),
        ("action=system.retired", []),
        ("action=no.such.thing", ["person.profile_edited", "person.signed_in"]),
        ("q=no+such+thing", []),
        ("since=2001-01-01", ["person.profile_edited", "person.signed_in"]),
        ("until=2001-01-01", []),
        ("since=yesterday", ["person.profile_edited", "person.signed_in"]),
    ],
)
def test_page_and_files_filter_alike(read, entries, query, found):
    lines = [json.loads(line) for line in read(f"/trail/entries.jsonl?{query}").splitlines()]
    assert [line["action"] for line in lines if line["id"] in {each.pk for each in entries}] == found
    page = read(f"/trail/?{query}").partition('class="log-days"')[2]
    assert [sentence in page for sentence in ("Changed the own profile.",)] == ["person.profile_edited" in found]


def test_each_line_carries_all_that_its_fingerprint_is_made_from(read, entries):
    """Whoever holds the file can check the chain without the portal."""
    previous = ""
    for line in map(json.loads, read("/trail/entries.jsonl").splitlines()):
        sealed = json.dumps([line[name] for name in SEALED], sort_keys=True, ensure_ascii=False)
        assert hashlib.sha256(sealed.encode()).hexdigest() == line["hash"]
        assert line["previous_hash"] == previous
        previous = line["hash"]


def test_a_spreadsheet_runs_nothing(read, entries):
    rows = list(csv.reader(read("/trail/entries.csv").splitlines()))
    assert rows[0][0].lstrip("\ufeff") == "Number"
    assert len(rows) == 1 + AuditEntry.objects.count()
    assert not [cell for row in rows for cell in row if cell.startswith("=")]


def test_it_can_be_checked_from_the_page(sign_in, administrator, entries):
    client = sign_in(administrator)
    assert "The audit trail holds: " in client.post("/trail/verify/").content.decode()
    AuditEntry.objects.filter(pk=entries[0].pk).update(actor="somebody.else@example.org")
    assert f"does not hold, at entry {entries[0].pk}" in client.post("/trail/verify/").content.decode()


@pytest.mark.parametrize("who", ["owner", "architect", "manager"])
@pytest.mark.parametrize("path", ["/trail/", "/trail/entries.csv", "/trail/entries.jsonl"])
def test_others_do_not_read_it(who, path, request, sign_in):
    assert sign_in(request.getfixturevalue(who)).get(path).status_code == 403


def test_it_is_a_list_by_day_and_every_name_narrows_it_within_the_filters(read, entries, owner):
    """One card a day, one line an entry; what is filtered by already stays in the address, the page does not."""
    page = read("/trail/?action=person.profile_edited&page=1")
    days = page.split('<section class="card log-day">')[1:]
    assert sum(day.count("<time ") for day in days) == int(re.search(r'data-listed="(\d+)"', page)[1]) == 1
    who, what = re.findall(r'<a class="break"(?: lang="")? href="([^"]*)">', page)
    assert parse_qs(unescape(who)[1:]) == {"action": ["person.profile_edited"], "who": [entries[0].actor]}
    assert parse_qs(unescape(what)[1:]) == {"action": ["person.profile_edited"], "q": [entries[0].object_label]}
    narrowed = read(f"/trail/{unescape(who)}")
    assert "Changed the own profile." in narrowed
    assert f'value="{entries[0].actor}"' in narrowed
