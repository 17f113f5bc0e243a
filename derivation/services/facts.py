"""Reading what the method needs to know about systems, in a number of queries that does not grow with them."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils import timezone

from derivation.queries import among
from derivation.services.kept import kept
from derivation.services.proposed import Proposed, proposed_for
from derivation.services.rows import ExerciseRow, SystemRow, last_exercises, system_rows
from derivation.services.sources import ANSWERS, APPROVALS, REPORTS, RESPONDENTS, Answers, Reports, Sent
from questionnaires.services import measures
from recovery import facts as method
from recovery.durations import DAY
from systems.models import Dependency, System

logger = logging.getLogger(__name__)
UNSET = method.State.UNSET


@dataclass(frozen=True)
class Known:
    """Everything the method may read, by system id; `unreadable` says what was wrong with a system's facts.

    Who is `retired` is not coming back: nothing is derived about it, and nobody waits for it. `proposed` are those that
    nobody has answered for, as a list would have them; `systems` holds them as they are, without objectives.
    """

    systems: dict[int, method.System]
    dependencies: list[method.Dependency]
    ids: dict[str, int]
    unreadable: dict[int, str] = field(default_factory=dict)
    retired: frozenset[int] = frozenset()
    proposed: Mapping[int, Proposed] = field(default_factory=dict)


def read_facts(
    system_ids: Collection[int],
    *,
    today: date,
    instead: Mapping[int, Answers | None] | None = None,
    peers: Collection[int] = (),
    keep: bool = False,
    lists: bool = False,
) -> Known:
    """The facts of these systems as of today; `instead` of those that were sent, others or none.

    Of `peers` no more is read than the owners' other objectives, which the method compares with theirs. With `keep`
    what is understood is kept for the next time (`derivation.services.kept`): for workers, which read again and again.
    With `lists` what lists propose is read, too.
    """
    given = instead or {}
    found = system_rows(system_ids)
    retired = {row.pk for row in found if row.status == System.Status.RETIRED} - given.keys()
    rows = [row for row in found if row.pk not in retired]
    sources = _Sources.about(system_ids, today)
    systems, unreadable = {}, {}
    for row in rows:
        try:
            if row.pk in given:
                systems[row.pk] = sources.answered(row, given[row.pk])
            else:
                systems[row.pk] = sources.system(row, keep=keep)
        except Exception as error:  # one system's answers must not stop the others; it is shown with the error
            logger.exception("The facts of system %s could not be read", row.pk)
            unreadable[row.pk] = f"{type(error).__name__}: {error}"
            systems[row.pk] = sources.answered(row, None)
    unanswered = {pk: each for pk, each in systems.items() if pk not in sources.sent and pk not in given}
    proposed = proposed_for(unanswered) if lists else {}
    keys = {row.pk: row.key for row in rows}
    edges = _edges(keys)
    for pk, peer in _peers(set(peers) - keys.keys() - retired).items():
        systems[pk], keys[pk] = peer, peer.key
    return Known(systems, edges, {key: pk for pk, key in keys.items()}, unreadable, frozenset(retired), proposed)


@dataclass(frozen=True)
class _Sources:
    """What is known of each system apart from its own row."""

    today: date
    sent: Mapping[int, Sent]
    exercises: Mapping[int, tuple[ExerciseRow, ...]]
    approvals: Mapping[int, date]
    heard: Mapping[int, tuple[method.Respondent, ...]]
    reports: Mapping[int, Reports]

    @classmethod
    def about(cls, system_ids: Collection[int], today: date) -> _Sources:
        return cls(
            today,
            ANSWERS.about(system_ids),
            last_exercises(system_ids),
            APPROVALS.about(system_ids),
            RESPONDENTS.about(system_ids),
            REPORTS.about(system_ids),
        )

    def system(self, row: SystemRow, *, keep: bool) -> method.System:
        """The system with the answers that were sent."""
        sent = self.sent.get(row.pk)

        def make() -> method.System:
            return self._answered(row, sent.read() if sent else None)

        read = (row, sent and sent.mark, *self._beside(row.pk), self.today)
        return self._reported(row.pk, kept(row.pk, read, make) if keep else make())

    def answered(self, row: SystemRow, answers: Answers | None) -> method.System:
        return self._reported(row.pk, self._answered(row, answers))

    def _answered(self, row: SystemRow, answers: Answers | None) -> method.System:
        exercises, approved, heard = self._beside(row.pk)
        return one_system(row, answers, exercises=exercises, approved=approved, heard=heard, today=self.today)

    def _reported(self, pk: int, system: method.System) -> method.System:
        """With what jobs reported. It is not kept with the rest, because ages are others each time."""
        reports = self.reports.get(pk)
        return system if reports is None else replace(system, check_ins=reports.check_ins)

    def _beside(self, pk: int) -> tuple[tuple[ExerciseRow, ...], date | None, tuple[method.Respondent, ...]]:
        reports = self.reports.get(pk)
        exercises = with_reported(pk, self.exercises.get(pk, ()), reports) if reports else self.exercises.get(pk, ())
        return exercises, self.approvals.get(pk), self.heard.get(pk, ())


def with_reported(pk: int, recorded: tuple[ExerciseRow, ...], reports: Reports) -> tuple[ExerciseRow, ...]:
    """The last exercise of each kind, also of those that told of themselves. On the same day the record says more."""
    last = {each.kind: each for each in recorded}
    for test in reports.tests:
        day = timezone.localdate(test.at)
        if test.kind not in last or last[test.kind].performed_on < day:
            last[test.kind] = ExerciseRow(pk, test.kind, day, test.rta, None, reported=True)
    return tuple(last.values())


def _peers(system_ids: Collection[int]) -> dict[int, method.System]:
    if not system_ids:
        return {}
    rows = among(System.objects.in_use().order_by("pk"), "pk", system_ids)
    answers = ANSWERS.about(system_ids)
    return {
        pk: method.System(key=key, rto=_rto(answers.get(pk)), facts=method.Facts(owner=str(owner) if owner else None))
        for pk, key, owner in rows.values_list("pk", "key", "owner_id")
    }


def _rto(sent: Sent | None) -> method.Objective:
    if sent is None:
        return UNSET
    try:
        return measures.objective(measures.document_of(sent.document), sent.read().answers, "rto")
    except Exception:  # it is shown with the error when the system itself is derived
        return UNSET


def one_system(
    row: SystemRow,
    answers: Answers | None,
    *,
    exercises: tuple[ExerciseRow, ...] = (),
    approved: date | None,
    heard: tuple[method.Respondent, ...] = (),
    today: date,
) -> method.System:
    """A system as the method sees it: the catalogue's facts, over them what the owner answered."""
    unanswered = method.System(
        key=row.key,
        type=row.type,
        facts=_catalogue_facts(row),
        today=_today(row),
        exercises=_exercises(row, exercises, today),
        supplier=method.Supplier(row.supplier_rto, row.supplier_rpo),
        respondents=heard,
        review=method.Review(
            approved_age=None if approved is None else max((today - approved).days, 0) * DAY,
            owner_active=row.owner_active,
        ),
        site=row.site or None,
        copies_at=row.copies_at or None,
    )
    return with_answers(unanswered, answers) if answers else unanswered


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


