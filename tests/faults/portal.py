"""A portal of the test's own: a database, a Redis, workers and schedulers as processes that can be killed."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
DJANGO = "import django, json, os, sys\ndjango.setup()\n"


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def until(true: Callable[[], bool], seconds: float = 30.0) -> bool:
    """Whether it became true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.2)
    return true()


class Redis:
    """A Redis server that can be stopped, made silent, and started again on the same port."""

    def __init__(self, folder: Path) -> None:
        self.port, self.folder = free_port(), folder
        self.start()

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        command = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self.process = subprocess.Popen([*command, "--dir", str(self.folder)], stdout=subprocess.DEVNULL)
        assert until(self.answers, 10)

    def answers(self) -> bool:
        with socket.socket() as probe:
            probe.settimeout(1)
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def forget_everything(self) -> None:
        subprocess.run(["redis-cli", "-p", str(self.port), "flushall"], stdout=subprocess.DEVNULL, check=True)

    def be_silent(self) -> None:
        self.process.send_signal(signal.SIGSTOP)

    def speak_again(self) -> None:
        self.process.send_signal(signal.SIGCONT)


class Portal:
    """Processes with one environment. `ask(code)` runs Python in one of them and gives what it assigns to `answer`."""

    def __init__(self, folder: Path, database_url: str, **environment: str) -> None:
        self.folder = folder
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("EMAIL_", "MAIL_"))},
            "DJANGO_SETTINGS_MODULE": "drportal.settings",
            "SECRET_KEY": "only-for-tests-" * 4,
            "DEBUG": "1",
            "DEMO": "0",
            "DATA_DIR": str(folder),
            "DATABASE_URL": database_url,
            "REDIS_URL": "",
            "MAIL_GATHERING_SECONDS": "0",
            "WORKING_HOURS": "0-24",
            "WORKING_DAYS": "mon,tue,wed,thu,fri,sat,sun",
            "LOG_LEVEL": "WARNING",
            **environment,
        }
        self.processes: list[subprocess.Popen[bytes]] = []

    def make_tables(self) -> None:
        self.run(sys.executable, "manage.py", "migrate", "-v0")

    def run(self, *command: str) -> str:
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    def ask(self, code: str, **values: object) -> Any:
        given = "\n".join(f"{name} = {value!r}" for name, value in values.items())
        return json.loads(
            self.run(sys.executable, "-c", f"{DJANGO}{given}\n{code}\nprint(json.dumps(answer))") or "null"
        )

    def begin(self, *command: str, **environment: str) -> subprocess.Popen[bytes]:
        """A process in a group of its own, so that it can be killed with its children."""
        log = (self.folder / f"process-{len(self.processes)}.log").open("wb")
        process = subprocess.Popen(
            command, cwd=ROOT, env={**self.environment, **environment}, stdout=log, stderr=log, start_new_session=True
        )
        self.processes.append(process)
        return process

    def worker(self, concurrency: int = 2, application: str = "drportal", **more: str) -> subprocess.Popen[bytes]:
        celery = str(Path(sys.executable).with_name("celery"))
        command = [celery, "-A", application, "worker", "-c", str(concurrency), "--loglevel=warning"]
        return self.begin(*command, "--without-mingle", **more)

    def web(self, port: int) -> subprocess.Popen[bytes]:
        granian = str(Path(sys.executable).with_name("granian"))
        return self.begin(granian, "--interface", "rsgi", "drportal.rsgi:application", "--port", str(port))

    def beat(self, name: str, application: str, **more: str) -> subprocess.Popen[bytes]:
        celery = str(Path(sys.executable).with_name("celery"))
        schedule = str(self.folder / f"schedule-{name}")
        command = [celery, "-A", application, "beat", "-s", schedule, "--pidfile=", "--loglevel=warning"]
        return self.begin(*command, **more)

    def end(self) -> None:
        for process in self.processes:
            kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """The process and all its children, at once, without a chance to tidy up."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def missing() -> str:
    """Why these tests cannot run here."""
    return "" if shutil.which("redis-server") else "redis-server is not installed"


def database_of(settings: Mapping[str, Any], folder: Path) -> str:
    """A database of the kind that this test run uses: a file, or a fresh one on the same server."""
    if settings["ENGINE"] == "django.db.backends.sqlite3":
        return f"sqlite:///{folder / 'faults.sqlite3'}"
    host = f"{settings['HOST']}:{settings['PORT'] or 5432}"
    password = f":{settings['PASSWORD']}" if settings.get("PASSWORD") else ""
    return f"postgres://{settings['USER']}{password}@{host}/faults_{os.getpid()}_{free_port()}"
