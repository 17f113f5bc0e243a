"""Bringing a file into the catalogue: kept, mapped, applied in one transaction."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import RoleAssignment, User
from accounts.permissions import Role
from accounts.services import audit
from systems.actions.people import person_for
from systems.actions.systems import changes_between, detail_of
from systems.models import BusinessUnit, Dependency, ImportBatch, Profile, System
from systems.services.imports.columns import guess
from systems.services.imports.plan import CHANGED, CREATED, Plan, Step
from systems.services.imports.preview import plan_of, table_of
from systems.services.imports.table import Table
from systems.services.imports.trail import record_all
from systems.services.people import NewPerson
from systems.services.significance import mark_changed, moment_of
from systems.services.staleness import mark_stale

NEEDS = {"needs": "what it needs"}
KEPT = dt.timedelta(days=7)
CHUNK = 500


class PlanChanged(Exception):
    """The catalogue is no longer what the preview was made from: what would be done is not what was shown."""


@transaction.atomic
def keep_file(*, by: User, file_name: str, text: str, table: Table) -> ImportBatch:
    """The file, with a guess what its columns mean. Files that were never applied are forgotten after a week."""
    ImportBatch.objects.filter(person=by, applied_at=None, created_at__lt=timezone.now() - KEPT).delete()
    return ImportBatch.objects.create(
        person=by,
        file_name=file_name[-200:] or "systems.csv",
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        mapping=guess(table.headings),
    )


def map_columns(*, batch: ImportBatch, mapping: list[str], add_people: bool, decimal_sign: str = "") -> None:
    """What the columns mean and how their numbers are written, as the person says."""
    ImportBatch.objects.filter(pk=batch.pk, applied_at=None).update(
        mapping=mapping, add_people=add_people, decimal_sign=decimal_sign
    )


@transaction.atomic
def apply_import(*, batch: ImportBatch, fingerprint: str, by: User) -> ImportBatch:
    """Does what the preview showed, whole or not at all; a second time does nothing. Raises PlanChanged."""
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.applied_at:
        return batch
    plan = plan_of(batch, table_of(batch), lock=True)
    if plan.fingerprint != fingerprint:
        raise PlanChanged
    try:
        with transaction.atomic():
            carry_out(plan, batch, by)
    except IntegrityError:
        raise PlanChanged from None
    counts = plan.counts
    batch.result = {**counts, "ownerless": sum(step.ownerless for step in plan.steps), "people": len(plan.new_people)}
    batch.applied_at = timezone.now()
    batch.save()
    detail = {**source_of(batch), "created": counts[CREATED], "changed": counts[CHANGED]}
    audit.record(by=by, action="importbatch.applied", about=batch, detail=detail)
    return batch


def carry_out(plan: Plan, batch: ImportBatch, by: User) -> None:
    """All rows in bulk: people and units first, then systems, then what they need."""
    settle(plan, by)
    created = [step for step in plan.steps if step.outcome == CREATED]
    changed = [step for step in plan.steps if step.outcome == CHANGED]
    before = needs_of(step.system.pk for step in changed if step.system and step.needs)
    events = [*create_all(created, batch), *change_all(changed, batch, before)]
    mark_changed(before)
    touched = {*need_all([*created, *changed]), *(step.system.pk for step in (*created, *changed) if step.system)}
    let_all_answer(plan)
    record_all(by=by, events=events)
    mark_stale(touched)


def settle(plan: Plan, by: User) -> None:
    """New people and units exist from here on; values hold them instead of their address and name."""
    units = {unit.name.lower(): unit for unit in BusinessUnit.objects.all()}
    owners = {s.values["owner"].email for s in plan.steps if isinstance(s.values.get("owner"), NewPerson)}
    people = {email: person_for(NewPerson(email), by=by, as_owner=email in owners) for email in sorted(plan.new_people)}
    for step in plan.steps:
        for name, value in step.values.items():
            if isinstance(value, NewPerson):
                step.values[name] = people[value.email]
        if "unit" in step.values:
            name = step.values.pop("unit")
            if name.lower() not in units:
                units[name.lower()] = BusinessUnit.objects.create(name=name)
            step.values["business_unit"] = units[name.lower()]


def create_all(steps: list[Step], batch: ImportBatch) -> list[tuple[str, System, dict[str, Any]]]:
    systems = System.objects.bulk_create([System(key=s.key, **s.values) for s in steps], batch_size=CHUNK)
    for step, system in zip(steps, systems, strict=True):
        step.system = system
    Profile.objects.bulk_create([Profile(system=system) for system in systems], batch_size=CHUNK)
    return [
        ("system.imported", system, {**source_of(batch), "key": system.key, **detail_of(said_of(step), extra=NEEDS)})
        for step, system in zip(steps, systems, strict=True)
    ]


def source_of(batch: ImportBatch) -> dict[str, Any]:
    """Which file it came from, for the audit trail: by name, by number, and by fingerprint."""
    return {"file": batch.file_name, "import": batch.pk, "sha256": batch.sha256}


def said_of(step: Step) -> dict[str, tuple[Any, Any]]:
    """All that the row says of a system that was not there before."""
    needs = {"needs": ("", ", ".join(step.needs))} if step.needs else {}
    return {name: (None, value) for name, value in step.values.items()} | needs


def needs_of(systems: Iterable[int]) -> dict[int, list[str]]:
    """The keys of what these systems cannot run without, by their id."""
    found: dict[int, list[str]] = {pk: [] for pk in systems}
    hard = Dependency.objects.filter(kind=Dependency.Kind.HARD, system_id__in=found).order_by("needs__key")
    for pk, key in hard.values_list("system_id", "needs__key"):
        found[pk].append(key)
    return found


def change_all(
    steps: list[Step], batch: ImportBatch, needed: dict[int, list[str]]
) -> list[tuple[str, System, dict[str, Any]]]:
    """The rows that differ, each with its version and its entry, also where only needs are new. They are held by the
    plan's lock. `needed` says what each needed before."""
    events, fields = [], {"version", "significantly_changed_at"}
    for step in steps:
        system, values = step.system, step.values
        if system is None:
            continue
        changes = changes_between(system, values)
        told = dict(changes)
        if step.needs:
            already = needed[system.pk]
            told["needs"] = (", ".join(already), ", ".join([*already, *step.needs]))
        events.append(("system.changed_by_import", system, {**source_of(batch), **detail_of(told, extra=NEEDS)}))
        for name, value in (values | moment_of(changes)).items():
            setattr(system, name, value)
        system.version += 1
        fields |= values.keys()
    System.objects.bulk_update([system for _action, system, _detail in events], sorted(fields), batch_size=100)
    return events


def need_all(steps: list[Step]) -> set[int]:
    """Hard dependencies of the rows; the ids of the systems that are needed from now on."""
    wanted = {key for step in steps for key in step.needs}
    ids = dict(System.objects.filter(key__in=wanted).values_list("key", "pk")) if wanted else {}
    rows = [Dependency(system=step.system, needs_id=ids[key]) for step in steps for key in step.needs]
    Dependency.objects.bulk_create(rows, batch_size=CHUNK, ignore_conflicts=True)
    return {row.needs_id for row in rows}


def let_all_answer(plan: Plan) -> None:
    """Whoever owns something may answer for it."""
    owners = {step.values["owner"].pk for step in plan.steps if step.values.get("owner")}
    able = set(RoleAssignment.objects.filter(role=Role.OWNER, user_id__in=owners).values_list("user_id", flat=True))
    RoleAssignment.objects.bulk_create(
        [RoleAssignment(user_id=pk, role=Role.OWNER) for pk in sorted(owners - able)], ignore_conflicts=True
    )
