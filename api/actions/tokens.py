"""Making a token, giving it a new secret, ending it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from accounts.services import audit
from api.models import Token
from api.services.secrets_of_tokens import hash_of, new_secret


class NameTaken(Exception):
    """The person has a token of this name."""


class TokenOver(Exception):
    """The token has ended or run out: make another one."""


@transaction.atomic
def create_token(*, by: User, name: str, scopes: Iterable[str], days: int) -> tuple[Token, str]:
    """The token and its secret, which nobody can read later. Raises NameTaken."""
    secret, now = new_secret(), timezone.now()
    epoch = User.objects.values_list("session_epoch", flat=True).get(pk=by.pk)
    try:
        with transaction.atomic():
            token = Token.objects.create(
                person=by, name=name, scopes=sorted(set(scopes)), token_hash=hash_of(secret), epoch=epoch,
                created_at=now, expires_at=now + timedelta(days=days),
            )  # fmt: skip
    except IntegrityError:
        raise NameTaken(name) from None
    detail = {"scopes": token.scopes, "expires_at": token.expires_at}
    audit.record(by=by, action="token.created", about=token, detail=detail)
    return token, secret


@transaction.atomic
def rotate_token(*, token: Token, by: User) -> str:
    """A new secret; the one before opens nothing from now on. Raises TokenOver."""
    secret = new_secret()
    current = Token.objects.living(timezone.now()).filter(pk=token.pk).values("pk")
    if not Token.objects.filter(pk__in=current, ended_at=None).update(token_hash=hash_of(secret)):
        raise TokenOver
    audit.record(by=by, action="token.rotated", about=token)
    return secret


@transaction.atomic
def end_token(*, token: Token, by: User) -> None:
    """Twice is once."""
    if Token.objects.filter(pk=token.pk, ended_at=None).update(ended_at=timezone.now()):
        audit.record(by=by, action="token.ended", about=token)
