"""Reading the environment: every setting has a type; a wrong or missing one stops the start with one line."""

from __future__ import annotations

import re
import sys
from collections.abc import Collection
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import parse_qs, unquote, urlsplit

import dj_database_url
from environs import Env, EnvError

from accounts.services.identity.provider import Provider
from drportal import setting_faults
from drportal.sign_in_providers import WrongProvider, providers_in
from recovery.currency import CODES

POSTGRES = "django.db.backends.postgresql"
SQLITE = "django.db.backends.sqlite3"
HOURS = re.compile(r"([0-9]{1,2})-([0-9]{1,2})")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SMTP_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


def stop(message: str) -> NoReturn:
    """End the process with one line on standard error and status 1."""
    sys.exit(f"DR Portal cannot start: {message}")


class Environment:
    """The process environment, read once. Each reader ends the process with one line when a value does not fit."""

    def __init__(self) -> None:
        self._env = Env()

    def _cast(self, reader: str, name: str, **options: Any) -> Any:
        try:
            return getattr(self._env, reader)(name, **options)
        except (EnvError, ValueError) as error:
            reason = str(error).replace("\n", " ")
            stop(reason if name in reason else f"{name}: {reason}")

    def text(self, name: str, default: str) -> str:
        """The value, or what the file says that `NAME_FILE` names: so secrets come from where they are mounted."""
        value, file = str(self._cast("str", name, default="")), str(self._cast("str", f"{name}_FILE", default=""))
        if value and file:
            stop(f"{name} and {name}_FILE are both set; one of them is enough.")
        return value or (_line_of(f"{name}_FILE", Path(file)) if file else default)

    def _fitting(self, name: str, value: str, fault: str) -> str:
        return value if not fault else stop(f"{name} {fault}.")

    def key(self, name: str, weak_too: bool = False) -> str:
        """What signs sessions and links. A weak one is taken only from developers at their own machine."""
        value = self.text(name, "")
        if not value:
            stop(f"{name} is not set. It signs sessions and links: use 50 random characters, kept secret.")
        return self._fitting(name, value, "" if weak_too else setting_faults.fault_of_key(value))

    def flag(self, name: str, default: bool = False) -> bool:
        return bool(self._cast("bool", name, default=default))

    def number(self, name: str, default: int, *, most: int = 1_000_000_000) -> int:
        """A whole number from 0 to `most`."""
        value = int(self._cast("int", name, default=default))
        return value if 0 <= value <= most else stop(f"{name} must be a number from 0 to {most}, not {value}.")

    def list_of(self, name: str, default: list[str]) -> list[str]:
        """Words separated by commas; none at all is the same as the default."""
        return [word for word in self._cast("list", name, default=default) if word] or default

    def names(self, name: str, allowed: Collection[str]) -> frozenset[str]:
        """Some of these words, separated by commas; none where nothing is said."""
        given = [word.strip().lower() for word in self.list_of(name, [])]
        wrong = [word for word in given if word not in allowed]
        self._fitting(name, "", f"holds {wrong[0]!r}, which is none of {', '.join(allowed)}" if wrong else "")
        return frozenset(given)

    def words(self, name: str, default: list[str]) -> frozenset[str]:
        """Words separated by commas, in small letters; `none` for none of the default."""
        return frozenset(word.strip().lower() for word in self.list_of(name, default)) - {"none"}

    def hosts(self, name: str, default: list[str]) -> list[str]:
        """Names of hosts, as they stand in the Host header: without scheme, port and path."""
        names = self.list_of(name, default)
        for host in names:
            self._fitting(name, host, setting_faults.fault_of_host(host))
        return names

    def hours(self, name: str, default: str) -> tuple[int, int]:
        """From one full hour to a later one of the same day, like `8-18`; the last is 24."""
        value = self.text(name, default)
        found = HOURS.fullmatch(value)
        begins, ends = (int(found[1]), int(found[2])) if found else (0, 0)
        fault = (
            "" if begins < ends <= 24 else f"must be two hours of a day, the earlier first, like 8-18, not {value!r}"
        )
        self._fitting(name, value, fault)
        return begins, ends

    def days(self, name: str, default: list[str]) -> frozenset[int]:
        """Days of the week in English, by their first three letters; 0 is Monday."""
        return frozenset(DAYS.index(word) for word in self.names(name, DAYS) or default)

    def place(self, name: str) -> str:
        """A country by its two letters, or a part of it, whose holidays are kept; nothing where none are."""
        value = self.text(name, "").upper()
        return self._fitting(name, value, setting_faults.fault_of_place(value))

    def recipients(self, name: str) -> list[str]:
        """Public keys of age, or keys of GnuPG as `gpg:KEY`; nothing where copies are not encrypted."""
        keys = self.list_of(name, [])
        self._fitting(name, "", setting_faults.fault_of_recipients(keys))
        return keys

    def sender(self, name: str, default: str) -> str:
        """`Name <address>` or an address alone."""
        value = self.text(name, "")
        return self._fitting(name, value, setting_faults.fault_of_sender(value)) if value else default

    def currency(self, name: str, default: str) -> str:
        """The three letters of a currency, as ISO 4217 has them."""
        value = self.text(name, default)
        return self._fitting(
            name, value, "" if value in CODES else f"must be three letters of ISO 4217, like EUR or USD, not {value!r}"
        )

    def database(self, name: str, default: Path, password: str = "") -> dict[str, Any]:
        """`postgres://user:password@host:port/name` or `sqlite:///path` as Django's DATABASES entry; else the file.

        `password` stands for itself, so it may hold any sign; in the address some would have to be written as %2F.
        """
        address = self.text(name, "")
        if not address:
            return {"ENGINE": SQLITE, "NAME": default}
        try:
            entry = dict(dj_database_url.parse(address))
        except ValueError as error:
            stop(f"{name} must look like postgres://user:password@host:5432/name ({str(error).partition('.')[0]}).")
        if entry.get("ENGINE") not in {POSTGRES, SQLITE} or not entry.get("NAME"):
            stop(f"{name} must begin with postgres:// or sqlite:/// and name a database.")
        return entry | ({"PASSWORD": password} if password else {})

    def web_address(self, name: str, default: str) -> str:
        """The address under which people reach the portal, without a trailing slash."""
        address = self.text(name, default).rstrip("/")
        return self._fitting(name, address, setting_faults.fault_of_web_address(address))

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

    def providers(self, name: str) -> dict[str, Provider]:
        """OpenID providers by key, as a TOML document; none where nothing is said."""
        try:
            return providers_in(self.text(name, ""))
        except WrongProvider as wrong:
            stop(f"{name} {wrong}.")

    def mail_server(self, name: str) -> dict[str, object] | None:
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


def _line_of(name: str, file: Path) -> str:
    """What a mounted secret says, without the line's end that editors leave."""
    try:
        said = file.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        stop(f"{name} names {file}, which cannot be read: {getattr(error, 'strerror', None) or 'it is no text'}.")
    return said or stop(f"{name} names {file}, which is empty.")


def folder(path: Path) -> Path:
    """The folder, made when it is not there yet, for nobody else to look into."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        stop(f"the folder {path} cannot be made: {error.strerror}.")
    return path
