"""Writing what a plan, or a part of one, does: all rows in bulk, inside one transaction of whoever calls."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from accounts.models import RoleAssignment, User
from accounts.permissions import Role
from systems.models import BusinessUnit, Dependency, ImportBatch, Profile, System
from systems.services.changes import changes_between, detail_of
from systems.services.imports.applying.proposing import (
    LABELS,
    beside_the_catalogue,
    propose_all,
    protect_all,
    record_tests,
    set_apart,
)
from systems.services.imports.needs import Edge
from systems.services.imports.plan import CHANGED, CREATED, Plan, Step
from systems.services.people import NewPerson, person_for
from systems.services.significance import mark_changed, moment_of
from systems.services.staleness import mark_stale
from systems.services.trail import record_all

NEEDS = {"needs": "what it needs", **LABELS}
CHUNK = 500


def carry_out(plan: Plan, batch: ImportBatch, by: User) -> None:
    """All rows in bulk: people and units first, then systems, then what they need."""
    settle(plan, by)
    created = [step for step in plan.steps if step.outcome == CREATED]
    changed = [step for step in plan.steps if step.outcome == CHANGED]
    before = needs_of(step.system.pk for step in changed if step.system and (step.needs or step.dropped))
    events = [*create_all(created, batch), *change_all(changed, batch, before)]
    propose_all([*created, *changed], batch)
    protect_all([*created, *changed])
    record_tests([*created, *changed], batch)
    mark_changed(before)
    touched = {*need_all([*created, *changed]), *(step.system.pk for step in (*created, *changed) if step.system)}
    let_all_answer(plan)
    record_all(by=by, events=events)
    mark_stale(touched)


def settle(plan: Plan, by: User) -> None:
    """New people and units exist from here on; values hold them instead of their address and name, and no proposals."""
    set_apart(plan.steps)
    units = {unit.name.lower(): unit for unit in BusinessUnit.objects.all()}
    owners = {s.values["owner"].email for s in plan.steps if isinstance(s.values.get("owner"), NewPerson)}
    new = sorted(plan.new_people.items())
    people = {email: person_for(person, by=by, as_owner=email in owners) for email, person in new}
    for step in plan.steps:
        for name, value in step.values.items():
            if isinstance(value, NewPerson):
                step.values[name] = people[value.email]
        if "unit" in step.values:
            name = step.values.pop("unit")
            if name and name.lower() not in units:
                units[name.lower()] = BusinessUnit.objects.create(name=name)
            step.values["business_unit"] = units[name.lower()] if name else None


def create_all(steps: list[Step], batch: ImportBatch) -> list[tuple[str, System, dict[str, object]]]:
    systems = System.objects.bulk_create([System(key=s.key, **s.values) for s in steps], batch_size=CHUNK)
    for step, system in zip(steps, systems, strict=True):
        step.system = system
    Profile.objects.bulk_create([Profile(system=system) for system in systems], batch_size=CHUNK)
    return [
        ("system.imported", system, {**source_of(batch), "key": system.key, **detail_of(said_of(step), extra=NEEDS)})
        for step, system in zip(steps, systems, strict=True)
    ]


def source_of(batch: ImportBatch) -> dict[str, object]:
    """Which file it came from, for the audit trail: by name, by number, and by fingerprint."""
    return {"file": batch.file_name, "import": batch.pk, "sha256": batch.sha256}


def said_of(step: Step) -> dict[str, tuple[Any, Any]]:
    """All that the row says of a system that was not there before."""
    needs = {"needs": ("", edges_in_words(step.needs))} if step.needs else {}
    return {name: (None, value) for name, value in step.values.items()} | needs | beside_the_catalogue(step)


def edges_in_words(edges: Iterable[Edge]) -> str:
    """The keys of what is needed; the kind beside those without which it still runs."""
    return ", ".join(key if kind == Dependency.Kind.HARD else f"{key} ({kind})" for key, kind in sorted(edges))


def needs_of(systems: Iterable[int]) -> dict[int, set[Edge]]:
    """What these systems need, by their id."""
    found: dict[int, set[Edge]] = {pk: set() for pk in systems}
    edges = Dependency.objects.filter(system_id__in=found)
    for pk, key, kind in edges.values_list("system_id", "needs__key", "kind"):
        found[pk].add((key, kind))
    return found


def change_all(
    steps: list[Step], batch: ImportBatch, needed: dict[int, set[Edge]]
) -> list[tuple[str, System, dict[str, object]]]:
    """The rows that differ, each with its version and its entry, also where only needs are new. They are held by the
    plan's lock. `needed` says what each needed before."""
    events, fields = [], {"version", "significantly_changed_at"}
    for step in steps:
        system, values = step.system, step.values
        if system is None:
            continue
        changes = changes_between(system, values)
        told = changes | beside_the_catalogue(step)
        if step.needs or step.dropped:
            already = needed[system.pk]
            after = already - set(step.dropped) | set(step.needs)
            told["needs"] = (edges_in_words(already), edges_in_words(after))
        events.append(("system.changed_by_import", system, {**source_of(batch), **detail_of(told, extra=NEEDS)}))
        for name, value in (values | moment_of(changes)).items():
            setattr(system, name, value)
        system.version += 1
        fields |= values.keys()
    System.objects.bulk_update([system for _action, system, _detail in events], sorted(fields), batch_size=100)
    return events


def need_all(steps: list[Step]) -> set[int]:
    """What the rows need from now on, and no longer; the ids of the systems whose dependents have changed.

    A need that only changes its kind keeps its note.
    """
    wanted = {key for step in steps for key, _kind in (*step.needs, *step.dropped)}
    ids = dict(System.objects.filter(key__in=wanted).values_list("key", "pk")) if wanted else {}
    notes = drop_all(steps, ids)
    rows = [
        Dependency(system=step.system, needs_id=ids[key], kind=kind, note=notes.get((step.system_id, ids[key]), ""))
        for step in steps for key, kind in step.needs
    ]  # fmt: skip
    Dependency.objects.bulk_create(rows, batch_size=CHUNK, ignore_conflicts=True)
    return {row.needs_id for row in rows} | {needed for _system, needed in notes}


def drop_all(steps: list[Step], ids: dict[str, int]) -> dict[tuple[int, int], str]:
    """Removes what the rows need no longer; the notes of these, by both systems."""
    gone = {(step.system_id, ids[key], kind) for step in steps for key, kind in step.dropped}
    if not gone:
        return {}
    edges = Dependency.objects.filter(system_id__in={system for system, _needed, _kind in gone})
    found = [edge for edge in edges if (edge.system_id, edge.needs_id, edge.kind) in gone]
    for at in range(0, len(found), CHUNK):
        Dependency.objects.filter(pk__in=[edge.pk for edge in found[at : at + CHUNK]]).delete()
    return {(edge.system_id, edge.needs_id): edge.note for edge in found}


def let_all_answer(plan: Plan) -> None:
    """Whoever owns something may answer for it."""
    owners = {step.values["owner"].pk for step in plan.steps if step.values.get("owner")}
    able = set(RoleAssignment.objects.filter(role=Role.OWNER, user_id__in=owners).values_list("user_id", flat=True))
    RoleAssignment.objects.bulk_create(
        [RoleAssignment(user_id=pk, role=Role.OWNER) for pk in sorted(owners - able)], ignore_conflicts=True
    )
