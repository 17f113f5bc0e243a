"""A call that creates something and comes twice, because its answer was lost, creates once.

The key is a row with a unique constraint, written in the transaction of what it creates, with the answer. Who comes
second waits on the constraint until the first has committed. A call that was refused has created nothing, so that its
key may be used again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse

from api.models import KeptAnswer, Token

REPLAYED = "Idempotency-Replayed"


class KeyUsed(Exception):
    """The key belongs to another call."""


def mark_of(request: HttpRequest) -> str:
    """Two calls with the same mark ask for the same."""
    asked = f"{request.method} {request.get_full_path()}\n".encode()
    return hashlib.sha256(asked + request.body).hexdigest()


@transaction.atomic
def once(request: HttpRequest, token: Token, key: str | None, make: Callable[[], HttpResponse]) -> HttpResponse:
    """What `make` answers, or answered to the first call with this key. Raises KeyUsed."""
    if key is None:
        return make()
    mark = mark_of(request)
    try:
        with transaction.atomic():
            kept = KeptAnswer.objects.create(token=token, key=key, mark=mark)
    except IntegrityError:
        first = KeptAnswer.objects.get(token=token, key=key)
        if first.mark != mark:
            raise KeyUsed from None
        headers = {REPLAYED: "true", "Content-Type": "application/json"}
        return HttpResponse(first.content, status=first.status, headers=headers)
    response = make()
    content = response.content.decode()
    KeptAnswer.objects.filter(pk=kept.pk).update(status=response.status_code, content=content)
    return response
