"""What a receiver can check: that a call is the portal's, of this moment, and whole (Standard Webhooks 1.0)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

from accounts.services.keeping.sealing import opened, sealed

PURPOSE = "api.services.signing"
PREFIX = "whsec_"
"""So that a scanner of code recognises a secret that somebody left there."""


def new_signing_secret() -> str:
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def kept(secret: str) -> str:
    """As it lies in the database."""
    return sealed(secret, purpose=PURPOSE)


def secret_of(text: str) -> str:
    """Raises `keeping.sealing.Unreadable`."""
    return opened(text, purpose=PURPOSE)


def signature(secret: str, *, number: str, at: int, body: bytes) -> str:
    """HMAC-SHA256 of number, moment (seconds since 1970) and body, as `webhook-signature` carries it."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    digest = hmac.new(key, f"{number}.{at}.".encode() + body, hashlib.sha256).digest()
    return "v1," + base64.b64encode(digest).decode()
