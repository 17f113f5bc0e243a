"""Second factors of a person: an app's codes, and recovery codes beside them. allauth keeps and checks them."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, validate_totp_code
from django.conf import settings
from django.core import signing

from accounts.models import User
from accounts.services import limits
from accounts.services.keeping.sealing import Unreadable

APP_CODE_LENGTH = 6
SECRET_AGE = 60 * 60  # seconds between showing a new secret and the first code of it
SALT = "accounts.services.second_factor.factors"
Type = Authenticator.Type


@dataclass(frozen=True, slots=True)
class NewApp:
    """A secret that an app is to take up: as a picture, as text, and sealed for the form that brings it back."""

    secret: str
    picture: str
    sealed: str


def has_any(person: User) -> bool:
    return bool(Authenticator.objects.filter(user_id=person.pk).exclude(type=Type.RECOVERY_CODES).exists())


def kinds_of(person: User) -> set[str]:
    return set(Authenticator.objects.filter(user_id=person.pk).values_list("type", flat=True))


def is_required_of(person: User) -> bool:
    """Whether one of the person's roles asks for a second factor."""
    return not settings.SECOND_FACTOR_ROLES.isdisjoint(person.roles)


def new_app(person: User, sealed: str = "") -> NewApp:
    """A new secret, or the one that a form has brought back."""
    secret = unsealed(person, sealed) or generate_totp_secret()
    adapter = get_adapter()
    svg = adapter.build_totp_svg(adapter.build_totp_url(person, secret))
    picture = f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode('ascii')}"
    return NewApp(secret, picture, signing.dumps([person.pk, secret], salt=SALT))


def unsealed(person: User, sealed: str) -> str:
    """The secret that this very person was shown, or nothing."""
    try:
        owner, secret = signing.loads(sealed, salt=SALT, max_age=SECRET_AGE)
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    return str(secret) if owner == person.pk else ""


def starts_with(secret: str, code: str) -> bool:
    """Whether the app has taken the secret up."""
    return bool(secret) and validate_totp_code(secret, bare(code))


def keep_app(person: User, secret: str) -> None:
    TOTP.activate(person, secret)


def new_recovery_codes(person: User) -> list[str]:
    """Ten codes, each good for one sign-in; those of before are over."""
    Authenticator.objects.filter(user_id=person.pk, type=Type.RECOVERY_CODES).delete()
    return list(RecoveryCodes.activate(person).generate_codes())


def recovery_codes_left(person: User) -> int:
    kept = _one(person, Type.RECOVERY_CODES)
    try:
        return len(RecoveryCodes(kept).get_unused_codes()) if kept else 0
    except Unreadable:
        return 0


def checked(person: User, code: str) -> str:
    """What kind of code it was, `app` or `recovery_code`; empty where it does not fit. Each is good once.

    Raises limits.TooMany before the code is looked at.
    """
    limits.count(limits.SECOND_FACTORS, str(person.pk))
    typed = bare(code)
    try:
        kind = _kind_of(person, typed)
    except Unreadable:
        kind = ""
    if kind:
        limits.give_back(limits.SECOND_FACTORS, str(person.pk))
    return kind


def remove_all(person: User) -> bool:
    """Whether there was anything to remove."""
    return bool(Authenticator.objects.filter(user_id=person.pk).delete()[0])


def bare(code: str) -> str:
    """A code as apps and paper show it: with blanks and hyphens between its digits."""
    return "".join(sign for sign in code if sign.isascii() and sign.isdigit())


def _kind_of(person: User, code: str) -> str:
    app, recovery = _one(person, Type.TOTP), _one(person, Type.RECOVERY_CODES)
    if app and len(code) == APP_CODE_LENGTH and TOTP(app).validate_code(code) and _first_use(person, code):
        app.record_usage()
        return "app"
    if recovery and len(code) > APP_CODE_LENGTH and RecoveryCodes(recovery).validate_code(code):
        return "recovery_code"
    return ""


def _first_use(person: User, code: str) -> bool:
    """allauth remembers used codes in the cache, which processes without Redis do not share: a row is for all."""
    try:
        limits.count(limits.SAME_CODE, f"{person.pk}:{code}")
    except limits.TooMany:
        return False
    return True


def _one(person: User, kind: str) -> Authenticator | None:
    found: Authenticator | None = Authenticator.objects.filter(user_id=person.pk, type=kind).first()
    return found
