"""Four eyes: who has had a part in what is to be decided does not decide about it.

That is whoever answered in any role since the last approval: the owner, who stood in for them, a member of a panel, a
colleague who was asked;
whoever chose the people of a panel; and whoever made the account by which somebody answers, since it may be their own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from accounts.models import Absence, AuditEntry, User
from accounts.permissions import Permission
from assessments.models import Assessment, Decision
from systems.models import System

LastApprovals = Mapping[int, datetime | None]
"""Systems by id, each with the moment since which a part counts: its last approval, or ever."""
Source = Callable[[LastApprovals], Mapping[int, set[int]]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """`source` gives the people who had a part in the answers of each system: those that only a room above knows of."""
    _sources.append(source)


@dataclass(frozen=True, slots=True)
class Involved:
    """The people, by id, who had a part in a system's answers, and the entries of the accounts of those who answer that
    were made since the last approval, the newest first."""

    people: frozenset[int]
    accounts: tuple[AuditEntry, ...]


def may_decide(person: User, system: System) -> bool:
    """Whether a reviewer had no part in what the system's answers say."""
    return person.may(Permission.REVIEW) and person.pk not in involved_in(system).people


def involved_in(system: System) -> Involved:
    return involved_in_each([system])[system.pk]


def involved_in_each(systems: Iterable[System]) -> dict[int, Involved]:
    """By the id of the system. The number of queries is the same for one and for many."""
    owners = {system.pk: system.owner_id for system in systems}
    since = last_approved_at(owners)
    answered = _who_answered(owners, since)
    entries: dict[int, list[AuditEntry]] = defaultdict(list)
    made = AuditEntry.objects.about("user", {person for people in answered.values() for person in people})
    for entry in made.filter(action="person.created"):
        entries[int(entry.object_id)].append(entry)
    return {pk: _involved(answered[pk], entries, since[pk]) for pk in owners}


def _involved(answered: set[int], entries: Mapping[int, list[AuditEntry]], since: datetime | None) -> Involved:
    of_these = (entry for person in answered for entry in entries.get(person, ()) if not since or entry.at >= since)
    accounts = tuple(sorted(of_these, key=lambda entry: entry.pk, reverse=True))
    makers = {entry.actor_id for entry in accounts if entry.actor_id is not None}
    return Involved(frozenset(answered | makers), accounts)


def _who_answered(owners: Mapping[int, int | None], since: LastApprovals) -> dict[int, set[int]]:
    """The owner, and whoever was asked, sent or answered in a round that began since then."""
    people: dict[int, set[int | None]] = {pk: {owner} for pk, owner in owners.items()}
    rounds = Assessment.objects.filter(system__in=owners).exclude(state=Assessment.State.APPROVED).order_by()
    told = rounds.values_list("system", "created_at", "respondent", "submitted_by", "submitted")
    for pk, begun, respondent, sender, submitted in told.iterator():
        if begun >= (since[pk] or begun):
            people[pk] |= {respondent, sender, *(answer.get("by") for answer in (submitted or {}).values())}
    for source in _sources:
        for pk, found in source(since).items():
            people[pk] |= found
    asked = {pk: {person for person in found if person is not None} for pk, found in people.items()}
    return _with_who_stood_in(asked, since)


def _with_who_stood_in(people: dict[int, set[int]], since: LastApprovals) -> dict[int, set[int]]:
    """And whoever could answer in the place of one of them since then, whether they did or not."""
    everybody = set().union(*people.values())
    absences = Absence.objects.filter(person__in=everybody, deputy__isnull=False)
    known = list(absences.values_list("person", "deputy", "until", "ended_at"))
    begun = dict(System.objects.filter(pk__in=people).values_list("pk", "created_at")) if known else {}
    return {
        pk: found
        | {
            deputy
            for person, deputy, until, ended in known
            if person in found and min(until, ended or until) > (since[pk] or begun[pk])
        }
        for pk, found in people.items()
    }


def last_approved_at(systems: Iterable[int]) -> dict[int, datetime | None]:
    """When each of these systems was approved last; None where it never was."""
    known: dict[int, datetime | None] = dict.fromkeys(systems)
    approved = Decision.objects.approvals().filter(assessment__system__in=known).order_by()
    return known | dict(approved.values_list("assessment__system").annotate(last=Max("at")))
