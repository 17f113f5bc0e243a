"""Guards for views: a permission, else a page that says who can help."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django_htmx.middleware import HtmxDetails

from accounts.models import User
from accounts.permissions import Permission


class PersonRequest(HttpRequest):
    """A request as every view gets it that needs a signed-in person; for annotations."""

    user: User
    htmx: HtmxDetails


View = TypeVar("View", bound=Callable[..., Any])


def before_second_factor(view: View) -> View:
    """Marks a view that people reach before they have the second factor that is asked of them."""
    view.before_second_factor = True  # type: ignore[attr-defined]
    return view


def only_with(flag: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Where the operator has switched this setting off, there is no such page."""

    def guard(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not getattr(settings, flag):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return guard


def permission_required(
    *permissions: Permission,
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Lets a person through who has any one of the permissions; others get 403 with the names of the roles that may."""

    def guard(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: PersonRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not any(request.user.may(permission) for permission in permissions):
                raise PermissionDenied(permissions[0])
            return view(request, *args, **kwargs)

        return guarded

    return guard
