"""Exercises: recorded once, shown whole, removed with a reason that the trail keeps."""

from __future__ import annotations

import datetime as dt
import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import AuditEntry
from systems.models import Exercise
from tests.factories import ExerciseFactory
from tests.systems.conftest import text

pytestmark = pytest.mark.django_db

NEW = "/systems/shop/exercises/new/"
RECORDED = {
    "kind": "data_restore", "performed_on": "2025-06-01", "scope": "One database", "people": "Ann & the night shift",
    "rta_seconds": "45 min", "rpa_seconds": "0", "note": "<b>learnt</b>", "evidence_link": "https://wiki/drills?id=42&x=1",
}  # fmt: skip


def test_an_exercise_is_recorded_once_and_shown(sign_in, architect, shop, told, django_capture_on_commit_callbacks):
    client = sign_in(architect)
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            assert client.post(NEW, RECORDED).status_code == 302
    exercise = Exercise.objects.get()
    assert (exercise.performed_on, exercise.rta_seconds, exercise.rpa_seconds) == (dt.date(2025, 6, 1), 2700, 0)
    assert (exercise.kind, exercise.scope) == ("data_restore", "One database")
    assert told == [("derivation.derive",)]
    page = text(client.get("/systems/shop/"))
    for part in (
        "45 minutes", "data brought back from copies", "One database", "Ann &amp; the night shift", "&lt;b&gt;learnt",
        'href="https://wiki/drills?id=42&amp;x=1" rel="noopener noreferrer"', "Recorded a drill of 1 June 2025.",
    ):  # fmt: skip
        assert part in page


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"kind": ""}, "Choose the one that fits best"),
        ({"kind": "party"}, "Select a valid choice"),
        ({"performed_on": ""}, "This field is required"),
        ({"performed_on": "yesterday"}, "Enter a valid date"),
        ({"performed_on": "1889-01-01"}, "very long ago"),
        ({"rta_seconds": "quick"}, "number and its unit"),
        ({"rta_seconds": "", "rpa_seconds": "", "note": ""}, "Say how long the recovery took"),
        ({"scope": "x" * 501}, "at most 500"),
        ({"people": "x" * 501}, "at most 500"),
        ({"note": "x" * 1001}, "at most 1000"),
        ({"evidence_link": "https://wiki/" + "x" * 500}, "at most 500"),
    ],
)
def test_a_bad_exercise_is_refused(sign_in, architect, shop, values, says):
    response = sign_in(architect).post(NEW, {**RECORDED, **values})
    assert response.status_code == 422
    assert says in text(response)
    assert not Exercise.objects.exists()


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)", "JAVASCRIPT:alert(1)", "java\tscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "ftp://wiki/drill", "file:///etc/passwd", "//wiki/drill", "wiki/drill", "https://", "http:wiki", "https:///x",
        "https://bank.example@evil.example/", "https://[wiki/", "https://wiki/a b", "https://wiki/\u202egnp.exe",
        "vbscript:msgbox", " \x01javascript:alert(1)",
    ],
)  # fmt: skip
def test_only_pages_are_linked(sign_in, architect, shop, link):
    response = sign_in(architect).post(NEW, {**RECORDED, "evidence_link": link})
    assert response.status_code == 422
    assert "Write an address that begins with https:// or http://." in text(response) or "Null" in text(response)
    assert not Exercise.objects.exists()


