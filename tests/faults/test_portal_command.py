"""`manage.py portal` starts everything and leaves nothing behind, however it is ended."""

from __future__ import annotations

import os
import shlex
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from drportal.management.commands.portal import make, public_url
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
    assert "ERROR" not in running.log(), "a normal stop is no error"


def test_what_it_wrote_is_for_its_own_user(running):
    """Database, broker, outbox, schedule, static files: whatever the umask of who started it."""
    found = [path for path in running.data.rglob("*") if path != running.data / "log"]
    assert len(found) > 20
    wrong = {path for path in found if path.stat().st_mode & 0o777 != (0o700 if path.is_dir() else 0o600)}
    assert wrong == set()


def test_its_own_sudden_end_takes_all_others_along(running, tmp_path):
    running._process.kill()
    running._process.wait(timeout=5)
    wait_for(lambda: processes_with(str(tmp_path)) == [], "every process to be gone", 20)
    with socket.socket() as free:
        free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        free.bind(("127.0.0.1", running.port))


def test_when_one_process_ends_the_others_do_too(running, tmp_path):
    children = [pid for pid in processes_with(str(tmp_path)) if pid != running._process.pid]
    web = next(pid for pid in children if b"granian" in Path(f"/proc/{pid}/cmdline").read_bytes())
    os.kill(web, signal.SIGKILL)
    running._process.wait(timeout=30)
    assert running._process.returncode == 1
    wait_for(lambda: processes_with(str(tmp_path)) == [], "every process to be gone", 5)
    assert "ended by itself" in running.log()


def test_the_line_for_the_first_person_leads_into_this_portal(running):
    """Its folder, whose name has a space, and its address: not the demonstration's."""
    wait_for(lambda: "Stop with Ctrl-C" in running.log(), "the welcome")
    line = next(line for line in running.log().splitlines() if "make person" in line).partition("terminal: ")[2]
    assert commands_of(line)[-1] >= {
        "DEMO=0", f"DATA_DIR={running.data}", f"PUBLIC_URL={running.url}", "create_person", "you@company.example",
    }  # fmt: skip


def commands_of(line: str) -> list[set[str]]:
    """The words of each command that a line for the shell would have make run."""
    words = shlex.split(line)
    assert words[0] == "make"
    plain = {"PATH": os.environ["PATH"]}
    run = subprocess.run(
        ["make", "-n", *words[1:]], cwd=ROOT, env=plain, capture_output=True, text=True, check=True, timeout=60
    )
    return [set(shlex.split(command)) for command in run.stdout.splitlines()]


@pytest.mark.parametrize(
    ("address", "port", "line"),
    [
        ("http://localhost:8000", 8000, "make person DEMO=0 EMAIL="),
        ("http://localhost:8123", 8123, "make person DEMO=0 PORT=8123 EMAIL="),
        ("https://dr.example", 8000, "make person DEMO=0 PUBLIC_URL=https://dr.example EMAIL="),
    ],
)
def test_the_line_says_only_what_the_makefile_does_not_assume(address, port, line, settings):
    settings.DEMO, settings.DATA_DIR, settings.PUBLIC_URL = False, "var/portal", address
    said = make("person", port, *public_url(port), "EMAIL=you@company.example", "ROLE=administrator")
    assert said.startswith(line)
    assert {"DEMO=0", "DATA_DIR=var/portal", f"PUBLIC_URL={address}"} <= commands_of(said)[-1]


@pytest.mark.parametrize("port", ["0", "70000"])
def test_a_port_that_cannot_be_is_refused_in_one_line(tmp_path, port):
    refused(tmp_path, port, "between 1 and 65535")


def test_a_port_in_use_is_refused_in_one_line(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", free_port()))
        taken.listen()
        refused(tmp_path, str(taken.getsockname()[1]), f"Choose another: make run DEMO=0 PORT=8001 DATA_DIR={tmp_path}")


def refused(tmp_path: Path, port: str, reason: str) -> None:
    environment = {**os.environ, "SECRET_KEY": "only-for-tests-" * 4, "DATA_DIR": str(tmp_path), "DATABASE_URL": ""}
    command = [sys.executable, "manage.py", "portal", "--port", port]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert run.returncode == 1
    assert reason in run.stderr
    assert run.stderr.count("\n") == 1
