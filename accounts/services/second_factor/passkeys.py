"""Passkeys and security keys as a second factor. allauth and fido2 keep and check them."""

from __future__ import annotations

import json
import struct
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from cryptography.exceptions import InvalidSignature
from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.services import limits

MOST = 10  # of one person
LONGEST = 20_000  # signs of what a browser sends about one
# What a browser sends is anybody's: fido2 takes it apart and stops where it no longer fits.
UNFIT = (ValidationError, InvalidSignature, ValueError, TypeError, LookupError, AttributeError, struct.error)


def of(person: User) -> list[tuple[int, str]]:
    """The number and the name of each, the oldest first."""
    kept = Authenticator.objects.filter(user_id=person.pk, type=Authenticator.Type.WEBAUTHN).order_by("pk")
    return [(each.pk, str(each.data["name"])) for each in kept]


def remove(person: User, pk: int) -> str:
    """The name of the passkey that was removed; nothing where the person has none of this number, or no other factor
    beside it: the last one is removed with a code."""
    factors = Authenticator.objects.select_for_update().filter(user_id=person.pk)
    strong = list(factors.exclude(type=Authenticator.Type.RECOVERY_CODES))
    found = [each for each in strong if each.pk == pk and each.type == Authenticator.Type.WEBAUTHN]
    if not found or len(strong) == 1:
        return ""
    found[0].delete()
    return str(found[0].data["name"])


def to_make(person: User) -> dict[str, object]:
    """What the browser is asked for; the session keeps what the answer must fit."""
    return _as_json(auth.begin_registration(person, passwordless=False))


def keep(person: User, name: str, typed: str) -> bool:
    """Whether the browser's answer fits, and the passkey is kept."""
    said = _object_in(typed)
    if said is None or len(of(person)) >= MOST:
        return False
    try:
        auth.parse_registration_response(said)
        auth.complete_registration(said)
    except UNFIT:
        return False
    auth.WebAuthn.add(person, name, said)
    return True


def to_show(person: User) -> dict[str, object]:
    """As `to_make`, for a passkey that is there."""
    return _as_json(auth.begin_authentication(person))


def fits(person: User, typed: str) -> bool:
    """Raises limits.TooMany before the answer is looked at."""
    limits.count(limits.SECOND_FACTORS, str(person.pk))
    said = _object_in(typed)
    if said is None:
        return False
    try:
        auth.parse_authentication_response(said)
        auth.complete_authentication(person, said).record_usage()
    except UNFIT:
        return False
    limits.give_back(limits.SECOND_FACTORS, str(person.pk))
    return True


def _object_in(typed: str) -> dict[str, Any] | None:
    try:
        said = json.loads(typed) if len(typed) <= LONGEST else None
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None


def _as_json(options: dict[str, object]) -> dict[str, object]:
    """As JSON has it: fido2's own mappings among them become dictionaries."""
    return dict(json.loads(json.dumps(options, default=dict)))
