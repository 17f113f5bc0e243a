"""Making a service with its token, answering for it, ending it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from accounts.services import audit
from api.actions.tokens import add_token, shown_anew
from api.models import Service, Token


@transaction.atomic
def create_service(
    *, by: User, name: str, roles: Iterable[str], scopes: Iterable[str], days: int, once: UUID | None = None
) -> tuple[Service, str]:
    """The service and the secret of its token. The same form once more makes no other service: the one that it made
    gets the secret that is shown now. Raises NameTaken."""
    try:
        with transaction.atomic():
            roles = sorted(set(roles))
            service = Service.objects.create(name=name, owner=by, roles=roles, created_at=timezone.now())
    except IntegrityError:
        named = Token.objects.filter(service__name=name, service__ended_at=None)
        made, secret = shown_anew(named.select_related("service"), name=name, once=once, by=by)
        return cast(Service, made.service), secret
    token, secret = add_token(name=name, scopes=scopes, days=days, once=once, service=service)
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
