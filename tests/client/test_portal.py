"""The library: types that cannot drift, tries that do no harm, states that are not overwritten unseen."""

from __future__ import annotations

import json
from collections.abc import Callable

import httpx
import pytest
from drportal_client import NotReached, Portal, Refusal
from hypothesis import given
from hypothesis import strategies as st

from systems.models import System
from tests.client.describing import FILE, described, formatted


def test_its_types_are_those_of_the_description(client, db):
    schema = client.get("/api/v1/openapi.json").json()
    assert FILE.read_text(encoding="utf-8") == formatted(described(schema)), "python -m tests.client.describing"


@pytest.mark.django_db(transaction=True)
def test_a_change_says_what_it_has_read(portal):
    changed = portal.change_system("payments", {"site": "Madrid", "tags": ["a", "b"]})
    assert (changed["site"], changed["tags"]) == ("Madrid", ["a", "b"])
    assert portal.change_protection("payments", {"history": "none"})["history"] == "none"
    assert portal.add_dependency("payments", {"needs": "ledger"})["key"] == "ledger"
    assert [each["key"] for each in portal.dependencies("payments")["needs"]] == ["ledger"]
    assert portal.retire("ledger")["status"] == "retired"
    assert portal.bring_back("ledger")["status"] == "live"
    assert portal.portfolio()["totals"]["systems"] == 2


@pytest.mark.django_db(transaction=True)
def test_somebody_quicker_is_not_overwritten(portal, monkeypatch):
    ask = portal.asking.ask

    def with_another_between(method: str, *args: object, **options: object) -> httpx.Response:
        if method == "PATCH":
            System.objects.filter(key="payments").update(name="Theirs", version=9)
        return ask(method, *args, **options)

    monkeypatch.setattr(portal.asking, "ask", with_another_between)
    with pytest.raises(Refusal, match="412"):
        portal.change_system("payments", {"name": "Mine"})
    assert System.objects.get(key="payments").name == "Theirs"


@pytest.mark.django_db(transaction=True)
def test_an_answer_that_was_lost_creates_nothing_twice(live_server, company, secret):
    """The portal has done it, and its answer never came: the same is sent again, with the same key."""

    class Losing(httpx.HTTPTransport):
        lost = 0

        def handle_request(self, request: httpx.Request) -> httpx.Response:
            response = super().handle_request(request)
            if self.lost == 0:
                self.lost += 1
                response.read()
                raise httpx.ReadError("the line broke")
            return response

    with Portal(live_server.url, secret, transport=Losing(), sleep=lambda seconds: None) as portal:
        assert portal.add_system({"name": "Till", "key": "till"})["key"] == "till"
    assert System.objects.filter(key__startswith="till").count() == 1


Answer = Callable[[httpx.Request], httpx.Response]


def asked(answer: Answer, call: Callable[[Portal], object]) -> tuple[object, int, list[float]]:
    """What came of a call, how often it was sent, and how long was waited."""
    sent, waits = [], list[float]()

    def counted(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return answer(request)

    with Portal("https://dr.test", "drp_x", transport=httpx.MockTransport(counted), sleep=waits.append) as portal:
        try:
            return call(portal), len(sent), waits
        except (Refusal, NotReached) as problem:
            return problem, len(sent), waits


def refusing(status: int, **headers: str) -> Answer:
    return lambda request: httpx.Response(status, headers={k.replace("_", "-"): v for k, v in headers.items()})


@pytest.mark.parametrize(
    ("status", "call", "times"),
    [
        (503, lambda p: p.me(), 4),
        (502, lambda p: p.add_system({"name": "x"}), 4),
        (500, lambda p: p.me(), 1),
        (404, lambda p: p.system("x"), 1),
        (429, lambda p: p.me(), 4),
        (302, lambda p: p.me(), 1),
    ],
)
def test_what_passes_by_itself_is_tried_again(status, call, times):
    problem, sent, waits = asked(refusing(status), call)
    assert isinstance(problem, Refusal)
    assert (problem.status, sent, len(waits)) == (status, times, times - 1)
    assert waits == sorted(waits)


def test_a_change_whose_answer_was_lost_is_not_sent_again():
    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={}, headers={"ETag": '"a"'}) if request.method == "GET" else httpx.Response(503)

    problem, sent, _ = asked(answer, lambda p: p.change_system("x", {"name": "y"}))
    assert (problem.status, sent) == (503, 2)


def test_it_waits_as_long_as_it_is_told_but_not_for_an_hour():
    assert asked(refusing(429, Retry_After="7"), lambda p: p.me())[2] == [7.0, 7.0, 7.0]
    assert asked(refusing(429, Retry_After="3600"), lambda p: p.me())[1:] == (1, [])


def test_a_redirection_takes_the_token_nowhere():
    def answer(request: httpx.Request) -> httpx.Response:
        assert request.url.host == "dr.test"
        return httpx.Response(302, headers={"Location": "https://evil.test/"})

    assert asked(answer, lambda p: p.me())[1] == 1


def test_a_list_that_leads_in_a_circle_ends():
    page = {"items": [{"key": "a"}], "next_cursor": "again"}
    problem, sent, _ = asked(lambda request: httpx.Response(200, json=page), lambda p: list(p.systems()))
    assert (str(problem), sent) == ("The list of the portal does not end.", 2)


def test_what_is_no_portal_is_said():
    problem, _, _ = asked(lambda request: httpx.Response(200, text="<html>"), lambda p: p.me())
    assert str(problem) == "What answered is no DR Portal: it gave no JSON."


@given(body=st.one_of(st.binary(max_size=60), st.recursive(st.none() | st.text() | st.integers(), lambda inner: (
    st.lists(inner) | st.dictionaries(st.sampled_from(["title", "detail", "errors", "faults", "field"]), inner)
)).map(lambda value: json.dumps(value).encode())))  # fmt: skip
def test_any_refusal_is_one_line(body):
    line = str(Refusal.of(httpx.Response(400, content=body)))
    assert line.startswith("400")
    assert len(line.splitlines()) == 1
