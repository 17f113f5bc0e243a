"""`manage.py portal`: prepare the database and run web server, worker and scheduler together, in the foreground."""

from __future__ import annotations

import os
import shlex
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from drportal.supervisor import Supervisor
from drportal.this_machine import is_this_machine
from systems.tasks import refresh_statistics

PATIENCE_SECONDS = 60


class Command(BaseCommand):
    help = "Prepares the database, then runs the web server, the background worker and the scheduler until Ctrl-C."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--host", default="127.0.0.1")

    def handle(self, *, host: str, port: int, **options: Any) -> None:
        check_host(host)
        check_port(host, port)
        supervisor = Supervisor()
        supervisor.catch_signals()
        prepare()
        supervisor.start(commands(host, port))
        try:
            threading.Thread(target=self.welcome, args=(host, port), daemon=True).start()
            ended = supervisor.wait()
        finally:
            supervisor.stop()
        if ended:
            raise CommandError(f"The {ended} ended by itself; its last lines above say why. Everything is stopped.")
        self.stdout.write("Everything is stopped.")

    def welcome(self, host: str, port: int) -> None:
        """Once the portal answers, say where it is and how to get in."""
        if answers(f"http://{host}:{port}/health/"):
            self.stdout.write(welcome_text(port))
            self.stdout.flush()


def check_host(host: str) -> None:
    """Raises CommandError when the demonstration would answer the network: anybody could be anybody."""
    if settings.DEMO and not settings.DEMO_PUBLIC and not is_this_machine(host):
        raise CommandError(
            f"DEMO lets anybody in with one click, so it does not answer on {host}, which others reach. "
            "If strangers are meant to play with it, set DEMO_PUBLIC=1."
        )


def check_port(host: str, port: int) -> None:
    """Raises CommandError when another program has the port."""
    if not 1 <= port <= 65535:
        raise CommandError(f"PORT must be between 1 and 65535, not {port}.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"Port {port} cannot be used ({error.strerror}). Choose another: {make('run', 8001, *public_url(port))}"
            ) from error


def prepare() -> None:
    """Tables, static files, the standard questionnaire, and in demo mode the demonstration company."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    call_command("load_questionnaire", verbosity=0)
    if settings.DEMO:
        call_command("demo", verbosity=0)
    refresh_statistics()


def commands(host: str, port: int) -> dict[str, list[str]]:
    celery = [sys.executable, "-m", "celery", "--app", "drportal", "--quiet"]
    schedule = Path(settings.DATA_DIR) / "schedule"
    granian = [sys.executable, "-m", "granian", "--interface", "rsgi", "--host", host, "--port", str(port)]
    return {
        "web server": [*granian, "--no-ws", "--http1-header-read-timeout", "10000", "drportal.rsgi:application"],
        "worker": [
            *celery,
            "worker",
            "--concurrency",
            "1",
            "--loglevel",
            "WARNING",
            "--without-gossip",
            "--without-mingle",
        ],
        "scheduler": [*celery, "beat", "--loglevel", "WARNING", "--schedule", str(schedule), "--pidfile="],
    }


def answers(url: str) -> bool:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=2) as reply:  # noqa: S310  (our own address)
                return bool(reply.status == 200)
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    return False


def welcome_text(port: int) -> str:
    lines = ["", f"DR Portal is ready: http://localhost:{port}/", ""]
    if settings.DEMO:
        lines += [
            "It shows a company that does not exist. On the sign-in page, one click signs you in as",
            "an owner, an architect, a manager or an administrator. Mail that it sends is under /outbox/.",
        ]
    elif User.objects.exists():
        lines.append("Sign in with your e-mail address.")
    else:
        same = " with the same DATABASE_URL" if os.environ.get("DATABASE_URL") else ""
        person = make("person", port, *public_url(port), "EMAIL=you@company.example", "ROLE=administrator")
        lines.append(f"Nobody can sign in yet. In a second terminal{same}: {person}")
    return "\n".join([*lines, "", "Stop with Ctrl-C.", ""])


def make(target: str, port: int, *more: str) -> str:
    """A line for the shell that is about this very portal. What the Makefile assumes by itself is left out."""
    data = Path(settings.DATA_DIR).resolve()
    assumed = settings.BASE_DIR / "var" / ("demo" if settings.DEMO else "portal")
    given = {
        "DEMO=0": not settings.DEMO,
        f"PORT={port}": port != 8000,
        f"DATA_DIR={data}": data != assumed.resolve(),
    }
    return shlex.join(["make", target, *(setting for setting, needed in given.items() if needed), *more])


def public_url(port: int) -> list[str]:
    """The address that people use, where it is not the one that follows from the port."""
    return [] if f"http://localhost:{port}" == settings.PUBLIC_URL else [f"PUBLIC_URL={settings.PUBLIC_URL}"]
