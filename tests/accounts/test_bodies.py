"""What may be sent: read once, within limits, as the kind it says to be; else a page that says so."""

from __future__ import annotations

import asyncio
import io
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from drportal import rsgi

FORM = "application/x-www-form-urlencoded"
BAD = [
    f"{FORM}; charset=utf-16",
    "multipart/form-data; charset=utf-16",
    "multipart/form-data",
    "multipart/form-data; boundary=" + "x" * 300,
]
PLACES = ["/sign-in/", "/sign-in/link/", "/language/", "/nowhere/", "/systems/import/"]


@pytest.mark.parametrize("kind", BAD)
@pytest.mark.parametrize("place", PLACES)
def test_what_cannot_be_read_gets_a_page(db, place, kind):
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    response = client.generic("POST", place, b"email=a&password=b", content_type=kind)
    assert response.status_code == 400
    assert "We did not understand" in response.content.decode()
    assert response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("place", PLACES)
def test_what_is_too_much_gets_a_page(db, place):
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    response = client.generic("POST", place, b"a=" + b"b" * 12 * 1024 * 1024, content_type=FORM)
    assert response.status_code == 413
    assert "more than this page takes" in response.content.decode()
    assert response["Content-Security-Policy"]


def test_files_are_taken_where_a_page_has_a_field_for_them(architect, sign_in, settings, tmp_path):
    """Elsewhere not a byte of them is written down: here that would fail, as the folder is not there."""
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "nowhere")
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    client = sign_in(architect)
    for place in ("/profile/", "/sign-in/", "/systems/new/"):
        assert client.post(place, {"file": SimpleUploadedFile("a.csv", b"x" * 100)}).status_code in (302, 422), place
    with pytest.raises(FileNotFoundError):
        client.post("/systems/import/", {"file": SimpleUploadedFile("a.csv", b"x" * 100)})
    assert Client().post("/systems/import/", {"file": SimpleUploadedFile("a.csv", b"x" * 100)}).status_code == 302


class Sender:
    """A request as granian gives it, whose body comes in these parts, one each so many seconds."""

    def __init__(self, parts: list[bytes], pause: float = 0) -> None:
        self.parts, self.pause = iter(parts), pause
        self.status = 0

    def __aiter__(self):
        return self

    async def __anext__(self) -> bytes:
        await asyncio.sleep(self.pause)
        for part in self.parts:
            return part
        raise StopAsyncIteration

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.status, self.headers, self.body = status, headers, body


def ask(sender: Sender, *headers: tuple[str, str], path: str = "/sign-in/") -> dict[str, object]:
    """What Django is handed for it."""
    seen: dict[str, object] = {}

    def answer(environ, start):
        seen.update(environ, body=environ["wsgi.input"].read())
        start("200 OK", [("X-Answer", "1")])
        return HttpResponse(b"fine")

    scope = SimpleNamespace(
        method="POST", path=path, query_string="", client="[::1]:5", server="127.0.0.1:8000", scheme="http",
        http_version="1.1", authority=None,
        headers=SimpleNamespace(items=lambda: [("host", "localhost"), *headers]),
    )  # fmt: skip
    asyncio.run(rsgi.Application(answer).__rsgi__(scope, sender))
    assert (sender.status, sender.body) == (200, b"fine")
    return seen


def test_a_whole_body_reaches_its_reader():
    seen = ask(Sender([b"a=1", b"&b=2"]))
    assert (seen["body"], seen["CONTENT_LENGTH"], seen["REMOTE_ADDR"]) == (b"a=1&b=2", "7", "::1")


def test_a_body_has_so_long_and_no_longer(monkeypatch):
    monkeypatch.setattr(rsgi, "BODY_SECONDS", 0.3)
    assert ask(Sender([b"a"] * 1000, pause=0.05))["drportal.body_fault"] == 408
    assert ask(Sender([], pause=60))["drportal.body_fault"] == 408


@pytest.mark.parametrize(("path", "most"), [("/sign-in/", 3), ("/systems/import/", 12), ("/nowhere/", 3)])
def test_no_more_is_read_than_the_page_takes(path, most):
    sender = Sender([b"x" * 1024 * 1024] * 600)
    assert ask(sender, path=path)["drportal.body_fault"] == 413
    assert len(list(sender.parts)) == 600 - most
    announced = ask(Sender([b"x"]), ("content-length", str(600 * 1024 * 1024)), path=path)
    assert (announced["drportal.body_fault"], announced["body"]) == (413, b"")


def test_the_server_s_word_is_a_page(db):
    for status in (408, 413):
        response = Client().post("/sign-in/", **{"drportal.body_fault": status})
        assert response.status_code == status
        assert response["Content-Security-Policy"]


def test_headers_are_what_they_were_sent_as():
    """Several of one name are a list, of which the proxy's word is the last; one with an underscore is none."""
    seen = ask(
        Sender([]), ("x-forwarded-for", "10.0.0.1"), ("x-forwarded-for", "10.0.0.2"), ("x_forwarded_for", "10.0.0.3"),
        ("cookie", "a=1"), ("cookie", "b=2"),
    )  # fmt: skip
    assert seen["HTTP_X_FORWARDED_FOR"] == "10.0.0.1,10.0.0.2"
    assert seen["HTTP_COOKIE"] == "a=1; b=2"


def test_a_long_answer_is_sent_in_parts(db):
    """As a file is; and whoever is gone meanwhile ends it."""
    sent = []

    class Transport:
        async def send_bytes(self, part: bytes) -> None:
            sent.append(part)
            if len(sent) == 2:
                raise RuntimeError("the reader has gone")

    async def run() -> None:
        loop = asyncio.get_running_loop()
        parts = io.BytesIO(b"a" * 10)
        await loop.run_in_executor(None, rsgi.stream, Transport(), iter(lambda: parts.read(2), b""), loop)

    asyncio.run(run())
    assert sent == [b"aa", b"aa"]
