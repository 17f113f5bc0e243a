"""A whole portal for browser tests: web server, worker, scheduler, database, mail sink, as a person runs it."""

from __future__ import annotations

import email
import email.policy
import fcntl
import json
import logging
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import uuid
from collections.abc import Callable
from contextlib import suppress
from email.message import EmailMessage
from pathlib import Path
from typing import Any, TypeVar

import psycopg
from aiosmtpd.controller import Controller

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 60
PREPARE = "from drportal.management.commands.portal import prepare; prepare()"
Found = TypeVar("Found")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(look: Callable[[], Found | None], what: str, seconds: float = PATIENCE_SECONDS) -> Found:
    """Looks until there is something; fails with what was waited for."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = look()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError(f"waited {seconds} seconds for {what}")


logging.getLogger("mail.log").setLevel(logging.WARNING)


class MailSink:
    """A real SMTP server that keeps what it is given."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.port = free_port()
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802  (the name that aiosmtpd calls)
        self.messages.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 OK"

    def start(self) -> None:
        self._controller.start()

    def stop(self) -> None:
        self._controller.stop()

    def wait(self, to: str, subject: str = "", *, after: int = 0, seconds: float = PATIENCE_SECONDS) -> EmailMessage:
        """The first message to that person whose subject has these words, among those after the first `after`."""

        def look() -> EmailMessage | None:
            found = (m for m in self.messages[after:] if to in m["To"] and subject.lower() in m["Subject"].lower())
            return next(found, None)

        return wait_for(
            look,
            f"a mail to {to} about {subject!r}; there are {[(m['To'], m['Subject']) for m in self.messages]}",
            seconds,
        )


def text_of(message: EmailMessage) -> str:
    part = message.get_body(preferencelist=("plain",))
    assert part is not None
    return part.get_content()


def links_in(message: EmailMessage) -> list[str]:
    return re.findall(r"https?://[^\s<>\")]+", text_of(message))


class RunningPortal:
    """Started by `manage.py portal`, stopped by SIGTERM; its data lies in a folder whose name has a space."""

    kept: Path | None = None
    """Where a test run keeps data as the first start leaves them, so that the next portal begins with a copy."""

    def __init__(self, folder: Path, *, demo: bool, database_url: str = "", redis_url: str = "") -> None:
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.mail = MailSink()
        self.data = folder / "portal data"
        self.data.mkdir(parents=True, exist_ok=True)
        self._admin_url, self._database = database_url, ""
        self._process: subprocess.Popen[bytes] | None = None
        self.environment = {
            "PATH": os.environ["PATH"],
            "SECRET_KEY": "one key for all portals of a test run, whose data they copy " * 2,
            "DATA_DIR": str(self.data),
            "PUBLIC_URL": self.url,
            "DEMO": "1" if demo else "0",
            "MAIL_GATHERING_SECONDS": "0",
            "WORKING_HOURS": "0-24",
            "WORKING_DAYS": "mon,tue,wed,thu,fri,sat,sun",
            "REDIS_URL": redis_url,
            "EMAIL_URL": "" if demo else f"smtp://127.0.0.1:{self.mail.port}",
            "DATABASE_URL": self._new_database() if database_url else "",
        }

    def _new_database(self) -> str:
        self._database = f"portal_{uuid.uuid4().hex[:12]}"
        with psycopg.connect(self._admin_url.replace("postgres://", "postgresql://", 1), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{self._database}"')
        return self._admin_url.rsplit("/", 1)[0] + f"/{self._database}"

    def manage(self, *arguments: str) -> str:
        command = [sys.executable, "manage.py", *arguments]
        run = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stderr
        return run.stdout

    def told_by(self, code: str) -> Any:
        """What the last line that this code prints says as JSON, run in the portal's own shell."""
        return json.loads(self.manage("shell", "-v", "0", "-c", code).strip().splitlines()[-1])

    def start(self) -> None:
        self.mail.start()
        if self.kept and not self._database:
            self._begin_with_a_copy(self.kept / f"prepared, demonstration {self.environment['DEMO']}")
        self.start_processes()

    def _begin_with_a_copy(self, prepared: Path) -> None:
        """Tables and people as in the folder, which the first to come makes while the others wait."""
        with Path(f"{prepared} lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not prepared.exists():
                at_work = prepared.with_name(f"{prepared.name} at work")
                command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", PREPARE]
                environment = {**self.environment, "DATA_DIR": str(at_work)}
                subprocess.run(command, cwd=ROOT, env=environment, check=True)
                at_work.rename(prepared)
        shutil.copytree(prepared, self.data, dirs_exist_ok=True)

    def start_processes(self) -> None:
        log = (self.data / "log").open("ab")
        command = [sys.executable, "manage.py", "portal", "--port", str(self.port)]
        self._process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=log, stderr=log)
        wait_for(self.answers, f"the portal to answer; it said: {self.log()}")

    def answers(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, self.log()
        with suppress(OSError):
            return urllib.request.urlopen(f"{self.url}/health/", timeout=2).status == 200
        return False

    def log(self) -> str:
        return (self.data / "log").read_text(errors="replace")[-4000:]

    def stop_processes(self) -> None:
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(timeout=30)

    def stop(self) -> None:
        self.stop_processes()
        self.mail.stop()
        if self._database:
            with psycopg.connect(
                self._admin_url.replace("postgres://", "postgresql://", 1), autocommit=True
            ) as connection:
                connection.execute(f'DROP DATABASE IF EXISTS "{self._database}" WITH (FORCE)')
