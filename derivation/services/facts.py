"""Reading what the method needs to know about systems, in a number of queries that does not grow with them."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import partial
from typing import Any

from derivation.queries import among
from derivation.services.sources import ANSWERS, APPROVALS, RESPONDENTS, Answers
from questionnaires.services import measures
from recovery import facts as method
from recovery.durations import DAY
from systems.models import Dependency, Exercise, Protection, System

logger = logging.getLogger(__name__)
UNSET = method.State.UNSET
FACTS = frozenset(each.name for each in fields(method.Facts))


@dataclass(frozen=True)
class Known:
    """Everything the method may read, by system id; `unreadable` says what was wrong with a system's facts.

    Who is `retired` is not coming back: nothing is derived about it, and nobody waits for it.
    """

    systems: dict[int, method.System]
    dependencies: list[method.Dependency]
    ids: dict[str, int]
    unreadable: dict[int, str] = field(default_factory=dict)
    retired: frozenset[int] = frozenset()


def read_facts(
    system_ids: Collection[int],
    *,
    today: date,
    instead: Mapping[int, Answers | None] | None = None,
    peers: Collection[int] = (),
) -> Known:
    """The facts of these systems as of today; `instead` of those that were sent, others or none.

    Of `peers` no more is read than the owners' other objectives, which the method compares with theirs.
    """
    found = list(among(System.objects.select_related("protection", "owner").order_by("pk"), "pk", system_ids))
    retired = {row.pk for row in found if row.status == System.Status.RETIRED} - (instead or {}).keys()
    rows = [row for row in found if row.pk not in retired]
    answers: dict[int, Answers | None] = {**ANSWERS.about(system_ids), **(instead or {})}
    exercises, approvals = _last_exercises(system_ids), APPROVALS.about(system_ids)
    heard = RESPONDENTS.about(system_ids)
    systems, unreadable = {}, {}
    for row in rows:
        system = partial(
            one_system,
            row,
            exercises=exercises.get(row.pk, ()),
            approved=approvals.get(row.pk),
            heard=heard.get(row.pk, ()),
            today=today,
        )
        try:
            systems[row.pk] = system(answers.get(row.pk))
        except Exception as error:  # one system's answers must not stop the others; it is shown with the error
            logger.exception("The facts of system %s could not be read", row.pk)
            unreadable[row.pk] = f"{type(error).__name__}: {error}"
            systems[row.pk] = system(None)
    keys = {row.pk: row.key for row in rows}
    edges = _edges(keys)
    for pk, peer in _peers(set(peers) - keys.keys() - retired).items():
        systems[pk], keys[pk] = peer, peer.key
    return Known(systems, edges, {key: pk for pk, key in keys.items()}, unreadable, frozenset(retired))


def _peers(system_ids: Collection[int]) -> dict[int, method.System]:
    if not system_ids:
        return {}
    rows = among(System.objects.in_use().order_by("pk"), "pk", system_ids)
    answers = ANSWERS.about(system_ids)
    return {
        pk: method.System(key=key, rto=_rto(answers.get(pk)), facts=method.Facts(owner=str(owner) if owner else None))
        for pk, key, owner in rows.values_list("pk", "key", "owner_id")
    }


def _rto(sent: Answers | None) -> method.Objective:
    try:
        return measures.objective(measures.document_of(sent.document), sent.answers, "rto") if sent else UNSET
    except Exception:  # it is shown with the error when the system itself is derived
        return UNSET


def one_system(
    row: System,
    sent: Answers | None,
    *,
    exercises: tuple[Exercise, ...] = (),
    approved: date | None,
    heard: tuple[method.Respondent, ...] = (),
    today: date,
) -> method.System:
    """A system as the method sees it: the catalogue's facts, over them what the owner answered."""
    protection = getattr(row, "protection", None)
    unanswered = method.System(
        key=row.key,
        type=row.type,
        facts=method.Facts(**_catalogue_facts(row, protection)),
        today=_today(protection),
        exercises=_exercises(row, exercises, today),
        supplier=method.Supplier(row.supplier_rto_seconds, row.supplier_rpo_seconds),
        respondents=heard,
        review=method.Review(
            approved_age=None if approved is None else max((today - approved).days, 0) * DAY,
            owner_active=row.owner.is_active if row.owner else None,
        ),
        site=row.site or None,
        copies_at=(protection.copies_at or None) if protection else None,
    )
    return with_answers(unanswered, sent) if sent else unanswered


