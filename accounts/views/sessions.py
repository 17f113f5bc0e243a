"""Where one is signed in, and ending all of it but here."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from accounts.actions.profile import end_other_sessions
from accounts.presenters.browsers import browser_in_words
from accounts.services.access import PersonRequest
from accounts.services.sessions import key_of, open_sessions_of


@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: PersonRequest) -> HttpResponse:
    if request.method == "POST":
        end_other_sessions(request=request, by=request.user)
        messages.success(request, gettext("Wherever else you were signed in, you are not any more."))
        return redirect("accounts:sessions")
    rows = [
        {"session": each, "browser": browser_in_words(each.agent), "this": each.session_key == key_of(request)}
        for each in open_sessions_of(request.user)
    ]
    return render(request, "accounts/sessions.html", {"rows": rows, "others": any(not row["this"] for row in rows)})
