"""What a newcomer's first command does: with what the machine is set to, and saying what is missing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PUBLIC = "sync --frozen --quiet --compile-bytecode"
PYTHON = getattr(sys, "_base_executable", sys.executable)  # the bare one of the machine, which has pip


@pytest.fixture
def folder(tmp_path) -> Path:
    """A checkout whose uv only says what it was asked."""
    place = tmp_path / "a check out"
    (place / ".tools" / "uv" / "bin").mkdir(parents=True)
    (place / ".venv").mkdir()
    shutil.copy(ROOT / "bootstrap.py", place)
    uv = place / ".tools" / "uv" / "bin" / "uv"
    uv.write_text(f'#!/bin/sh\necho "$@" >> "{place}/asked"\n')
    uv.chmod(0o755)
    return place


def asked(folder: Path, *words: str, **environment: str) -> list[str]:
    plain = {"PATH": os.environ["PATH"], "HOME": str(folder), "PIP_CONFIG_FILE": os.devnull, **environment}
    run = subprocess.run(
        [PYTHON, "bootstrap.py", *words],
        cwd=folder,
        env=plain,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert run.returncode == 0, run.stderr
    assert (folder / ".venv" / "complete").exists()
    return (folder / "asked").read_text().splitlines()


def test_without_a_mirror_the_lock_says_from_where(folder):
    (line,) = asked(folder)
    assert line.startswith(PUBLIC)


@pytest.mark.parametrize("mirror", ["", "https://mirror.company.example/simple"])
def test_for_production_what_tests_need_is_left_out(folder, mirror):
    lines = asked(folder, "--production", PIP_INDEX_URL=mirror)
    (chosen,) = (line for line in lines if line.startswith(("sync", "export")))
    assert "--no-default-groups" in chosen
    assert "--no-default-groups" not in asked(folder)[-1]


def test_another_word_is_refused(folder):
    run = subprocess.run([PYTHON, "bootstrap.py", "--prod"], cwd=folder, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr.count("\n")) == (1, 1)
    assert "it takes no words but --production" in run.stderr


@pytest.mark.parametrize("name", ["UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL"])
def test_a_mirror_is_honoured(folder, name):
    *_, last = asked(folder, **{name: "https://mirror.company.example/simple"})
    assert last.startswith("pip sync ")
    assert "--default-index https://mirror.company.example/simple" in last
    assert "--require-hashes" in last, "what a mirror gives is what the lock names"


def test_the_configuration_of_pip_is_honoured(folder, tmp_path):
    file = tmp_path / "pip.conf"
    file.write_text("[global]\nindex-url = https://mirror.company.example/simple\n")
    assert "https://mirror.company.example/simple" in asked(folder, PIP_CONFIG_FILE=str(file))[-1]


def test_uv_itself_comes_from_the_mirror(folder):
    shutil.rmtree(folder / ".tools")
    wanted: list[str] = []

    class Mirror(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            wanted.append(self.path)
            self.send_error(404)

        def log_message(self, *args: object) -> None:
            return None

    with HTTPServer(("127.0.0.1", 0), Mirror) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        plain = {"PATH": os.environ["PATH"], "HOME": str(folder), "PIP_CONFIG_FILE": os.devnull, "PIP_RETRIES": "0"}
        run = subprocess.run(
            [PYTHON, "bootstrap.py"], cwd=folder, capture_output=True, text=True, check=False, timeout=120,
            env={**plain, "UV_DEFAULT_INDEX": f"http://127.0.0.1:{server.server_port}/simple/"},
        )  # fmt: skip
        server.shutdown()
    assert wanted == ["/simple/uv/"]
    assert "pip could not install uv" in run.stderr
    assert "Traceback" not in run.stderr


def test_the_readme_names_what_is_asked_for():
    """Each program for whose absence the first command stops, as the package that brings it."""
    packages = set(re.findall(r"apt install ([\w-]+)", (ROOT / "bootstrap.py").read_text()))
    assert packages == {"git", "python3-pip"}
    line = re.search(r"`apt install ([^`]+)`", (ROOT / "README.md").read_text())[1]
    assert packages | {"make", "python3"} == set(line.split())
