"""The secret part of an address: made, and recognised by its fingerprint."""

from __future__ import annotations

import hashlib
import secrets

BYTES = 24
"""As many as nobody guesses. The fingerprint needs no salt and no slowness, because a token is no word."""


def new_token() -> str:
    return secrets.token_urlsafe(BYTES)


def fingerprint(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()
