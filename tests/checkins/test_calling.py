"""A job calls the address: what is taken, what is refused and how, and that nothing else is needed or left."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from checkins.actions.addresses import renew_address, revoke_address
from checkins.models import CheckIn, CheckInAddress
from checkins.services.pace import A_MINUTE

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_a_call_is_enough(token, method):
    """No sign-in, no token of a form, no session; one statement."""
    client = Client(enforce_csrf_checks=True)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = getattr(client, method)(f"/check-in/{token}")
    assert (response.status_code, len(queries)) == (200, 1)
    assert response.content == (b"" if method == "head" else b"OK\n")
    assert not response.cookies
    assert not Session.objects.exists()
    row = CheckIn.objects.get()
    assert (row.kind, row.good, row.newest_at) == ("copy", True, row.happened_at)


WAYS = [
    ("application/json", json.dumps),
    ("application/x-www-form-urlencoded", lambda fields: "&".join(f"{k}={quote(str(v))}" for k, v in fields.items())),
    ("application/x-www-form-urlencoded", json.dumps),
    ("text/plain", lambda fields: "\ufeff" + json.dumps(fields)),
]


@pytest.mark.parametrize(("kind", "written"), WAYS)
def test_fields_come_as_json_or_form(send, kind, written):
    fields = {"kind": "restore", "duration": 1200, "bytes": 5_000_000_000, "result": "ok"}
    assert send(written(fields).encode(), kind=kind).status_code == 200
    row = CheckIn.objects.get()
    assert (row.kind, row.duration_seconds, row.size_bytes, row.good) == ("restore", 1200, 5_000_000_000, True)


def test_fields_come_in_several_parts_and_in_the_query(token):
    client = Client(enforce_csrf_checks=True)
    assert client.post(f"/check-in/{token}", {"kind": "failover test", "result": "1"}).status_code == 200
    assert client.get(f"/check-in/{token}?kind=restore&duration=20+min").status_code == 200
    assert list(CheckIn.objects.order_by("pk").values_list("kind", "good", "duration_seconds")) == [
        ("failover", False, None),
        ("restore", True, 1200),
    ]


def test_a_copy_holds_what_was_there_when_it_began(call):
    call(duration=3600)
    row = CheckIn.objects.get()
    assert row.newest_at == row.happened_at - timedelta(hours=1)


MOMENTS = [
    "2026-01-02T03:04:05Z",
    "2026-01-02T04:04:05+01:00",
    "1767323045",
    1767323045,
    "2026-01-02T03:04:05.000000000Z",
]


@pytest.mark.parametrize("written", MOMENTS)
def test_a_moment_is_read(call, written):
    assert call(newest=written).status_code == 200
    assert CheckIn.objects.get().newest_at == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.mark.parametrize("zone", ["+00:00", "+05:30", "-03:00", "+0200"])
@pytest.mark.parametrize("fraction", ["", ".123456789"])
def test_a_moment_that_a_form_took_the_plus_from_is_read(send, zone, fraction):
    """`curl -d "newest=$(date -Is)"` does not write it as `%2B`."""
    assert send(f"newest=2026-11-20T02:00:00{fraction}{zone}".encode()).status_code == 200
    hours = {"+00:00": 2, "+05:30": -3.5, "-03:00": 5, "+0200": 0}[zone]
    found = CheckIn.objects.get().newest_at.replace(microsecond=0)
    assert found == datetime(2026, 11, 20, tzinfo=UTC) + timedelta(hours=hours)


@pytest.mark.parametrize(
    "written", ["2026-11-20 02:00", "2026-11-20T02:00:00 ", "2026-11-20T02:00:00 1", "02:00 01:00"]
)
def test_a_moment_without_its_zone_stays_refused(send, written):
    assert send(f"newest={written}".encode()).status_code == 400


HOSTILE = [
    ({"newest": "yesterday"}, "newest"),
    ({"newest": "2026-01-02T03:04:05"}, "newest"),
    ({"newest": "2999-01-01T00:00:00Z"}, "newest"),
    ({"newest": 10**30}, "newest"),
    ({"newest": -1}, "newest"),
    ({"newest": True}, "newest"),
    ({"newest": ["2026-01-02T03:04:05Z"]}, "newest"),
    ({"kind": "everything"}, "kind"),
    ({"kind": 1}, "kind"),
    ({"duration": "-5"}, "duration"),
    ({"duration": "soon"}, "duration"),
    ({"duration": 1e308}, "duration"),
    ({"duration": {"a": 1}}, "duration"),
    ({"bytes": "12 GB"}, "bytes"),
    ({"bytes": 2**62}, "bytes"),
    ({"result": "perhaps"}, "result"),
    ({"result": 256}, "result"),
]


@pytest.mark.parametrize(("given", "field"), HOSTILE)
def test_a_bad_value_is_refused_with_its_field_and_what_fits(call, given, field):
    response = call(**given)
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    (fault,) = response.json()["faults"]
    assert (fault["field"], bool(fault["found"]), bool(fault["fits"])) == (field, True, True)
    assert not CheckIn.objects.exists()


def test_all_faults_are_told_at_once(call):
    response = call(newest="x", duration="y", result="z")
    assert [each["field"] for each in response.json()["faults"]] == ["newest", "duration", "result"]


BROKEN = [
    b"{", b"[", b"{\"newest\": NaN}", b"[" * 100_000, b"\xff\xfe=1", b"\x00", b"{}x", b"kind=copy&kind=restore",
    b"a&" * 5000 + b"=",
    b"{\"newest\":\"" + b"a" * 100_000 + b"\"}", b"hello", b"=cmd|' /C calc'!A0", b"[1,2]",
    b"[{}]", b"\"copy\"", b"{\"a\":{}}",
]  # fmt: skip


@pytest.mark.parametrize("body", BROKEN, ids=range(len(BROKEN)))
def test_a_body_that_says_nothing_is_refused_whole(send, body):
    response = send(body)
    assert response.status_code == 400
    assert response.json()["faults"]
    assert len(response.content) < 4000
    assert not CheckIn.objects.exists()


def test_a_huge_body_is_refused(send):
    response = send(b"a" * (2 * 1024 * 1024 + 1))
    assert response.status_code == 413


@pytest.mark.parametrize("token_of", ["", "x", "a" * 5000, "%00", "../../etc/passwd", "é" * 10, "' OR 1=1 --"])
def test_an_address_that_is_not_there(db, token_of):
    assert Client().get(f"/check-in/{quote(token_of, safe='%')}").status_code == 404


def test_a_revoked_and_a_renewed_address_are_gone_at_once(system, architect, token, call):
    fresh = renew_address(system=system, by=architect)
    assert call().status_code == 404
    assert call(to=fresh).status_code == 200
    revoke_address(system=system, by=architect)
    assert call(to=fresh).status_code == 404
    assert CheckIn.objects.count() == 1
    assert not CheckInAddress.objects.filter(token_hash__in=[token, fresh]).exists()


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options"])
def test_other_methods_are_refused(token, method):
    response = getattr(Client(), method)(f"/check-in/{token}")
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, POST")


def test_an_address_is_called_so_often_and_no_more(token, call):
    assert {call().status_code for _ in range(A_MINUTE)} == {200}
    response = call()
    assert response.status_code == 429
    assert 1 <= int(response["Retry-After"]) <= 61
    assert CheckIn.objects.count() == A_MINUTE


def test_the_secret_stands_in_no_log(token, caplog, settings):
    settings.ACCESS_LOG = True
    with caplog.at_level("INFO"):
        Client().get(f"/check-in/{token}?kind=x")
    assert "/check-in/…" in caplog.text
    assert token not in caplog.text


def test_a_copy_from_the_future_of_a_clock_that_is_a_little_ahead_is_of_now(call):
    assert call(newest=(timezone.now() + timedelta(minutes=3)).isoformat()).status_code == 200
    row = CheckIn.objects.get()
    assert row.newest_at <= row.received_at


def test_a_failed_copy_holds_nothing(call):
    call(result="1")
    assert CheckIn.objects.get().newest_at is None