def test_the_database_takes_no_other_link_either(shop):
    ExerciseFactory(system=shop, evidence_link="HTTPS://wiki.example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        ExerciseFactory(system=shop, evidence_link="javascript:alert(1)")


def test_an_exercise_is_not_in_the_future(sign_in, architect, shop):
    tomorrow = timezone.localdate() + dt.timedelta(days=2)
    response = sign_in(architect).post(NEW, {**RECORDED, "performed_on": tomorrow})
    assert "still to come" in text(response)
    assert not Exercise.objects.exists()


def test_removing_asks_why_and_the_trail_keeps_it_all(sign_in, architect, shop):
    client = sign_in(architect)
    client.post(NEW, RECORDED)
    page = f"/systems/shop/exercises/{Exercise.objects.get().pk}/remove/"
    assert "Remove the drill of Web shop on 1 June 2025?" in text(client.get(page))
    for reason, says in (("", "This field is required"), ("  ", "This field is required"), ("x" * 501, "at most 500")):
        response = client.post(page, {"reason": reason})
        assert response.status_code == 422
        assert says in text(response)
        assert Exercise.objects.exists()
    assert client.post(page, {"reason": "It was <another> system."}).status_code == 302
    assert not Exercise.objects.exists()
    entry = AuditEntry.objects.first()
    assert entry.sentence == "Removed the drill of 1 June 2025: It was <another> system."
    assert entry.detail == {
        "kind": "data_restore", "performed_on": "2025-06-01", "scope": "One database",
        "people": "Ann & the night shift", "rta_seconds": 2700, "rpa_seconds": 0, "note": "<b>learnt</b>",
        "evidence_link": "https://wiki/drills?id=42&x=1", "evidence_file": "", "evidence_name": "",
        "reason": "It was <another> system.",
    }  # fmt: skip
    assert "It was &lt;another&gt; system." in text(client.get("/systems/shop/"))
    assert client.post(page, {"reason": "again"}).status_code == 404


def test_an_exercise_of_another_system_is_not_removed(sign_in, architect, shop, ledger):
    exercise = ExerciseFactory(system=ledger)
    client = sign_in(architect)
    assert client.post(f"/systems/shop/exercises/{exercise.pk}/remove/", {"reason": "x"}).status_code == 404
    assert Exercise.objects.exists()


PAGE_IN_DISGUISE = b"<script>alert(1)</script>"


def bring(client, content: bytes, name: str):
    return client.post(NEW, {**RECORDED, "evidence_file": SimpleUploadedFile(name, content, "text/html")})


def test_a_record_as_a_file_is_kept_and_handed_out_as_a_file(sign_in, architect, shop, settings):
    client = sign_in(architect)
    for _ in range(2):
        assert bring(client, PAGE_IN_DISGUISE, "../../Übung „1“\n.html").status_code == 302
    [stored] = [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    assert stored.suffix == ""
    assert "bung" not in stored.name
    exercise = Exercise.objects.get()
    page = text(client.get("/systems/shop/"))
    address = f"/systems/shop/exercises/{exercise.pk}/evidence/"
    assert f'href="{address}" download>Übung „1“.html</a>' in page
    response = client.get(address)
    assert b"".join(response.streaming_content) == PAGE_IN_DISGUISE
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%C3%9Cbung")
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert client.get(f"/media/{exercise.evidence_file.name}").status_code == 404
    digest = hashlib.sha256(PAGE_IN_DISGUISE).hexdigest()
    assert AuditEntry.objects.get().detail["evidence_sha256"] == digest


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"x" * (10 * 1024 * 1024 + 1), "log.txt", "larger than 10 MB"),
        (b"", "log.txt", "The submitted file is empty"),
        (b"x", "n" * 201, "at most 200"),
    ],
)
def test_a_file_that_does_not_fit_is_refused(sign_in, architect, shop, settings, content, name, says):
    response = bring(sign_in(architect), content, name)
    assert response.status_code == 422
    assert says in text(response)
    assert not Exercise.objects.exists()
    assert not settings.MEDIA_ROOT.exists()


def test_only_who_may_see_the_system_gets_its_files(request, sign_in, client, architect, shop, ledger):
    bring(sign_in(architect), b"minutes", "minutes.txt")
    address = f"/systems/shop/exercises/{Exercise.objects.get().pk}/evidence/"
    for who, status in (("owner", 200), ("contact", 200), ("manager", 200), ("stranger", 404), ("administrator", 404)):
        assert sign_in(request.getfixturevalue(who)).get(address).status_code == status
    assert client.get(address).status_code == 302
    assert sign_in(architect).get(address.replace("shop", "ledger")).status_code == 404
    assert sign_in(architect).post(address).status_code == 405


def test_without_a_file_or_with_a_lost_one_there_is_nothing_to_get(sign_in, architect, shop, settings):
    client = sign_in(architect)
    plain = ExerciseFactory(system=shop)
    assert client.get(f"/systems/shop/exercises/{plain.pk}/evidence/").status_code == 404
    bring(client, b"minutes", "minutes.txt")
    lost = Exercise.objects.exclude(pk=plain.pk).get()
    lost.evidence_file.storage.delete(lost.evidence_file.name)
    assert client.get(f"/systems/shop/exercises/{lost.pk}/evidence/").status_code == 404


def test_the_file_of_a_removed_exercise_is_kept(sign_in, architect, shop, settings):
    client = sign_in(architect)
    bring(client, b"minutes", "minutes.txt")
    client.post(f"/systems/shop/exercises/{Exercise.objects.get().pk}/remove/", {"reason": "twice"})
    detail = AuditEntry.objects.first().detail
    assert detail["evidence_name"] == "minutes.txt"
    assert (settings.MEDIA_ROOT / detail["evidence_file"]).read_bytes() == b"minutes"


@pytest.mark.parametrize("path", ["new/", "1/remove/"])
@pytest.mark.parametrize("who", ["owner", "contact", "manager", "administrator", "stranger", None])
def test_nobody_else_writes(request, sign_in, client, shop, path, who):
    ExerciseFactory(system=shop, pk=1)
    if who:
        client = sign_in(request.getfixturevalue(who))
    response = client.post(f"/systems/shop/exercises/{path}", {**RECORDED, "reason": "none"})
    assert response.status_code == (403 if who else 302)
    assert Exercise.objects.count() == 1
