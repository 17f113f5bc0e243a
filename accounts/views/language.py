"""The language of pages: kept in the profile of whoever is signed in, else in the browser."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import check_for_language
from django.views.decorators.http import require_POST

from accounts.actions import profile
from accounts.services.origin import safe_path

A_YEAR = 365 * 24 * 60 * 60


@login_not_required
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """An unknown language changes nothing; either way back to the page it was chosen on."""
    language = request.POST.get("language", "")
    response = redirect(safe_path(request, request.POST.get("next", "")) or "accounts:sign_in")
    if language not in dict(settings.LANGUAGES) or not check_for_language(language):
        return response
    if request.user.is_authenticated:
        person = request.user
        profile.change_profile(by=person, name=person.name, time_zone=person.time_zone, language=language)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=A_YEAR,
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",
    )
    return response
