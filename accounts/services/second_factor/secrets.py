"""What a second factor is made of lies encrypted in the database."""

from __future__ import annotations

from accounts.services.keeping.sealing import opened, sealed

PURPOSE = "accounts.services.second_factor"


def encrypted(text: str) -> str:
    return sealed(text, purpose=PURPOSE)


def decrypted(text: str) -> str:
    """Raises `keeping.sealing.Unreadable`."""
    return opened(text, purpose=PURPOSE)
