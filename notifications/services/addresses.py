"""Absolute addresses for mail."""

from __future__ import annotations

from django.urls import reverse

from accounts.models import User
from accounts.services.links import way_in


def absolute(reader: User, name: str, *args: object, anchor: str = "") -> str:
    """The page, by way of the sign-in page for a reader who is not signed in: no credential, only their address."""
    path = reverse(name, args=args)
    return way_in(reader.email, f"{path}#{anchor}" if anchor else path)
