"""What lies encrypted in the database: a copy of it alone opens nothing."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


class Unreadable(Exception):
    """It was written under another SECRET_KEY or for another purpose, or changed."""


def sealed(text: str, *, purpose: str) -> str:
    """Only who has the SECRET_KEY and names the same purpose reads it again."""
    return _box(purpose).encrypt(text.encode()).decode("ascii")


def opened(text: str, *, purpose: str) -> str:
    """What was sealed. Raises Unreadable."""
    try:
        return _box(purpose).decrypt(text.encode()).decode()
    except InvalidToken as error:
        raise Unreadable from error


def _box(purpose: str) -> Fernet:
    digest = hashlib.sha256(f"{purpose}:{settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
