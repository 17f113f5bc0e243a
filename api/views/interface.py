"""The interface itself: who may ask, what a refusal says, and its description."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer

from accounts.models import User
from accounts.permissions import Permission
from accounts.services.limits import TooMany
from api.models import Token
from api.services.cursors import NoCursor
from api.services.problems import CONTENT_TYPE, problem
from api.services.secrets_of_tokens import AN_HOUR, Allowance, count_use, speaker_of, token_with


class TokenRequest(HttpRequest):
    """A request with a token, for annotations: `user` is whom the program speaks for."""

    user: User
    auth: Token
    allowance: Allowance


class Fault(Schema):
    field: str
    detail: str


class Problem(Schema):
    """RFC 9457."""

    type: str
    title: str
    status: int
    detail: str | None = None
    errors: list[Fault] | None = None


class Refused(Exception):
    """What was sent cannot be read; `args` hold what is wrong with which field."""


class Stopped(Exception):
    """It cannot be done as things stand; `args` are the status and why."""


class Interface(NinjaAPI):
    def get_openapi_schema(self, *args: Any, **kwargs: Any) -> Any:
        """As it is made, with refusals in the type of content that they have."""
        schema = super().get_openapi_schema(*args, **kwargs)
        for path in schema["paths"].values():
            for operation in path.values():
                for status, response in operation["responses"].items():
                    if int(status) >= 400:
                        response["content"] = {CONTENT_TYPE: response["content"].pop("application/json")}
        return schema


class WithToken(HttpBearer):
    """`Authorization: Bearer …`, counted; else 401, or 429 when the hour has no request left.

    403 where the token was not made for the `scope`, or whom it speaks for has none of the `permissions`, which are
    those of the page that shows or does the same.
    """

    def __init__(self, scope: str = "", *permissions: Permission) -> None:
        super().__init__()
        self.scope, self.permissions = scope, permissions

    def authenticate(self, request: HttpRequest, token: str) -> Token | None:
        found = token_with(token)
        if found is not None:
            request.allowance = count_use(found)  # type: ignore[attr-defined]
            request.user = person = speaker_of(found)
            if self.scope and self.scope not in found.scopes:
                raise PermissionDenied(_("This token has no scope “%(scope)s”.") % {"scope": self.scope})
            if self.permissions and not any(person.may(each) for each in self.permissions):
                raise PermissionDenied(_("Whom this token speaks for may not do this in the portal either."))
        return found


interface = Interface(
    title="DR Portal", version="1", docs_url=None, auth=WithToken(), urls_namespace="api",
    description="Systems, what they need and what was decided for their recovery.",
)  # fmt: skip
REFUSALS: dict[int, type[Schema]] = dict.fromkeys((401, 403, 404, 405, 412, 422, 429, 500), Problem)
OF_LISTS = dict.fromkeys((409,), Problem) | REFUSALS
"""Where more was asked for than can be worked out while somebody waits."""
OF_WRITING = dict.fromkeys((400, 409, 413, 428), Problem) | REFUSALS


@interface.exception_handler(AuthenticationError)
def unknown(request: HttpRequest, error: Exception) -> HttpResponse:
    detail = _("No token, or one that is over. Make one on your page “Tokens for programs”.")
    return problem(401, detail, headers={"WWW-Authenticate": "Bearer"})


@interface.exception_handler(TooMany)
def too_many(request: HttpRequest, error: Any) -> HttpResponse:
    left = Allowance(0, max(1, int((error.until - timezone.now()).total_seconds())))
    headers = {"Retry-After": str(left.seconds), **limit_headers(left)}
    return problem(429, _("This token has no request left in this hour."), headers=headers)


def limit_headers(allowance: Allowance) -> dict[str, str]:
    return {
        "RateLimit-Limit": str(AN_HOUR),
        "RateLimit-Remaining": str(allowance.left),
        "RateLimit-Reset": str(allowance.seconds),
    }


def say_limits(request: HttpRequest, response: HttpResponse) -> None:
    """What is left of the hour, where the request was counted."""
    if (allowance := getattr(request, "allowance", None)) is not None:
        for name, value in limit_headers(allowance).items():
            response.headers[name] = value


@interface.exception_handler(PermissionDenied)
def not_allowed(request: HttpRequest, error: Exception) -> HttpResponse:
    return problem(403, str(error))


@interface.exception_handler(Http404)
def not_found(request: HttpRequest, error: Exception) -> HttpResponse:
    return problem(404, _("There is nothing here that you may know of."))


@interface.exception_handler(ValidationError)
def unreadable(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(422, errors=[{"field": str(each["loc"][-1]), "detail": each["msg"]} for each in error.errors])


@interface.exception_handler(Refused)
def refused(request: HttpRequest, error: Exception) -> HttpResponse:
    return problem(422, errors=error.args[0])


@interface.exception_handler(Stopped)
def stopped(request: HttpRequest, error: Exception) -> HttpResponse:
    return problem(*error.args)


@interface.exception_handler(HttpError)
def no_json(request: HttpRequest, error: Exception) -> HttpResponse:
    return problem(400, _("The body is no JSON."))


@interface.exception_handler(NoCursor)
def no_cursor(request: HttpRequest, error: Exception) -> HttpResponse:
    return problem(422, errors=[{"field": "cursor", "detail": _("This cursor was not given by the portal.")}])


@interface.exception_handler(Exception)
def fault(request: HttpRequest, error: Exception) -> HttpResponse:
    """Left to the portal, which logs it and names what is missing around it."""
    raise error
