"""Lists from an address of the web: nothing inside is reached, nothing endless is read."""

from __future__ import annotations

import io
import json
import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.core.management import CommandError, call_command

from systems.models import ImportBatch, System
from systems.services.imports.tables import fetching
from systems.services.imports.tables.decoding import MOST_BYTES, Unreadable
from systems.services.imports.tables.fetching import fetch

LIST = b"Name,Wert\nShop,red\n"


class Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path.startswith("/on"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/on"))
            self.end_headers()
            return
        self.send_response(404 if self.path == "/gone" else 200)
        if self.path == "/packed":
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        if self.path == "/endless":
            for _piece in range(MOST_BYTES // 65536 + 2):
                self.wfile.write(b"x" * 65536)
        self.wfile.write(LIST)

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def server() -> Iterator[str]:
    web = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    Thread(target=web.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{web.server_port}"
    web.shutdown()
    web.server_close()


def test_a_list_is_fetched_with_its_name(server):
    assert fetch(f"{server}/a/my%20list.csv?x=1", private=True) == ("my list.csv", LIST)
    assert fetch(f"{server}/on/list.csv", private=True) == ("list.csv", LIST)


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/gone", "answers 404"),
        ("/packed", "compressed"),
        ("/endless", "larger than 10 MB"),
        ("/on/on/on/on/x", "leads on more than 3 times"),
        ("/onftp://example.org/x", "no address of the web"),
    ],
)
def test_what_is_no_list_is_refused(server, path, says):
    with pytest.raises(Unreadable, match=says):
        fetch(server + path, private=True)


def test_it_does_not_wait_for_ever(server, monkeypatch):
    monkeypatch.setattr(fetching, "MOST_SECONDS", -1.0)
    with pytest.raises(Unreadable, match="takes longer than"):
        fetch(f"{server}/list.csv", private=True)


def test_an_address_inside_is_refused_however_it_is_reached(server, monkeypatch):
    with pytest.raises(Unreadable, match=r"leads to 127\.0\.0\.1"):
        fetch(f"{server}/list.csv")
    inside = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, 80)) for number in ("93.184.216.34", "10.0.0.7")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_kwargs: inside)
    with pytest.raises(Unreadable, match=r"leads to 10\.0\.0\.7"):
        fetch("http://lists.example.org/list.csv")


def test_the_connection_goes_to_the_number_that_was_checked(server, monkeypatch):
    """A name that stands for another number by the second look (DNS rebinding) changes nothing."""
    port, looked = int(server.rpartition(":")[2]), []

    def look(host, *_args, **_kwargs):
        looked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", port))]

    reached = []

    def connect(address, timeout):
        reached.append(address)
        raise OSError("refused here")

    monkeypatch.setattr(socket, "getaddrinfo", look)
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(Unreadable, match="refused here"):
        fetch(f"http://lists.example.org:{port}/list.csv")
    assert (looked, reached) == (["lists.example.org"], [("93.184.216.34", port)])


@pytest.mark.django_db
def test_a_job_takes_over_what_was_said_about_the_columns(server, architect):
    def run(*more: str) -> dict:
        out = io.StringIO()
        call_command("import_systems", f"{server}/list.csv", *more, "--by", architect.email, stdout=out)
        return json.loads(out.getvalue())

    with pytest.raises(CommandError, match="no public address"):
        run("--apply")
    assert not ImportBatch.objects.exists()
    run("--apply", "--private-addresses", "--column", "Wert=tags")
    assert System.objects.get().tags == "red"
    assert run("--private-addresses")["columns"][1]["meaning"] == "tags"
