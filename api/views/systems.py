"""Systems and what is known about each, to whom the pages show it."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Field, Query, Schema

from api.models import Token
from api.presenters import plans, systems
from api.services.cursors import cursor_after, number_of
from api.views.interface import REFUSALS, Refused, TokenRequest, interface, needs
from systems.models import Dependency, Exercise, Finding, Profile, Protection, System
from systems.queries.filters import SystemFilter

RELATED = ("business_unit", "owner", "technical_contact")
LONGEST = 100
NO_ZERO = r"^[^\x00]*$"


class Asked(Schema):
    """What the list of systems can be filtered by, as on its page."""

    q: str = Field(
        "", description=gettext_noop("Words in name, key, purpose, tags, supplier or owner."), pattern=NO_ZERO
    )
    unit: str = Field("", description=gettext_noop("The number of a business unit, or `none`."), pattern=NO_ZERO)
    strategy: str = Field("", pattern=NO_ZERO)
    state: str = Field("", description=gettext_noop("How far the answers are."), pattern=NO_ZERO)
    findings: str = Field("", description=gettext_noop("`any`, `blocks`, `warns` or `none`."), pattern=NO_ZERO)
    owner: str = Field("", description=gettext_noop("Name or address; only for who sees all systems."), pattern=NO_ZERO)
    status: str = Field(
        "", description=gettext_noop("`planned`, `live`, `retired`, `all`; else planned, live."), pattern=NO_ZERO
    )
    tier: str = Field("", description=gettext_noop("1 to 4."), pattern=NO_ZERO)
    missing: str = Field(
        "", description=gettext_noop("What is not said yet, like `owner` or `objectives`."), pattern=NO_ZERO
    )
    limit: int = Field(50, ge=1, le=LONGEST)
    cursor: str = Field("", description=gettext_noop("`next_cursor` of the page before."), pattern=NO_ZERO)


@interface.get(
    "/systems",
    response={200: systems.SystemsPage, **REFUSALS},
    url_name="systems",
    summary=gettext_noop("List systems"),
)
def list_systems(request: HttpRequest, asked: Query[Asked]) -> systems.SystemsPage:
    """The systems that the person may know of, in the order in which they were added."""
    mine = cast(TokenRequest, request)
    needs(mine, Token.Scope.SYSTEMS_READ)
    after = number_of(asked.cursor)
    found = SystemFilter(asked.dict(exclude={"limit", "cursor"}), user=mine.user)
    if not found.form.is_valid():
        errors = [{"field": name, "detail": " ".join(each)} for name, each in found.form.errors.items()]
        raise Refused(errors)
    if asked.owner and "owner" not in found.filters:
        raise Refused([{"field": "owner", "detail": _("You may not filter by owner.")}])
    rows = list(found.qs.filter(pk__gt=after).select_related(*RELATED).order_by("pk")[: asked.limit + 1])
    shown = rows[: asked.limit]
    following = cursor_after(shown[-1].pk) if len(rows) > len(shown) else None
    return systems.SystemsPage(items=[systems.shown_system(row) for row in shown], next_cursor=following)


@interface.get(
    "/systems/{key}",
    response={200: systems.SystemOut, **REFUSALS},
    url_name="system",
    summary=gettext_noop("Read a system"),
)
def read_system(request: HttpRequest, key: str) -> systems.SystemOut:
    """Its own facts."""
    return systems.shown_system(one(request, key, Token.Scope.SYSTEMS_READ))


@interface.get(
    "/systems/{key}/dependencies", response={200: systems.DependenciesOut, **REFUSALS}, url_name="dependencies",
    summary=gettext_noop("Read what it needs and what needs it"),
)  # fmt: skip
def read_dependencies(request: HttpRequest, key: str) -> systems.DependenciesOut:
    """Its neighbours by key and name, even those that the person may otherwise not know of."""
    system = one(request, key, Token.Scope.SYSTEMS_READ)
    needed = Dependency.objects.filter(system=system).select_related("needs").order_by("pk")
    needing = Dependency.objects.filter(needs=system).select_related("system").order_by("pk")
    return systems.DependenciesOut(
        needs=[systems.shown_need(each, each.needs) for each in needed],
        needed_by=[systems.shown_need(each, each.system) for each in needing],
    )


@interface.get(
    "/systems/{key}/protection", response={200: systems.ProtectionOut, **REFUSALS}, url_name="protection",
    summary=gettext_noop("Read what protects it today"),
)  # fmt: skip
def read_protection(request: HttpRequest, key: str) -> systems.ProtectionOut:
    """404 also where nobody has said it."""
    system = one(request, key, Token.Scope.SYSTEMS_READ)
    return systems.shown_protection(get_object_or_404(Protection, system=system))


@interface.get(
    "/systems/{key}/exercises", response={200: systems.ExercisesOut, **REFUSALS}, url_name="exercises",
    summary=gettext_noop("Read its exercises"),
)  # fmt: skip
def read_exercises(request: HttpRequest, key: str) -> systems.ExercisesOut:
    """The latest first."""
    system = one(request, key, Token.Scope.SYSTEMS_READ)
    return systems.ExercisesOut(items=[systems.shown_exercise(each) for each in Exercise.objects.filter(system=system)])


@interface.get(
    "/systems/{key}/profile", response={200: plans.ProfileOut, **REFUSALS}, url_name="profile",
    summary=gettext_noop("Read its objectives and plan"),
)  # fmt: skip
def read_profile(request: HttpRequest, key: str) -> plans.ProfileOut:
    """As last derived."""
    system = one(request, key, Token.Scope.PLANS_READ)
    return plans.shown_profile(get_object_or_404(Profile.objects.defer("record"), system=system))


@interface.get(
    "/systems/{key}/findings", response={200: plans.FindingsOut, **REFUSALS}, url_name="findings",
    summary=gettext_noop("Read its contradictions"),
)  # fmt: skip
def read_findings(request: HttpRequest, key: str) -> plans.FindingsOut:
    """Those that are open."""
    system = one(request, key, Token.Scope.PLANS_READ)
    return plans.FindingsOut(items=[plans.shown_finding(each) for each in Finding.objects.open().filter(system=system)])


def one(request: HttpRequest, key: str, scope: str) -> System:
    """The system, if the token was made for it and its person may know of it."""
    mine = cast(TokenRequest, request)
    needs(mine, scope)
    if "\x00" in key:
        raise Http404
    return get_object_or_404(System.objects.for_user(mine.user).select_related(*RELATED), key=key)
