"""What the pages of work in the background have in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from accounts.services.access import PersonRequest


def page_of_work(request: PersonRequest, *, whole: str, part: str, context: Mapping[str, Any]) -> HttpResponse:
    """How far work is: the template `whole`; for htmx only the `part`, until it is no longer `under_way`.

    Then htmx is told to fetch the page anew, because what came of it stands outside of that part.
    """
    if request.htmx and context["under_way"]:
        return render(request, part, dict(context))
    response = render(request, whole, dict(context))
    if request.htmx:
        response["HX-Refresh"] = "true"
    return response
