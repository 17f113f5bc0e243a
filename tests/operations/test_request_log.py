"""Each request has a number, in its answer and in its log lines; the log tells no secrets."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from drportal.logs import HideTokens

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def lines(caplog, settings):
    settings.ACCESS_LOG = True
    caplog.set_level(logging.INFO, logger="drportal.access")
    caplog.handler.addFilter(HideTokens())
    return lambda: [record.getMessage() for record in caplog.records if record.name == "drportal.access"]


@pytest.mark.django_db
def test_one_line_a_request_without_query_and_token(client, lines):
    client.get("/sign-in/?next=/systems/secret/")
    client.get("/sign-in/link/a-very-secret-token/")
    client.get("/health/")
    said = lines()
    assert len(said) == 2
    assert said[0].startswith("GET /sign-in/ 200 ")
    assert said[1].startswith("GET /sign-in/link/…/ 410 ")
    assert "secret" not in "".join(said)


@pytest.mark.django_db
def test_no_lines_unless_asked_for(client, lines, settings):
    settings.ACCESS_LOG = False
    client.get("/sign-in/")
    assert lines() == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "trusted", "kept"),
    [
        ("abcdef-123456", True, True),
        ("abcdef-123456", False, False),
        ("x\r\nSet-Cookie: a", True, False),
        ("short", True, False),
    ],
)
def test_the_number_of_the_proxy_is_kept_where_it_is_trusted(client, settings, given, trusted, kept):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if trusted else None
    number = client.get("/sign-in/", headers={"X-Request-ID": given}).headers["X-Request-ID"]
    assert (number == given) is kept
    assert 8 <= len(number) <= 64


@pytest.mark.django_db
def test_two_requests_have_two_numbers(client):
    assert client.get("/sign-in/").headers["X-Request-ID"] != client.get("/nowhere/").headers["X-Request-ID"]


ASK = """
import logging
from django.test import Client
answer = Client().get("/sign-in/", HTTP_HOST="localhost")
logging.getLogger("test").warning("after it, with ünïcode")
print(answer.headers["X-Request-ID"])
"""


def test_json_lines_carry_the_number(tmp_path):
    environment = {"PATH": os.environ["PATH"], "SECRET_KEY": "only-for-tests-" * 4, "DEBUG": "1",
                   "DATA_DIR": str(tmp_path), "LOG_FORMAT": "json", "ACCESS_LOG": "1"}  # fmt: skip
    code = f'from django.core.management import call_command\ncall_command("migrate", verbosity=0)\n{ASK}'
    run = subprocess.run([sys.executable, "manage.py", "shell", "--no-imports", "-c", code],
                         cwd=ROOT, env=environment, capture_output=True, text=True, check=False)  # fmt: skip
    assert run.returncode == 0, run.stderr
    access, after = (json.loads(line) for line in run.stderr.splitlines())
    assert access["request_id"] == run.stdout.strip()
    assert access["event"].startswith("GET /sign-in/ 200")
    assert (after["event"], "request_id" in after) == ("after it, with ünïcode", False)
    assert {"timestamp", "level", "logger"} <= access.keys()
