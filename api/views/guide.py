"""What there is for programs: for people as a page, for programs as OpenAPI."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from accounts.services.access import PersonRequest
from api.views.interface import interface

ROOT = "/api/v1/"


def description() -> dict[str, Any]:
    return dict(interface.get_openapi_schema(path_prefix=ROOT))


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """Without a token: it holds nothing of the company's."""
    return JsonResponse(description())


@require_safe
def guide(request: PersonRequest) -> HttpResponse:
    context = {"operations": list(operations()), "base": f"{settings.PUBLIC_URL}{ROOT}"}
    return render(request, "api/guide.html", context)


def operations() -> Iterator[dict[str, Any]]:
    """Each address, for people in their own language; the description for programs is in English."""
    for path, methods in description()["paths"].items():
        for method, operation in methods.items():
            said = [(each["name"], each.get("description") or "") for each in operation.get("parameters", ())]
            yield {
                "title": gettext(operation["summary"]), "method": method.upper(), "path": path,
                "parameters": [(name, for_people(text)) for name, text in said],
            }  # fmt: skip


def for_people(text: str) -> str:
    """Nothing stays nothing, where gettext would answer with the head of its catalogue."""
    return re.sub(r"`([^`]+)`", r"“\1”", gettext(text)) if text else ""
