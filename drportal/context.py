"""What every page needs: the navigation that this person may use, and whether this is a demonstration."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from accounts.services import demonstration

# label, address, permissions of which one is enough (none: for everybody), the beginnings of the addresses that belong
ENTRIES: tuple[tuple[str | Promise, str, tuple[Permission, ...], tuple[str, ...]], ...] = (
    (
        _("To do"),
        "assessments:to_do",
        (),
        ("/to-do/", "/assessments/", "/review/", "/panels/", "/responses/", "/questions/", "/colleagues/"),
    ),
    (
        _("Systems"),
        "systems:list",
        (Permission.ANSWER_QUESTIONS, Permission.VIEW_ALL_SYSTEMS),
        ("/systems/", "/units/"),
    ),
    (_("Campaigns"), "campaigns:list", (Permission.VIEW_ALL_SYSTEMS,), ("/campaigns/",)),
    (_("Portfolio"), "exports:portfolio", (Permission.VIEW_PORTFOLIO,), ("/portfolio/",)),
    (_("Scenarios"), "scenarios:list", (Permission.VIEW_SCENARIOS,), ("/scenarios/",)),
    (_("Policy"), "policies:policy", (Permission.EDIT_POLICY, Permission.VIEW_PORTFOLIO), ("/policy/",)),
    (
        _("Questions"),
        "questionnaires:questionnaire",
        (Permission.EDIT_QUESTIONNAIRE, Permission.VIEW_PORTFOLIO),
        ("/questionnaire/",),
    ),
    (_("People"), "accounts:people", (Permission.MANAGE_PEOPLE,), ("/people/",)),
    (_("Mail"), "notifications:mail", (Permission.VIEW_MAIL,), ("/mail/",)),
    (_("Status"), "operations:status", (Permission.VIEW_STATUS,), ("/status/",)),
    (_("Audit trail"), "accounts:trail", (Permission.VIEW_TRAIL,), ("/trail/",)),
)


@dataclass(frozen=True)
class NavigationEntry:
    label: str | Promise
    url: str
    active: bool


def navigation(request: HttpRequest) -> list[NavigationEntry]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    return [
        NavigationEntry(label, reverse(name), request.path.startswith(beginnings))
        for label, name, permissions, beginnings in ENTRIES
        if not permissions or any(user.may(permission) for permission in permissions)
    ]


def portal(request: HttpRequest) -> dict[str, object]:
    return {
        "navigation": navigation(request),
        "demo_mode": settings.DEMO,
        "outbox_url": reverse("notifications:outbox")
        if demonstration.is_open_to(request) and not settings.MAIL_SERVER
        else "",
        "public_url": settings.PUBLIC_URL,
        "release": settings.RELEASE,
    }
