"""Where the portal is, and the token: from the environment or a file that nobody else can read, never from arguments,
which everybody on the machine can list."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

HERE = ("localhost", "127.0.0.1", "::1")


class NotSet(Exception):
    """A setting is missing or unsafe. Says in one line what to do."""


def portal_address(environment: Mapping[str, str], given: str = "") -> str:
    """The address of the portal. Raises NotSet; a token goes over plain HTTP to this machine only."""
    address = (given or environment.get("DRPORTAL_URL", "")).strip().rstrip("/")
    if not address:
        raise NotSet("No portal: set DRPORTAL_URL, or give --portal https://dr.example.org")
    checked_address(address)
    return address


def checked_address(address: str) -> None:
    """Raises NotSet for what is no address, or one at which others could read the secret on its way."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        host = None
    if host is None or parts.scheme not in ("http", "https"):
        raise NotSet("The address is none: it begins with https://")
    if parts.scheme == "http" and host not in HERE:
        raise NotSet(f"http://{host} would send the secret in clear: use https://")


def token(environment: Mapping[str, str]) -> str:
    """DRPORTAL_TOKEN, or what the file DRPORTAL_TOKEN_FILE holds, or ~/.config/drportal/token. Raises NotSet."""
    if given := environment.get("DRPORTAL_TOKEN", "").strip():
        return visible(given, "DRPORTAL_TOKEN")
    named = environment.get("DRPORTAL_TOKEN_FILE", "")
    file = Path(named) if named else default_file(environment)
    if not named and not file.exists():
        raise NotSet(f"No token: set DRPORTAL_TOKEN, or write it into {file} (mode 600)")
    return visible(secret_in(file), str(file))


def secret_in(file: Path) -> str:
    """The first line of a file that belongs to its owner alone. Raises NotSet."""
    try:
        with file.open(encoding="utf-8") as opened:
            # Of the file that is open, so that nobody puts another one in its place meanwhile.
            mode = os.fstat(opened.fileno()).st_mode
            if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
                raise NotSet(f"{file} can be read by others: chmod 600 {file}")
            return opened.readline().strip()
    except (OSError, UnicodeDecodeError) as error:
        raise NotSet(f"{file} cannot be read: {getattr(error, 'strerror', None) or 'it is no text'}") from None


def visible(secret: str, source: str) -> str:
    """Raises NotSet for what no header can carry."""
    if not secret or not secret.isascii() or not secret.isprintable() or " " in secret:
        raise NotSet(f"{source} holds no token: it is one word that begins with drp_")
    return secret


def default_file(environment: Mapping[str, str]) -> Path:
    home = environment.get("XDG_CONFIG_HOME") or str(Path(environment.get("HOME") or Path.home()) / ".config")
    return Path(home) / "drportal" / "token"
