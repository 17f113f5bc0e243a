"""`manage.py portal` starts everything and leaves nothing behind, however it is ended."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.running_portal import ROOT, RunningPortal, free_port, wait_for

MARK = "DRPORTAL_TEST_MARK"


def processes_with(mark: str) -> list[int]:
    """The processes, of whatever parent, that were started with this mark in their environment."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and f"{MARK}={mark}".encode() in (entry / "environ").read_bytes().split(b"\0"):
                found.append(int(entry.name))
        except OSError:
            continue
    return found


@pytest.fixture
def running(tmp_path):
    portal = RunningPortal(tmp_path, demo=False)
    portal.environment[MARK] = str(tmp_path)
    portal.start()
    yield portal
    portal.stop()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_ends_every_process(running, number, tmp_path):
    assert len(processes_with(str(tmp_path))) >= 4
    running._process.send_signal(number)
    running._process.wait(timeout=20)
    assert processes_with(str(tmp_path)) == []
    assert "Everything is stopped." in running.log()


def test_when_one_process_ends_the_others_do_too(running, tmp_path):
    children = [pid for pid in processes_with(str(tmp_path)) if pid != running._process.pid]
    web = next(pid for pid in children if b"granian" in Path(f"/proc/{pid}/cmdline").read_bytes())
    os.kill(web, signal.SIGKILL)
    running._process.wait(timeout=30)
    assert running._process.returncode == 1
    wait_for(lambda: processes_with(str(tmp_path)) == [], "every process to be gone", 5)
    assert "ended by itself" in running.log()


def test_it_says_how_the_first_person_gets_in(running):
    wait_for(lambda: "DR Portal is ready" in running.log(), "the welcome")
    assert "make person" in running.log()


@pytest.mark.parametrize("port", ["0", "70000"])
def test_a_port_that_cannot_be_is_refused_in_one_line(tmp_path, port):
    refused(tmp_path, port, "between 1 and 65535")


def test_a_port_in_use_is_refused_in_one_line(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", free_port()))
        taken.listen()
        refused(tmp_path, str(taken.getsockname()[1]), "Choose another: make run PORT=8001")


def refused(tmp_path: Path, port: str, reason: str) -> None:
    environment = {**os.environ, "SECRET_KEY": "x" * 50, "DATA_DIR": str(tmp_path), "DATABASE_URL": ""}
    command = [sys.executable, "manage.py", "portal", "--port", port]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert run.returncode == 1
    assert reason in run.stderr
    assert run.stderr.count("\n") == 1
