"""Puts the demonstration company into an empty catalogue: once, all of it or nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.services import audit
from assessments.models import Assessment
from assessments.services.answer_state import set_answer_state
from derivation.services import deriving
from drportal.demo import company
from drportal.demo.company import Entry
from drportal.demo.dating import date_entries, newest_entry
from drportal.demo.deciding import decide
from questionnaires.models import Questionnaire
from questionnaires.services import changes, loading
from recovery.facts import State
from recovery.reading import parse_duration
from scenarios.actions.scenarios import create_scenario
from systems.models import BusinessUnit, Dependency, Exercise, Profile, Protection, System

LONG_AGO = dt.datetime(2023, 4, 3, 8, tzinfo=dt.UTC)
A_FORTNIGHT = dt.timedelta(days=14)
ANSWERED = {"approved", "in_review", "returned"}
ASKED = {*ANSWERED, "answering", "asked"}


def load() -> bool:
    """Loads the company; False when it is there already."""
    entries = company.systems()
    if System.objects.filter(key__in=[entry.key for entry in entries]).exists():
        return False
    before = newest_entry()
    with transaction.atomic():
        people = {email: person(email, **about) for email, about in company.people().items()}
        systems = {entry.key: catalogue_entry(entry, people) for entry in entries}
        connect(entries, systems)
        ask(entries, systems, people)
    ids = [system.pk for system in systems.values()]
    set_answer_state(ids)
    deriving.derive(ids)
    with transaction.atomic():
        decide(entries, people)
        describe_scenarios(people)
        date_entries(after=before)
    deriving.derive(ids)
    return True


def describe_scenarios(people: dict[str, User]) -> None:
    """By the very action that the page calls."""
    fields = ("name", "kind", "lost_by", "lost_name", "teams", "throughput", "declared_after_seconds")
    for described in company.scenarios():
        create_scenario(by=people[described["by"]], values={name: described[name] for name in fields})


def person(email: str, *, roles: Iterable[str], **fields: Any) -> User:
    found = User.objects.filter(email=email).first()
    return found or User.objects.create_user(email, roles=tuple(roles), **fields)


def catalogue_entry(entry: Entry, people: dict[str, User]) -> System:
    facts = entry.described
    unit, _ = BusinessUnit.objects.get_or_create(name=facts["unit"])
    system = System.objects.create(
        key=entry.key,
        name=facts["name"],
        purpose=facts["purpose"],
        business_unit=unit,
        owner=people.get(facts.get("owner", "")),
        technical_contact=people.get(facts.get("technical_contact", "platform.engineer@example.org")),
        status=facts.get("status", System.Status.LIVE),
        tags=facts.get("tags", ""),
        hosting=facts["hosting"],
        site=facts.get("site", ""),
        data_size_gib=facts.get("size_gib"),
        running_cost=Decimal(facts["cost"]),
        supplier=facts.get("supplier", ""),
        **contract_of(facts),
        created_at=LONG_AGO,
        significantly_changed_at=days_ago(facts["changed_days_ago"]) if "changed_days_ago" in facts else None,
    )
    Profile.objects.create(system=system)
    if entry.today:
        Protection.objects.create(system=system, **entry.today)
    if "protection_asked_days_ago" in facts and system.technical_contact:
        system.protection_inquiries.create(
            person=system.technical_contact,
            asked_by=people["architect@example.org"],
            asked_at=days_ago(facts["protection_asked_days_ago"]),
        )
    for tried in facts.get("exercises", ()):
        exercise(system, **tried)
    return system


def days_ago(days: int) -> dt.datetime:
    return timezone.now() - dt.timedelta(days=days)


def contract_of(facts: Mapping[str, Any]) -> dict[str, object]:
    """What the supplier has promised, as far as there is one."""
    promised = ("supplier_rto", "supplier_rpo")
    return {f"{name}_seconds": parse_duration(facts[name]) for name in promised if name in facts}


def exercise(system: System, *, performed_days_ago: int, **told: str) -> None:
    """`rta` and `rpa` in words, where they were measured; the rest as the model calls it."""
    measured = {f"{name}_seconds": parse_duration(told.pop(name)) for name in ("rta", "rpa") if name in told}
    performed_on = timezone.localdate() - dt.timedelta(days=performed_days_ago)
    Exercise.objects.create(system=system, performed_on=performed_on, **measured, **told)


def connect(entries: Iterable[Entry], systems: dict[str, System]) -> None:
    Dependency.objects.bulk_create(
        Dependency(system=systems[entry.key], needs=systems[other], kind=kind)
        for entry in entries
        for other, kind in entry.needs
    )


def ask(entries: Iterable[Entry], systems: dict[str, System], people: dict[str, User]) -> None:
    """The owners' rounds of questions, as far as each has got."""
    questionnaire = loading.current()
    architect = people["architect@example.org"]
    rounds = [
        round_of(entry, systems[entry.key], questionnaire, architect, dates_of(entry, place))
        for place, entry in enumerate(each for each in entries if each.state in ASKED)
    ]
    for assessment in Assessment.objects.bulk_create(rounds):
        detail = {"assessment": assessment.public_id, "owner": str(assessment.respondent), "due_on": assessment.due_on}
        audit.record(by=architect, action="assessment.asked", about=assessment.system, detail=detail)
        if assessment.submitted is not None:
            audit.record(by=assessment.submitted_by, action="answers.submitted", about=assessment.system, detail=detail)


@dataclass(frozen=True)
class Dates:
    """When the owner was asked, when the owner last answered, and by when."""

    asked: dt.datetime
    answered: dt.datetime
    due: dt.date


def dates_of(entry: Entry, place: int) -> Dates:
    """Asked five days before the answers, and due two weeks after; what nobody has sent yet is due around today.

    What was approved was sent three days before.
    """
    weeks = place % 7 + 1
    if entry.state not in ANSWERED:
        asked = days_ago(7 * (weeks % 4) + 1)
        return Dates(asked, asked + dt.timedelta(hours=20), timezone.localdate(asked) + A_FORTNIGHT)
    answered = days_ago(entry.described.get("decided", 20 + place * 7) + 3 if entry.state == "approved" else 7 * weeks)
    asked = answered - dt.timedelta(days=5)
    return Dates(asked, answered, timezone.localdate(asked) + A_FORTNIGHT)


def round_of(entry: Entry, system: System, questionnaire: Questionnaire, asked_by: User, dates: Dates) -> Assessment:
    answers = answers_of(entry, questionnaire, system.owner, dates.answered)
    sent = entry.state in ANSWERED
    return Assessment(
        system=system,
        questionnaire=questionnaire,
        respondent=system.owner,
        asked_by=asked_by,
        state=Assessment.State.SUBMITTED if sent else Assessment.State.OPEN,
        answers=answers,
        version=len(answers),
        saved_at=dates.answered if answers else None,
        submitted=answers if sent else None,
        submitted_at=dates.answered if sent else None,
        submitted_by=system.owner if sent else None,
        created_at=dates.asked,
        due_on=dates.due,
    )


def answers_of(entry: Entry, questionnaire: Questionnaire, by: User | None, at: dt.datetime) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for fact, value in entry.answers.items():
        if value is State.NOT_APPLICABLE:
            answers["keeps_data"] = {"state": "answered", "value": "no"}
        else:
            answers = changes.apply(questionnaire.document, answers, {fact: value})
    who = by.pk if by else None
    return {key: {**answer, "by": who, "at": at.isoformat()} for key, answer in answers.items()}
