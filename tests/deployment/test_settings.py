"""A wrong or missing setting stops the start with one line that names it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROVIDER = """
[corp]
name = "Corp account"
issuer = "https://login.corp.example"
client_id = "portal"
client_secret = "secret"
"""
GOOD = {"SECRET_KEY": "only-for-tests-" * 4, "PATH": "/usr/bin:/bin"}


def start(tmp_path: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    everything = {**GOOD, "DATA_DIR": str(tmp_path / "data with spaces"), **environment}
    everything = {name: value for name, value in everything.items() if value != "(absent)"}
    return subprocess.run(
        [sys.executable, "manage.py", *(command or ("check",))],
        cwd=ROOT, env=everything, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


def refused(run: subprocess.CompletedProcess[str]) -> str:
    """The one line that a start was refused with."""
    assert run.returncode == 1, run.stderr
    assert run.stderr.count("\n") == 1, run.stderr
    assert "Traceback" not in run.stderr
    return run.stderr


def test_the_defaults_start(tmp_path):
    assert start(tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "(absent)"),
        ("SECRET_KEY", ""),
        ("DEBUG", "perhaps"),
        ("DEMO", "2 of them"),
        ("DATABASE_URL", "mysql://root@localhost/x"),
        ("DATABASE_URL", "somewhere"),
        ("DATABASE_URL", "postgres://localhost"),
        ("REDIS_URL", "http://localhost"),
        ("EMAIL_URL", "mailto:me"),
        ("EMAIL_URL", "smtp://host:port"),
        ("SECRET_KEY", "abc"),
        ("SECRET_KEY", "x" * 50),
        ("SECRET_KEY_FILE", "(absent).txt"),
        ("SECRET_KEY_FILE", "README.md"),
        ("DATABASE_PASSWORD_FILE", "/nowhere/to/be/found"),
        ("PUBLIC_URL", "portal.example.org"),
        ("PUBLIC_URL", "https://dr.example.com/portal"),
        ("PUBLIC_URL", "https://dr.example.com?x=1"),
        ("PUBLIC_URL", "https://me:secret@dr.example.com"),
        ("PUBLIC_URL", "https://dr.example.com:port"),
        ("PUBLIC_URL", "https://dr example.com"),
        ("PUBLIC_URL", "https://[::1"),
        ("MAIL_FROM", "garbage"),
        ("MAIL_FROM", "DR Portal"),
        ("MAIL_FROM", "DR Portal <drportal>"),
        ("MAIL_FROM", "a@example.org, b@example.org"),
        ("MAIL_FROM", "DR <a@example.org>\nBcc: b@example.org"),
        ("CURRENCY", "EURO"),
        ("CURRENCY", "eur"),
        ("CURRENCY", "XXX"),
        ("ALLOWED_HOSTS", "http://x"),
        ("ALLOWED_HOSTS", "dr.example.com:8000"),
        ("ALLOWED_HOSTS", "dr.example.com/portal"),
        ("ALLOWED_HOSTS", "dr.example.com, x y"),
        ("HSTS_PRELOAD", "1"),
        ("TIME_ZONE", "Mars/Olympus"),
        ("LOG_LEVEL", "LOUD"),
        ("SIGN_IN_BY_LINK", "0"),
        ("SECOND_FACTOR_ROLES", "king"),
        ("SIGN_IN_PROVIDERS", "corp"),
        ("SIGN_IN_PROVIDERS", "corp = 1"),
        ("SIGN_IN_PROVIDERS", "[corp]"),
        ("SIGN_IN_PROVIDERS", PROVIDER + 'isuer = "x"'),
        ("SIGN_IN_PROVIDERS", PROVIDER.replace("https://", "http://")),
        ("SIGN_IN_PROVIDERS", PROVIDER.replace("[corp]", "[Corp Account]")),
        ("SIGN_IN_PROVIDERS", PROVIDER + PROVIDER.replace("[corp]", "[other]")),
        ("SIGN_IN_PROVIDERS", PROVIDER + 'roles_claim = "groups"'),
        ("SIGN_IN_PROVIDERS", PROVIDER + "creates_people = true"),
        ("SIGN_IN_PROVIDERS", PROVIDER + 'creates_people = "yes"'),
        ("SIGN_IN_PROVIDERS", PROVIDER + 'scopes = ["email"]'),
        ("SIGN_IN_PROVIDERS", PROVIDER + 'roles_claim = "groups"\nroles = {a = "king"}'),
        ("WORKING_HOURS", "18-8"),
        ("WORKING_HOURS", "8-25"),
        ("WORKING_HOURS", "9 to 5"),
        ("WORKING_DAYS", "mon,someday"),
        ("HOLIDAYS_COUNTRY", "XX"),
        ("HOLIDAYS_COUNTRY", "DE-ZZ"),
    ],
)
def test_a_wrong_value_is_named_in_one_line(tmp_path, name, value):
    said = refused(start(tmp_path, **{name: value}))
    assert said.startswith("DR Portal cannot start: ")
    assert name in said


@pytest.mark.parametrize(
    "environment",
    [
        {"PUBLIC_URL": "https://dr.example.com", "MAIL_FROM": "drportal@example.org", "CURRENCY": "CHF"},
        {"SIGN_IN_PROVIDERS": PROVIDER + 'roles_claim = "groups"\nroles = {a = "owner"}\ncreates_people = true'},
        {"WORKING_HOURS": "0-24", "WORKING_DAYS": "Sun, mon", "HOLIDAYS_COUNTRY": "de-by"},
        {"PUBLIC_URL": "http://[::1]:8001", "MAIL_FROM": '"Müller, DR" <drportal@example.org>'},
        {"ALLOWED_HOSTS": "dr.example.com,.example.org,10.0.0.1,[::1]", "MAIL_FROM": "DR Portal <dr@example.org>"},
    ],
)
def test_right_values_start(tmp_path, environment):
    assert start(tmp_path, "version", **environment).returncode == 0


@pytest.mark.parametrize(
    "environment",
    [
        {"PUBLIC_URL": "https://dr.example.com"},
        {"ALLOWED_HOSTS": "dr.example.com"},
        {"ALLOWED_HOSTS": "localhost,*"},
        {"ALLOWED_HOSTS": ".localhost.example"},
        {"ALLOWED_HOSTS": "192.168.0.5"},
    ],
)
def test_the_demonstration_starts_for_this_machine_only(tmp_path, environment):
    assert "DEMO" in refused(start(tmp_path, DEMO="1", **environment))
    assert start(tmp_path, "version", DEMO="1", DEMO_PUBLIC="1", **environment).returncode == 0


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.0.5", "::"])  # noqa: S104  (it is refused)
def test_the_demonstration_answers_on_this_machine_only(tmp_path, host):
    assert "DEMO" in refused(start(tmp_path, "portal", "--host", host, DEMO="1"))


def test_errors_are_not_shown_in_full_to_the_public(tmp_path):
    assert "DEBUG" in refused(start(tmp_path, DEBUG="1", PUBLIC_URL="https://dr.example.com"))


ASKED = """
import json; from django.conf import settings; database = settings.DATABASES["default"]
print(json.dumps([settings.SECRET_KEY, database["PASSWORD"], database["USER"]]))
"""


def test_secrets_come_from_files_and_a_password_may_hold_any_sign(tmp_path):
    key, password = tmp_path / "key", tmp_path / "password"
    key.write_text("a secret in a file " * 3 + "\n")
    password.write_text("a/b+c=d#e?f@g:h%i\r\n")
    run = start(
        tmp_path, "shell", "--verbosity", "0", "-c", ASKED, SECRET_KEY="(absent)", SECRET_KEY_FILE=str(key),
        DATABASE_URL="postgres://drportal@db:5432/drportal", DATABASE_PASSWORD_FILE=str(password),
    )  # fmt: skip
    assert json.loads(run.stdout) == [key.read_text()[:-1], "a/b+c=d#e?f@g:h%i", "drportal"]
    assert "SECRET_KEY_FILE" in refused(start(tmp_path, SECRET_KEY_FILE=str(key)))


COMMANDS = sorted(path.stem for path in ROOT.glob("*/management/commands/*.py") if path.stem != "__init__")
ARGUMENTS = {
    "backup": ("--to", "var/tests/copies"),
    "create_person": ("--email", "you@company.example", "--role", "owner"),
    "import_systems": ("data/public-enterprise-systems.csv", "--by", "you@company.example"),
    "plan_as_code": ("--to", "var/tests/plans", "--by", "you@company.example"),
    "portal": ("--port", "8999"),
    "predict": ("1",),
    "restore": ("no-copy.tar",),
}


@pytest.mark.parametrize(
    ("command", "database"),
    [
        *((command, "postgres://nobody@127.0.0.1:9/nothing") for command in [*COMMANDS, "migrate", "clearsessions"]),
        ("migrate", "sqlite:////nowhere/at/all.sqlite3"),
    ],
)
def test_a_database_that_is_away_is_one_line(tmp_path, command, database):
    said = refused(start(tmp_path, command, *ARGUMENTS.get(command, ()), DATABASE_URL=database, DEMO="1"))
    assert "cannot reach its database at " in said


def test_a_database_without_tables_is_one_line(tmp_path):
    assert "manage.py migrate" in refused(start(tmp_path, "audit_verify"))


def test_what_is_written_is_for_the_portal_s_user_only(tmp_path):
    folder = tmp_path / "data with spaces"
    for command in (("migrate",), ("collectstatic", "--no-input")):
        previous = os.umask(0)
        try:
            assert start(tmp_path, *command).returncode == 0
        finally:
            os.umask(previous)
    modes = {path: path.stat().st_mode & 0o777 for path in (folder, *folder.rglob("*"))}
    assert len(modes) > 20
    assert {path: mode for path, mode in modes.items() if mode != (0o700 if path.is_dir() else 0o600)} == {}


def test_a_deployment_has_no_warnings(tmp_path):
    environment = {"PATH": GOOD["PATH"], "DATA_DIR": str(tmp_path), "PUBLIC_URL": "https://dr.example.com"}
    environment["SECRET_KEY"] = "qW3rT7yUiOpAs5dFgHjKl9-zXcVbN1m" * 2
    run = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize("on", ["0", "1"])
def test_the_whole_domain_is_bound_only_where_the_operator_says_so(tmp_path, on):
    run = start(
        tmp_path, "shell", "--verbosity", "0", "-c",
        "from django.conf import settings as all; "
        "print(all.SECURE_HSTS_SECONDS > 0, all.SECURE_HSTS_INCLUDE_SUBDOMAINS, all.SECURE_HSTS_PRELOAD)",
        PUBLIC_URL="https://dr.example.com", HSTS_INCLUDE_SUBDOMAINS=on, HSTS_PRELOAD=on,
    )  # fmt: skip
    assert run.stdout.split() == ["True", *[str(on == "1")] * 2]
