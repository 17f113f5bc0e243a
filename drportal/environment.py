"""Reading the environment: every setting has a type; a wrong or missing one stops the start with one line."""

from __future__ import annotations

import sys
from collections.abc import Collection
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import parse_qs, unquote, urlsplit

import dj_database_url
from environs import Env, EnvError

POSTGRES = "django.db.backends.postgresql"
SQLITE = "django.db.backends.sqlite3"
SMTP_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


def stop(message: str) -> NoReturn:
    """End the process with one line on standard error and status 1."""
    sys.exit(f"DR Portal cannot start: {message}")


class Environment:
    """The process environment, read once. Each reader ends the process with one line when a value does not fit."""

    def __init__(self) -> None:
        self._env = Env()

    def _read(self, reader: str, name: str, **options: Any) -> Any:
        try:
            return getattr(self._env, reader)(name, **options)
        except (EnvError, ValueError) as error:
            reason = str(error).replace("\n", " ")
            stop(reason if name in reason else f"{name}: {reason}")

    def text(self, name: str, default: str) -> str:
        return str(self._read("str", name, default=default))

    def required_text(self, name: str, why: str) -> str:
        value = self.text(name, "")
        if not value:
            stop(f"{name} is not set. {why}")
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        return bool(self._read("bool", name, default=default))

    def number(self, name: str, default: int) -> int:
        return int(self._read("int", name, default=default))

    def words(self, name: str, default: list[str]) -> list[str]:
        """Words separated by commas; none at all is the same as the default."""
        return [word for word in self._read("list", name, default=default) if word] or default

    def database(self, name: str, default: Path) -> dict[str, Any]:
        """`postgres://user:password@host:port/name` or `sqlite:///path` as Django's DATABASES entry; else the file."""
        address = self.text(name, "")
        if not address:
            return {"ENGINE": SQLITE, "NAME": default}
        try:
            entry = dict(dj_database_url.parse(address))
        except ValueError as error:
            stop(f"{name} must look like postgres://user:password@host:5432/name ({str(error).partition('.')[0]}).")
        if entry.get("ENGINE") not in {POSTGRES, SQLITE} or not entry.get("NAME"):
            stop(f"{name} must begin with postgres:// or sqlite:/// and name a database.")
        return entry

    def web_address(self, name: str, default: str) -> str:
        """The address under which people reach the portal, without a trailing slash."""
        address = self.text(name, default).rstrip("/")
        parts = urlsplit(address)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            stop(f"{name} must begin with http:// or https:// and name a host, not {address!r}.")
        return address

    def choice(self, name: str, default: str, allowed: Collection[str]) -> str:
        value = self.text(name, default) or default
        if value not in allowed:
            some = ", ".join(sorted(allowed)[:8])
            stop(f"{name} cannot be {value!r}; it is one of: {some}{', …' if len(allowed) > 8 else ''}.")
        return value

    def broker(self, name: str) -> str:
        """A Redis address, or nothing for the embedded broker in files."""
        address = self.text(name, "")
        if address and urlsplit(address).scheme not in {"redis", "rediss", "unix"}:
            stop(f"{name} must begin with redis://, rediss:// or unix://, not {address!r}.")
        return address

    def mail_server(self, name: str) -> dict[str, Any] | None:
        """`smtp://user:password@host:port`, `smtp+starttls://…` or `smtps://…`, or None where mail goes to files."""
        address = self.text(name, "")
        if not address:
            return None
        parts = urlsplit(address)
        if parts.scheme not in SMTP_PORTS or not parts.hostname:
            stop(f"{name} must look like smtp://host:25, smtp+starttls://user:password@host:587 or smtps://…")
        try:
            port = parts.port or SMTP_PORTS[parts.scheme]
            timeout = int(parse_qs(parts.query).get("timeout", ["20"])[0])
        except ValueError:
            stop(f"{name}: port and timeout must be whole numbers.")
        return {
            "EMAIL_HOST": parts.hostname,
            "EMAIL_PORT": port,
            "EMAIL_HOST_USER": unquote(parts.username or ""),
            "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
            "EMAIL_USE_TLS": parts.scheme == "smtp+starttls",
            "EMAIL_USE_SSL": parts.scheme == "smtps",
            "EMAIL_TIMEOUT": timeout,
        }


def folder(path: Path) -> Path:
    """The folder, made when it is not there yet."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        stop(f"the folder {path} cannot be made: {error.strerror}.")
    return path