def _catalogue_facts(row: SystemRow) -> method.Facts:
    return method.Facts(
        running_cost=row.running_cost,
        recovery_budget=row.recovery_budget,
        data_size_gib=row.data_size_gib,
        restore_mib_per_s=row.restore_mib_per_s,
        start_window=row.start_window,
        running_time=row.running_time,
        copy_lag=row.copy_lag,
        owner=str(row.owner) if row.owner else None,
    )


def _today(row: SystemRow) -> method.Today:
    if row.protected is None:
        return method.Today()
    return method.Today(
        strategy=row.strategy or None,
        live_copy=row.live_copy or None,
        live_lag=row.live_lag,
        history=row.history or None,
        interval=row.interval,
        retention=row.retention,
        live_site=row.live_site or None,
        history_site=row.history_site or None,
        isolated=row.isolated,
        immutable=row.immutable,
        archive_retention=row.archive_retention,
    )


def _exercises(row: SystemRow, exercises: Iterable[ExerciseRow], today: date) -> tuple[method.Exercise, ...]:
    return tuple(
        method.Exercise(
            each.kind,
            age=max((today - each.performed_on).days, 0) * DAY,
            rta=each.rta,
            rpa=each.rpa,
            changed_since=_changed_since(row, each.performed_on),
            reported=each.reported or None,
        )
        for each in exercises
    )


def _changed_since(row: SystemRow, day: date) -> bool:
    """Whether the system became another one after the day of an exercise, which may lie before its record began."""
    return row.changed_at is not None and row.changed_at.date() > day


def _edges(keys: Mapping[int, str]) -> list[method.Dependency]:
    kinds = [Dependency.Kind.HARD, Dependency.Kind.SHARES_TRANSACTIONS]
    edges = among(Dependency.objects.filter(kind__in=kinds).order_by("pk"), "system_id", keys.keys())
    return [
        method.Dependency(keys[system], keys[needs], kind)
        for system, needs, kind in edges.values_list("system_id", "needs_id", "kind")
        if system in keys and needs in keys
    ]
