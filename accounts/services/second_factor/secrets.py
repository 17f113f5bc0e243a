"""What a second factor is made of lies encrypted in the database: a copy of it alone opens nothing."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

PURPOSE = "accounts.services.second_factor"


class Unreadable(Exception):
    """It was written under another SECRET_KEY, or changed."""


def encrypted(text: str) -> str:
    return _box().encrypt(text.encode()).decode("ascii")


def decrypted(text: str) -> str:
    """Raises Unreadable."""
    try:
        return _box().decrypt(text.encode()).decode()
    except InvalidToken as error:
        raise Unreadable from error


def _box() -> Fernet:
    digest = hashlib.sha256(f"{PURPOSE}:{settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
