"""Forms that create something carry a token, and one token creates once: a double click, a reload, two windows at the
same moment get the answer of the first.

The token is a row with a unique constraint, written in the transaction of what it creates. Who comes second waits on
the constraint until the first has committed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import redirect

from accounts.models import OnceToken
from accounts.services.access import PersonRequest

FIELD = "once"
View = Callable[..., HttpResponse]


def once(view: View) -> View:
    """A view whose POST creates something and then leads on: pressed again with the same token, it only leads on.

    A form that was refused has created nothing, so that its token may be used again. Without a token, which only
    forms of another program lack, every press counts.
    """

    @wraps(view)
    def guarded(request: PersonRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        token = token_of(request)
        if token is None:
            return view(request, *args, **kwargs)
        with transaction.atomic():
            try:
                with transaction.atomic():
                    used = OnceToken.objects.create(token=token, person=request.user)
            except IntegrityError:
                return redirect(OnceToken.objects.get(token=token, person=request.user).answer or "home")
            response = view(request, *args, **kwargs)
            if 300 <= response.status_code < 400:
                OnceToken.objects.filter(pk=used.pk).update(answer=response.headers["Location"])
            else:
                used.delete()
            return response

    return guarded


def token_of(request: PersonRequest) -> UUID | None:
    if request.method != "POST":
        return None
    try:
        return UUID(request.POST.get(FIELD, ""))
    except ValueError:
        return None
