"""Whoever sends slowly, or much, keeps nobody else waiting."""

from __future__ import annotations

import socket
import statistics
import time
import urllib.request
from contextlib import ExitStack

import pytest

from tests.browser.running_portal import RunningPortal
from tests.faults.figures import note

SENDERS = 12
# The promise is a second; one answer in several may take longer because the machine is busy. A portal that waits for
# one of the senders waits until the test lets go of it.
PROMISE, PATIENCE = 1, 8
HEAD = "{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {kind}\r\n{more}\r\n\r\n"
FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=x"


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    portal = RunningPortal(tmp_path_factory.mktemp("slow"), demo=False)
    portal.start()
    yield portal
    portal.stop()


def begin(portal: RunningPortal, more: str, kind: str = FORM, path: str = "/sign-in/") -> socket.socket:
    """A request whose head is sent and whose body is not."""
    sender = socket.create_connection(("localhost", portal.port), timeout=20)
    sender.sendall(HEAD.format(method="POST", path=path, kind=kind, more=more).encode())
    return sender


def status_of(sender: socket.socket) -> int:
    return int(sender.recv(4096).split()[1])


def is_prompt(waits: list[float]) -> bool:
    return statistics.median(waits) < PROMISE and max(waits) < PATIENCE


def in_milliseconds(waits: list[float]) -> str:
    median = statistics.median(waits)
    return f"the health check answers in {median * 1000:.0f} ms (median), {max(waits) * 1000:.0f} ms at most"


def seconds_to_answer(portal: RunningPortal) -> float:
    began = time.monotonic()
    with urllib.request.urlopen(f"{portal.url}/health/", timeout=20) as answer:
        assert answer.status == 200
    return time.monotonic() - began


@pytest.mark.parametrize("path", ["/sign-in/", "/systems/import/", "/nowhere/"])
def test_bodies_that_trickle_stop_nobody(running, path):
    with ExitStack() as open_ones:
        senders = [open_ones.enter_context(begin(running, "Content-Length: 4000", path=path)) for _ in range(SENDERS)]
        waits = []
        for _ in range(8):
            for sender in senders:
                sender.sendall(b"a")
            waits.append(seconds_to_answer(running))
        assert is_prompt(waits), waits
    note(f"{SENDERS} sockets that trickle a form to {path}", in_milliseconds(waits))


def test_answers_that_nobody_reads_stop_nobody(running):
    """The largest file there is, asked for by many who take nothing of it."""
    largest = max((path.stat().st_size, path) for path in (running.data / "static").rglob("*") if path.is_file())[1]
    wish = HEAD.format(
        method="GET", path=f"/static/{largest.relative_to(running.data / 'static')}", kind="", more="Accept: */*"
    )
    with ExitStack() as open_ones:
        for _ in range(SENDERS):
            reader = open_ones.enter_context(socket.socket())
            reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            reader.connect(("localhost", running.port))
            reader.sendall(wish.encode())
        waits = [seconds_to_answer(running) for _ in range(5)]
        assert is_prompt(waits), waits
    note(f"{SENDERS} sockets that ask for the largest file and read nothing", in_milliseconds(waits))


def test_what_is_announced_as_too_much_is_not_read(running):
    with begin(running, f"Content-Length: {600 * 1024 * 1024}", kind=MULTIPART) as sender:
        assert status_of(sender) == 413


def test_what_turns_out_to_be_too_much_is_read_no_further(running):
    """Without a length; the portal has to count for itself."""
    part = b"10000\r\n" + b"a" * 65536 + b"\r\n"
    with begin(running, "Transfer-Encoding: chunked", kind=MULTIPART) as sender:
        sent = 0
        try:
            while sent < 600 * 1024 * 1024:
                sender.sendall(part)
                sent += len(part)
        except OSError:  # nobody reads any more
            pass
        assert sent < 30 * 1024 * 1024
    note("a body of 600 MB without a length", f"refused after {sent / 1024 / 1024:.1f} MB")
    assert seconds_to_answer(running) < PATIENCE


def test_a_body_without_a_length_arrives(running):
    body = b"email=nobody%40example.org&password=x"
    with begin(running, "Transfer-Encoding: chunked") as sender:
        sender.sendall(f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n")
        assert status_of(sender) == 403, "the form's token is missing, so it was read and understood"
