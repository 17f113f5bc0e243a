"""The secret part of an address."""

from __future__ import annotations

import secrets

BYTES = 24
"""As many as nobody guesses."""


def new_token() -> str:
    return secrets.token_urlsafe(BYTES)
