"""What is said to whom tries too often."""

from __future__ import annotations

import math

from django import forms
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import ngettext

from accounts.services.limits import TooMany

TOO_MANY_REQUESTS = 429


def say_pause(form: forms.Form, limit: TooMany) -> None:
    """When it goes on, above the form. The same for every address, known here or not."""
    minutes = math.ceil(seconds_left(limit) / 60)
    form.add_error(
        None,
        ngettext(
            "This was tried often in the last hour, so we make a short pause. Please try again in one minute.",
            "This was tried often in the last hour, so we make a pause. Please try again in %(minutes)d minutes.",
            minutes,
        )
        % {"minutes": minutes},
    )


def with_pause(response: HttpResponse, limit: TooMany) -> HttpResponse:
    response.headers["Retry-After"] = str(seconds_left(limit))
    return response


def seconds_left(limit: TooMany) -> int:
    return max(1, math.ceil((limit.until - timezone.now()).total_seconds()))
