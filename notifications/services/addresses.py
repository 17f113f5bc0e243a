"""Absolute addresses for mail."""

from __future__ import annotations

from django.urls import reverse

from accounts.models import User
from accounts.services.links import way_in
from accounts.services.mail_links import way_to_answer


def absolute(reader: User, name: str, *args: object, anchor: str = "") -> str:
    """The page, by way of the sign-in page for a reader who is not signed in: no credential, only their address."""
    path = reverse(name, args=args)
    return way_in(reader.email, f"{path}#{anchor}" if anchor else path)


def answering(reader: User, name: str, *args: object, anchor: str = "", purpose: str, about: object) -> str:
    """The page on which the mail asks for something: the reader comes in by this address, once. Each call writes down
    a key, so it belongs into the composing of a mail that is sent now."""
    path = reverse(name, args=args)
    path = f"{path}#{anchor}" if anchor else path
    return way_to_answer(person=reader, purpose=purpose, about=about, next_path=path)
