"""Writing about systems: the forms and the actions of the pages, asked by programs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Annotated, Any, cast

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Field, Header, Query, Schema

from accounts.permissions import Permission
from api.models import Token
from api.presenters import systems
from api.services.paging import NO_ZERO
from api.services.repeats import KeyUsed, once
from api.views.answers import answer, must_match
from api.views.interface import OF_WRITING, Refused, Stopped, TokenRequest, WithToken, interface
from api.views.systems import RELATED, one, person_of, protection_of
from systems.actions.dependencies import DependencyKnown, add_dependency, remove_dependency
from systems.actions.exercises import record_exercise, remove_exercise
from systems.actions.protection import change_protection
from systems.actions.systems import KeyTaken, bring_back_system, create_system, edit_system, retire_system
from systems.forms.dependencies import DependencyForm
from systems.forms.exercises import ExerciseForm, RemovalForm
from systems.forms.protection import ProtectionForm
from systems.forms.systems import SystemForm
from systems.models import Dependency, Exercise, Protection, System
from systems.services.rights import may_say_protection

WRITE = WithToken(Token.Scope.SYSTEMS_WRITE, Permission.EDIT_SYSTEMS)
PROTECT = WithToken(Token.Scope.SYSTEMS_WRITE)
"""The technical contact of a system may, who has no permission of their own."""
IN_FORMS = {"business_unit": "unit"}
"""What forms call otherwise."""
SAID = {True: "True", False: "False", None: ""}
IfMatch = Annotated[
    str | None,
    Header(
        alias="If-Match", description=gettext_noop("The ETag of what you have read; without it 428."), max_length=500
    ),
]
RepeatKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key", pattern=r"^[!-~]{1,200}$",
        description=gettext_noop("Your own for each thing to create: sent again, it creates nothing more."),
    ),
]  # fmt: skip


def refuse_faults(form: forms.BaseForm, only: Collection[str] | None = None) -> None:
    """Raises Refused with what the form says about the fields; `only` about these."""
    called = {form_name: name for name, form_name in IN_FORMS.items()}
    errors = [
        {"field": called.get(field, "" if field == "__all__" else field), "detail": str(detail)}
        for field, details in form.errors.items()
        if only is None or field in only or field == "__all__"
        for detail in details
    ]
    if errors:
        raise Refused(errors)


def typed(said: Schema, **more: Any) -> dict[str, Any]:
    """What a program says, as the form of the page takes it."""
    values = {IN_FORMS.get(name, name): value for name, value in said.model_dump(**more).items()}
    return {name: ", ".join(value) if name == "tags" else value for name, value in values.items()}


def creating(request: HttpRequest, key: str | None, make: Callable[[], Schema]) -> HttpResponse:
    """201 with what was made, once for each key. Raises Refused for a key that belongs to another call."""
    token = cast(TokenRequest, request).auth
    try:
        return once(request, token, key, lambda: answer(request, make(), status=201))
    except KeyUsed:
        detail = _("This key belongs to another call. Make a new one for each thing to create.")
        raise Refused([{"field": "Idempotency-Key", "detail": detail}]) from None


def held(request: HttpRequest, key: str) -> System:
    """The system, which nobody else changes until the transaction ends."""
    system = one(request, key)
    System.objects.select_for_update().get(pk=system.pk)
    return System.objects.select_related(*RELATED).get(pk=system.pk)


@interface.post(
    "/systems", response={201: systems.SystemOut, **OF_WRITING}, auth=WRITE, url_name="systems",
    summary=gettext_noop("Add a system"),
)  # fmt: skip
def create(request: HttpRequest, said: systems.SystemIn, repeat: RepeatKey = None) -> HttpResponse:
    """In the catalogue from then on, with its empty plan."""

    def make() -> Schema:
        form = SystemForm(typed(said))
        refuse_faults(form)
        try:
            system = create_system(by=person_of(request), values=form.values())
        except KeyTaken:
            detail = _("Another system has this key. Choose another one.")
            raise Refused([{"field": "key", "detail": detail}]) from None
        return systems.SystemOut.from_orm(one(request, system.key))

    return creating(request, repeat, make)


@interface.patch(
    "/systems/{key}", response={200: systems.SystemOut, **OF_WRITING}, auth=WRITE, url_name="system",
    summary=gettext_noop("Change a system"),
)  # fmt: skip
def change(request: HttpRequest, key: str, said: systems.SystemChange, if_match: IfMatch = None) -> HttpResponse:
    """What is left out stays as it is."""
    with transaction.atomic():
        system = held(request, key)
        must_match(request, if_match, systems.SystemOut.from_orm(system))
        given = typed(said, exclude_unset=True)
        form = SystemForm(as_it_is(system) | given, instance=held(request, key))
        refuse_faults(form, given)
        values = {name: form.cleaned_data[name] for name in given if name != "add_people"}
        edit_system(system=system, version=system.version, by=person_of(request), values=values)
        return answer(request, systems.SystemOut.from_orm(one(request, key)))


def as_it_is(system: System) -> dict[str, Any]:
    """The whole form as it would be sent back untouched."""
    people = {name: person.email if (person := getattr(system, name)) else "" for name in RELATED[1:]}
    unit = system.business_unit.name if system.business_unit else ""
    facts = {name: getattr(system, name) for name in (*systems.SystemFacts.model_fields, "status", "tags")}
    return {**facts, **people, "unit": unit}


def changing_status(
    request: HttpRequest, key: str, if_match: str | None, change_it: Callable[..., bool]
) -> HttpResponse:
    with transaction.atomic():
        system = held(request, key)
        must_match(request, if_match, systems.SystemOut.from_orm(system))
        change_it(system=system, by=person_of(request))
        return answer(request, systems.SystemOut.from_orm(one(request, key)))


@interface.post(
    "/systems/{key}/retire", response={200: systems.SystemOut, **OF_WRITING}, auth=WRITE, url_name="retire",
    summary=gettext_noop("Retire a system"),
)  # fmt: skip
def retire(request: HttpRequest, key: str, if_match: IfMatch = None) -> HttpResponse:
    """Nobody is asked about it any more. All that is known about it is kept."""
    return changing_status(request, key, if_match, retire_system)


@interface.post(
    "/systems/{key}/bring-back", response={200: systems.SystemOut, **OF_WRITING}, auth=WRITE, url_name="bring_back",
    summary=gettext_noop("Bring a retired system back"),
)  # fmt: skip
def bring_back(request: HttpRequest, key: str, if_match: IfMatch = None) -> HttpResponse:
    """In use again, with all that was known about it."""
    return changing_status(request, key, if_match, bring_back_system)


@interface.post(
    "/systems/{key}/dependencies", response={201: systems.DependencyOut, **OF_WRITING}, auth=WRITE,
    url_name="dependencies", summary=gettext_noop("Say what it needs"),
)  # fmt: skip
def add_need(request: HttpRequest, key: str, said: systems.DependencyIn, repeat: RepeatKey = None) -> HttpResponse:
    """409 where the two stand in this relation already."""

    def make() -> Schema:
        among = System.objects.for_user(person_of(request))
        system = one(request, key)
        form = DependencyForm(typed(said), system=system, among=among)
        refuse_faults(form)
        try:
            made = add_dependency(system=system, by=person_of(request), **form.cleaned_data)
        except DependencyKnown:
            raise Stopped(
                409, _("That is known already. Take it away first to change how much it is needed.")
            ) from None
        return systems.DependencyOut(**systems.shown_need(made, made.needs))

    return creating(request, repeat, make)


@interface.delete(
    "/systems/{key}/dependencies/{int:dependency_id}", response={204: None, **OF_WRITING}, auth=WRITE,
    url_name="dependency", summary=gettext_noop("Take away what it needs"),
)  # fmt: skip
def remove_need(request: HttpRequest, key: str, dependency_id: int) -> HttpResponse:
    """A dependency never changes, so that there is no state to have read."""
    rows = Dependency.objects.select_related("system", "needs").filter(system=one(request, key))
    remove_dependency(dependency=get_object_or_404(rows, pk=dependency_id), by=person_of(request))
    return HttpResponse(status=204)


@interface.put(
    "/systems/{key}/protection", response={200: systems.ProtectionOut, **OF_WRITING}, auth=PROTECT,
    url_name="protection", summary=gettext_noop("Say what protects it today"),
)  # fmt: skip
def protect(request: HttpRequest, key: str, said: systems.ProtectionIn, if_match: IfMatch = None) -> HttpResponse:
    """All of it: what is left out has not been said."""
    with transaction.atomic():
        system = held(request, key)
        if not may_say_protection(person_of(request), system):
            raise PermissionDenied(_("Whom this token speaks for may not do this in the portal either."))
        must_match(request, if_match, protection_of(system))
        values: Mapping[str, Any] = {
            name: SAID[value] if name in ("isolated", "immutable") else value for name, value in typed(said).items()
        }
        form = ProtectionForm(values, instance=Protection(system=system), system=system)
        refuse_faults(form)
        change_protection(system=system, version=system.version, by=person_of(request), values=form.values())
        return answer(request, protection_of(system))


@interface.post(
    "/systems/{key}/exercises", response={201: systems.ExerciseOut, **OF_WRITING}, auth=WRITE, url_name="exercises",
    summary=gettext_noop("Record an exercise"),
)  # fmt: skip
def record(request: HttpRequest, key: str, said: systems.ExerciseIn, repeat: RepeatKey = None) -> HttpResponse:
    """Without a file; a link leads to one. The same one sent twice is one."""

    def make() -> Schema:
        form = ExerciseForm(typed(said))
        refuse_faults(form)
        made = record_exercise(system=one(request, key), by=person_of(request), **form.values())
        return systems.ExerciseOut.from_orm(made)

    return creating(request, repeat, make)


class Why(Schema):
    reason: str = Field(min_length=1, pattern=NO_ZERO, description=gettext_noop("The audit trail keeps it."))


@interface.delete(
    "/systems/{key}/exercises/{int:exercise_id}", response={204: None, **OF_WRITING}, auth=WRITE, url_name="exercise",
    summary=gettext_noop("Remove the record of an exercise"),
)  # fmt: skip
def remove(request: HttpRequest, key: str, exercise_id: int, why: Query[Why]) -> HttpResponse:
    """The audit trail keeps what it said and why it went."""
    exercise = get_object_or_404(Exercise.objects.select_related("system"), pk=exercise_id, system=one(request, key))
    form = RemovalForm(why.dict())
    refuse_faults(form)
    remove_exercise(exercise=exercise, by=person_of(request), **form.cleaned_data)
    return HttpResponse(status=204)
