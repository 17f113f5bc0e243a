"""Making a service with its token, answering for it, ending it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from accounts.services import audit
from accounts.services.origin import hash_of
from api.actions.tokens import NameTaken, rotate_token
from api.models import Service, Token
from api.services.secrets_of_tokens import new_secret


@transaction.atomic
def create_service(
    *, by: User, name: str, roles: Iterable[str], scopes: Iterable[str], days: int, once: UUID | None = None
) -> tuple[Service, str]:
    """The service and the secret of its token. The same form once more makes no other service: the one that it made
    gets the secret that is shown now. Raises NameTaken."""
    now, secret = timezone.now(), new_secret()
    try:
        with transaction.atomic():
            service = Service.objects.create(name=name, owner=by, roles=sorted(set(roles)), created_at=now)
    except IntegrityError:
        made = Token.objects.filter(service__name=name, service__ended_at=None, once=once).first() if once else None
        if made is None or made.service is None:
            raise NameTaken(name) from None
        return made.service, rotate_token(token=made, by=by)
    token = Token.objects.create(
        service=service, name=name, scopes=sorted(set(scopes)), token_hash=hash_of(secret), created_at=now,
        expires_at=now + timedelta(days=days), once=once,
    )  # fmt: skip
    detail = {"roles": service.roles, "scopes": token.scopes, "expires_at": token.expires_at}
    audit.record(by=by, action="service.created", about=service, detail=detail)
    return service, secret


@transaction.atomic
def take_over(*, service: Service, by: User) -> None:
    """From now on `by` answers for it."""
    if Service.objects.living().filter(pk=service.pk).exclude(owner=by).update(owner=by):
        audit.record(by=by, action="service.taken_over", about=service)


@transaction.atomic
def end_service(*, service: Service, by: User) -> None:
    """Its token opens nothing from now on. Twice is once."""
    now = timezone.now()
    if Service.objects.living().filter(pk=service.pk).update(ended_at=now):
        Token.objects.filter(service=service, ended_at=None).update(ended_at=now)
        audit.record(by=by, action="service.ended", about=service)
