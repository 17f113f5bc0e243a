"""Creating, changing and retiring systems."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from accounts.models import User
from accounts.services import audit
from systems.actions.people import let_answer
from systems.models import BusinessUnit, Profile, System
from systems.services.changes import changes_between, detail_of
from systems.services.keys import free_key
from systems.services.people import person_for
from systems.services.significance import moment_of
from systems.services.staleness import mark_stale

PEOPLE = ("owner", "technical_contact")


class KeyTaken(Exception):
    """Another system has this key."""


class SystemChanged(Exception):
    """Somebody else changed the system since the form was opened."""


@transaction.atomic
def create_system(*, by: User, values: dict[str, Any]) -> System:
    """A system with its empty profile. Without a key it gets one from its name. Raises KeyTaken.

    `values` are the fields of the model; `unit` is the name of a business unit, and a person may be a NewPerson.
    """
    fields = settled(values, by=by)
    key = fields.pop("key", "") or key_for(fields["name"], fields.get("business_unit"))
    try:
        with transaction.atomic():
            system = System.objects.create(key=key, **fields)
    except IntegrityError:
        raise KeyTaken(key) from None
    Profile.objects.create(system=system)
    let_answer(system.owner, by=by, system=system.name)
    audit.record(by=by, action="system.created", about=system, detail={"key": key})
    mark_stale([system.pk])
    return system


@transaction.atomic
def edit_system(*, system: System, version: int, by: User, values: dict[str, Any]) -> System:
    """The system with the new values, if nobody changed it since `version`; else raises SystemChanged."""
    fields = settled(values, by=by)
    before = System.objects.select_related("owner", "technical_contact", "business_unit").get(pk=system.pk)
    changes = changes_between(before, fields)
    if before.version != version:
        raise SystemChanged
    if not changes:
        return before
    changed = System.objects.filter(pk=system.pk, version=version).update(
        **fields, **moment_of(changes), version=F("version") + 1
    )
    if not changed:
        raise SystemChanged
    let_answer(fields.get("owner"), by=by, system=before.name)
    audit.record(by=by, action="system.edited", about=before, detail=detail_of(changes))
    mark_stale([system.pk])
    return System.objects.get(pk=system.pk)


@transaction.atomic
def retire_system(*, system: System, by: User) -> bool:
    """Out of use: no longer asked about, no longer in the list. False when it was retired already."""
    return set_status(system, System.Status.RETIRED, by=by, action="system.retired")


@transaction.atomic
def bring_back_system(*, system: System, by: User) -> bool:
    """In use again, with all that was known about it. False when it was not retired."""
    return set_status(system, System.Status.LIVE, by=by, action="system.brought_back")


def set_status(system: System, status: str, *, by: User, action: str) -> bool:
    retired = System.objects.retired()
    others = System.objects.exclude(status=status) if status == System.Status.RETIRED else retired
    moment = moment_of({"status": (system.status, status)})
    changed = others.filter(pk=system.pk).update(status=status, version=F("version") + 1, **moment)
    if changed:
        audit.record(by=by, action=action, about=system)
        mark_stale([system.pk, *system.needed_by.values_list("system_id", flat=True)])
    return bool(changed)


def settled(values: dict[str, Any], *, by: User) -> dict[str, Any]:
    """The values as columns: the unit's row, and people who exist."""
    fields = dict(values)
    if "unit" in fields:
        fields["business_unit"] = unit_called(fields.pop("unit"))
    for name in PEOPLE:
        if name in fields:
            fields[name] = person_for(fields[name], by=by, as_owner=name == "owner")
    return fields


def unit_called(name: str) -> BusinessUnit | None:
    """The business unit of this name, however it is capitalised; a new name is a new unit."""
    name = " ".join((name or "").split())
    if not name:
        return None
    return BusinessUnit.objects.filter(name__iexact=name).first() or BusinessUnit.objects.get_or_create(name=name)[0]


def key_for(name: str, unit: BusinessUnit | None) -> str:
    """A free key from the name, or from name and unit when another system is called the same."""
    wanted = [name, f"{name} {unit.name}"] if unit else [name]
    beginning = free_key([name], ())[:20]
    return free_key(wanted, set(System.objects.filter(key__startswith=beginning).values_list("key", flat=True)))
