"""What is due by which day, to whom the pages show it, in a number of queries that does not grow with the systems."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F, Max, Q
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from assessments.models import Decision
from assessments.queries import in_review, unsent
from checkins.services.fact_source import reports_of
from derivation.services.facts import with_reported
from derivation.services.rows import last_exercises
from policies.services import in_force
from recovery.contradictions.exercises import kinds_for
from recovery.facts import DATA_RESTORE, State
from recovery.policy import Policy
from systems.models import Finding, Profile, System, SystemQuerySet

ANSWERS, REVIEW, CONFIRM = "answers", "review", "confirm"
UNPROVEN = ("never-tested", "restore-test-overdue")
"""The findings that say an exercise is due now: never made, too old, failed, or the system has changed since."""


@dataclass(frozen=True, slots=True)
class Due:
    """`what` is to be done about a system until `day`, in the reader's zone; None: it is overdue, of no certain day.

    `since` is when that came to be so; `identity` names the same thing to be done whenever it is asked for.
    """

    what: str
    identity: str
    day: date | None
    key: str
    name: str
    since: datetime


def due_for(person: User, *, everything: bool) -> list[Due]:
    """What is theirs to do; with `everything` what is to be done about any system that they may know of."""
    found = [*answers_due(person, everything), *reviews_due(person, everything), *confirmations_due(person, everything)]
    return [*found, *exercises_due(person, everything)]


def answers_due(person: User, everything: bool) -> Iterator[Due]:
    """Rounds of questions that are to be answered by a day."""
    rounds = unsent(person).filter(due_on__isnull=False)
    for each in rounds if everything else rounds.filter(person.as_owner("system__owner")):
        yield Due(ANSWERS, str(each.public_id), each.due_on, each.system.key, each.system.name, each.created_at)


def reviews_due(person: User, everything: bool) -> Iterator[Due]:
    """Answers that wait for a decision, by the day that the round had, or the day on which they were sent."""
    if not person.may(Permission.REVIEW):
        return
    sent = in_review(person).filter(submitted_at__isnull=False)
    for each in sent if everything else sent.filter(Q(reviewer=person) | Q(reviewer=None)):
        at = each.submitted_at or each.created_at
        day = max(each.due_on or date.min, timezone.localdate(at))
        yield Due(REVIEW, str(each.public_id), day, each.system.key, each.system.name, at)


def approved(person: User) -> SystemQuerySet:
    systems = System.objects.for_user(person).in_use()
    return systems.filter(profile__answer_state=Profile.AnswerState.APPROVED).order_by()


def confirmations_due(person: User, everything: bool) -> Iterator[Due]:
    """Approved objectives, by the day on which the approval grows too old (policy)."""
    systems = approved(person) if everything else approved(person).filter(person.as_owner())
    approvals = Decision.objects.approvals().order_by().filter(assessment__system__in=systems.values("pk"))
    by_system = approvals.values(key=F("assessment__system__key"), name=F("assessment__system__name"))
    lasting = timedelta(seconds=in_force.current().approval_age)
    for row in by_system.annotate(last=Max("at")):
        day = timezone.localdate(row["last"]) + lasting
        yield Due(CONFIRM, row["key"], day, row["key"], row["name"], row["last"])


def exercises_due(person: User, everything: bool) -> Iterator[Due]:
    """Exercises of approved systems, each kind by the day on which the last one grows too old (policy)."""
    own = person.as_owner() | Q(technical_contact=person)
    systems = approved(person) if everything else approved(person).filter(own)
    kept = list(systems.select_related("profile", "protection").defer("profile__record"))
    ids = [system.pk for system in kept]
    unproven, policy = unproven_kinds(systems), in_force.current()
    recorded, reports = last_exercises(ids), reports_of(ids)
    for system in kept:
        exercises = recorded.get(system.pk, ())
        if told := reports.get(system.pk):
            exercises = with_reported(system.pk, exercises, told)
        last = {each.kind: each.performed_on for each in exercises}
        overdue = unproven.get(system.pk, {})
        for kind in {*needed_kinds(system, policy), *overdue}:
            if kind in overdue:
                yield Due(kind, system.key, None, system.key, system.name, overdue[kind])
            elif kind in last:
                day = last[kind] + timedelta(seconds=policy.drill_age)
                since = timezone.make_aware(datetime.combine(last[kind], datetime.min.time()))
                yield Due(kind, system.key, day, system.key, system.name, since)


def needed_kinds(system: System, policy: Policy) -> tuple[str, ...]:
    protection = getattr(system, "protection", None)
    row = policy.row(protection.strategy if protection else None) or policy.row(system.profile.strategy)
    return kinds_for(row, has_data=system.profile.rpo is not State.NOT_APPLICABLE)


def unproven_kinds(systems: SystemQuerySet) -> dict[int, dict[str, datetime]]:
    """By system: the kinds of exercise that are due now, and since when that is known."""
    found: dict[int, dict[str, datetime]] = {}
    findings = Finding.objects.open().filter(code__in=UNPROVEN, system__in=systems.values("pk")).order_by()
    for system, read, seen in findings.values_list("system_id", "read", "first_seen_at"):
        for kind in read.get("kinds") or (DATA_RESTORE,):
            found.setdefault(system, {}).setdefault(kind, seen)
    return found
