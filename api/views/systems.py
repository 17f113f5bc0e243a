"""Reading systems and what is known about each, to whom the pages show it."""

from __future__ import annotations

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Field, Query

from api.models import Token
from api.presenters import plans, systems
from api.services.paging import NO_ZERO, Paged, page_of
from api.views.answers import answer
from api.views.interface import OF_WRITING, REFUSALS, Refused, TokenRequest, WithToken, interface
from exports.reports.gathering import summary_of
from exports.reports.summary import Summary
from presentation.language import language
from systems.models import Dependency, Exercise, Finding, Profile, Protection, System, SystemQuerySet
from systems.queries.filters import SystemFilter

RELATED = ("business_unit", "owner", "technical_contact")
SYSTEMS, PLANS = WithToken(Token.Scope.SYSTEMS_READ), WithToken(Token.Scope.PLANS_READ)


class Filters(Paged):
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


def person_of(request: HttpRequest) -> Any:
    """Whom the program speaks for."""
    return cast(TokenRequest, request).user


def one(request: HttpRequest, key: str, *, among: SystemQuerySet | None = None) -> System:
    """The system, if whom the program speaks for may know of it."""
    if "\x00" in key:
        raise Http404
    rows = System.objects.select_related(*RELATED) if among is None else among
    return get_object_or_404(rows.for_user(person_of(request)), key=key)


def filtered(request: HttpRequest, asked: Filters) -> SystemQuerySet:
    """As on the page. Raises Refused for what it cannot be filtered by."""
    found = SystemFilter(asked.dict(exclude={"limit", "cursor"}), user=person_of(request))
    if not found.form.is_valid():
        raise Refused([{"field": name, "detail": " ".join(each)} for name, each in found.form.errors.items()])
    if asked.owner and "owner" not in found.filters:
        raise Refused([{"field": "owner", "detail": _("You may not filter by owner.")}])
    return cast(SystemQuerySet, found.qs)


@interface.get(
    "/systems", response={200: systems.SystemsPage, **REFUSALS}, auth=SYSTEMS, url_name="systems",
    summary=gettext_noop("List systems"),
)  # fmt: skip
def list_systems(request: HttpRequest, asked: Query[Filters]) -> dict[str, Any]:
    """The systems that the person may know of, in the order in which they were added."""
    return page_of(filtered(request, asked).select_related(*RELATED), asked)


@interface.get(
    "/systems/{key}", response={200: systems.SystemOut, **OF_WRITING}, auth=SYSTEMS, url_name="system",
    summary=gettext_noop("Read a system"),
)  # fmt: skip
def read_system(request: HttpRequest, key: str) -> HttpResponse:
    """Its own facts. Its tag is asked for by whoever changes it."""
    return answer(request, systems.SystemOut.from_orm(one(request, key)))


@interface.get(
    "/systems/{key}/dependencies", response={200: systems.DependenciesOut, **REFUSALS}, auth=SYSTEMS,
    url_name="dependencies", summary=gettext_noop("Read what it needs and what needs it"),
)  # fmt: skip
def read_dependencies(request: HttpRequest, key: str) -> dict[str, Any]:
    """Its neighbours by key and name, even those that the person may otherwise not know of."""
    system = one(request, key)
    needed = Dependency.objects.filter(system=system).select_related("needs").order_by("pk")
    needing = Dependency.objects.filter(needs=system).select_related("system").order_by("pk")
    return {
        "needs": [systems.shown_need(each, each.needs) for each in needed],
        "needed_by": [systems.shown_need(each, each.system) for each in needing],
    }


@interface.get(
    "/systems/{key}/protection", response={200: systems.ProtectionOut, **OF_WRITING}, auth=SYSTEMS,
    url_name="protection", summary=gettext_noop("Read what protects it today"),
)  # fmt: skip
def read_protection(request: HttpRequest, key: str) -> HttpResponse:
    """Where nobody has said anything, everything is empty. Its tag is asked for by whoever changes it."""
    return answer(request, protection_of(one(request, key)))


def protection_of(system: System) -> systems.ProtectionOut:
    return systems.ProtectionOut.from_orm(Protection.objects.filter(system=system).first() or Protection(system=system))


@interface.get(
    "/systems/{key}/exercises", response={200: systems.ExercisesOut, **REFUSALS}, auth=SYSTEMS, url_name="exercises",
    summary=gettext_noop("Read its exercises"),
)  # fmt: skip
def read_exercises(request: HttpRequest, key: str) -> dict[str, Any]:
    """The latest first."""
    return {"items": list(Exercise.objects.filter(system=one(request, key)))}


@interface.get(
    "/systems/{key}/profile", response={200: plans.ProfileOut, **REFUSALS}, auth=PLANS, url_name="profile",
    summary=gettext_noop("Read its objectives and plan"),
)  # fmt: skip
def read_profile(request: HttpRequest, key: str) -> Profile:
    """As last derived."""
    profiles = Profile.objects.select_related("system__provisional").defer("record", "system__provisional__record")
    return get_object_or_404(profiles, system=one(request, key))


@interface.get(
    "/systems/{key}/findings", response={200: plans.FindingsOut, **REFUSALS}, auth=PLANS, url_name="findings",
    summary=gettext_noop("Read its contradictions"),
)  # fmt: skip
def read_findings(request: HttpRequest, key: str) -> dict[str, Any]:
    """Those that are open."""
    return {"items": list(Finding.objects.open().filter(system=one(request, key)))}


@interface.get(
    "/systems/{key}/plan", response={200: plans.PlanOut, **REFUSALS}, auth=PLANS, url_name="plan",
    summary=gettext_noop("Read its plan with the reason of every number"),
)  # fmt: skip
def read_plan(request: HttpRequest, key: str) -> Summary:
    """As last derived, with every strategy that was weighed and what one step looser or tighter would be."""
    return summary_or_404(request, key)


def summary_or_404(request: HttpRequest, key: str) -> Summary:
    system = one(request, key)
    return summary_of(system.key, reader=person_of(request), language=language())
