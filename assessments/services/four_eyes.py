"""Four eyes: who has had a part in what is to be decided does not decide about it.

That is whoever answered in any role since the last approval: the owner, a member of a panel, a colleague who was asked;
whoever chose the people of a panel; and whoever made the account by which somebody answers, since it may be their own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from accounts.models import AuditEntry, User
from accounts.permissions import Permission
from assessments.models import Assessment, Decision
from systems.models import System

Source = Callable[[int, datetime | None], set[int]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """`source` gives the people who had a part in a system's answers since a moment, or ever: those that only a room
    above knows of."""
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
    since = last_approved_at(system)
    answered = who_answered(system, since)
    made = AuditEntry.objects.about("user", answered).filter(action="person.created")
    accounts = tuple(made.filter(at__gte=since) if since else made)
    makers = {entry.actor_id for entry in accounts if entry.actor_id is not None}
    return Involved(frozenset(answered | makers), accounts)


def who_answered(system: System, since: datetime | None) -> set[int]:
    """The owner, and whoever was asked, sent or answered in a round that began since then."""
    rounds = Assessment.objects.filter(system=system).exclude(state=Assessment.State.APPROVED)
    if since:
        rounds = rounds.filter(created_at__gte=since)
    people: set[int | None] = {system.owner_id}
    for respondent, sender, submitted in rounds.values_list("respondent", "submitted_by", "submitted"):
        people |= {respondent, sender, *(answer.get("by") for answer in (submitted or {}).values())}
    for source in _sources:
        people |= source(system.pk, since)
    return {person for person in people if person is not None}


def last_approved_at(system: System) -> datetime | None:
    approved = Decision.objects.approvals().filter(assessment__system=system)
    moment: datetime | None = approved.order_by("-at").values_list("at", flat=True).first()
    return moment