def with_answers(system: method.System, given: Answers) -> method.System:
    """A system that nobody has answered for, with these answers."""
    reading = measures.measure(given.document, given.answers)
    answered = {name: value for name, value in reading.facts.items() if value is not None}
    return replace(
        system,
        rto=reading.rto,
        rpo=reading.rpo,
        data_rto=reading.data_rto,
        data_rpo=reading.data_rpo,
        facts=replace(system.facts, **answered),
        review=replace(system.review, override_reason=reading.override_reason),
    )


def _catalogue_facts(row: System, protection: Protection | None) -> dict[str, Any]:
    return {
        "running_cost": _number(row.running_cost),
        "recovery_budget": _number(row.recovery_budget),
        "data_size_gib": _number(row.data_size_gib),
        "restore_mib_per_s": _number(protection.restore_mib_per_s) if protection else None,
        "start_window": protection.start_window_seconds if protection else None,
        "running_time": protection.running_time_seconds if protection else None,
        "copy_lag": protection.copy_lag_seconds if protection else None,
        "owner": str(row.owner_id) if row.owner_id else None,
    }


def _today(protection: Protection | None) -> method.Today:
    if protection is None:
        return method.Today()
    return method.Today(
        strategy=protection.strategy or None,
        live_copy=protection.live_copy or None,
        live_lag=protection.live_lag_seconds,
        history=protection.history or None,
        interval=protection.interval_seconds,
        retention=protection.retention_seconds,
        live_site=protection.live_site or None,
        history_site=protection.history_site or None,
        isolated=protection.isolated,
        immutable=protection.immutable,
        archive_retention=protection.archive_retention_seconds,
    )


def _exercises(row: System, exercises: Iterable[Exercise], today: date) -> tuple[method.Exercise, ...]:
    return tuple(
        method.Exercise(
            each.kind,
            age=max((today - each.performed_on).days, 0) * DAY,
            rta=each.rta_seconds,
            rpa=each.rpa_seconds,
            changed_since=_changed_since(row, each.performed_on),
        )
        for each in exercises
    )


def _changed_since(row: System, day: date) -> bool:
    """Whether the system became another one after the day of an exercise, which may lie before its record began."""
    changed_at = row.significantly_changed_at
    return changed_at is not None and changed_at.date() > day


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def _last_exercises(system_ids: Collection[int]) -> dict[int, tuple[Exercise, ...]]:
    """The last exercise of each kind."""
    # Oldest first: of several of a kind, the newest stays.
    last: dict[int, dict[str, Exercise]] = {}
    for exercise in among(Exercise.objects.order_by("performed_on", "id"), "system_id", system_ids):
        last.setdefault(exercise.system_id, {})[exercise.kind] = exercise
    return {system_id: tuple(kinds.values()) for system_id, kinds in last.items()}


def _edges(keys: Mapping[int, str]) -> list[method.Dependency]:
    kinds = [Dependency.Kind.HARD, Dependency.Kind.SHARES_TRANSACTIONS]
    edges = among(Dependency.objects.filter(kind__in=kinds).order_by("pk"), "system_id", keys.keys())
    return [
        method.Dependency(keys[system], keys[needs], kind)
        for system, needs, kind in edges.values_list("system_id", "needs_id", "kind")
        if system in keys and needs in keys
    ]
