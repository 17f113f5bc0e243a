"""Questionnaires in every state: new, answered, contradicting themselves, from last year, with a colleague's help."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from assessments.actions import answering, committing, taking
from assessments.actions.asking import begin
from assessments.models import Assessment
from derivation.services.deriving import preview
from panels.actions import delegating
from questionnaires.document.parsing import parsed
from questionnaires.services import changes
from recovery.reading import parse_duration
from systems.models import BusinessUnit, Profile, System

CONTRADICTING = {
    "mtd": "2 h", "wrt": "30 min", "rto": "4 h", "rpo": "0", "workaround_lasts": "30 min", "rebuild_window": "1 h",
    "change_interval": "1 min",
}  # fmt: skip
NUMBERS = {"loss_per_hour": 12_000, "entries_per_hour": 240, "minutes_per_entry": 3, "people_reentering": 4}
IMPACT = {
    "money": {parse_duration("1 h"): "minor", parse_duration("4 h"): "severe", parse_duration("1 d"): "intolerable"},
    "customers": {parse_duration("1 h"): "moderate", parse_duration("4 h"): "intolerable"},
}


def prepare() -> dict[str, Any]:
    owner = User.objects.get(email="payments.owner@example.org")
    cards = filled(new_system("gift-cards", "Gift cards", owner), owner)
    fresh = begin(system=new_system("refunds", "Refunds", owner), by=owner)
    new_system("gift-wrapping", "Gift wrapping", User.objects.get(email="owner.es@example.org"))  # nobody was asked
    short = in_short(new_system("loyalty-points", "Loyalty points", owner), owner)
    again = last_year("payroll")
    delegated = questions_of_a_colleague(cards, owner)
    promised = with_a_promise(new_system("night-desk", "Night desk", owner), owner)
    rounds = {"promised": promised, "cards": cards, "fresh": fresh, "short": short, "again": again}
    taken = promised.taken_offers.get().pk
    return {**{name: each.public_id for name, each in rounds.items()}, "delegation": delegated, "taken": taken}


def new_system(key: str, name: str, owner: User) -> System:
    system = System.objects.create(
        key=key, name=name, owner=owner, running_cost=60_000, purpose="Sells, books and redeems vouchers.",
        business_unit=BusinessUnit.objects.get(name="Payments"), hosting="cloud", data_size_gib=40,
    )  # fmt: skip
    Profile.objects.create(system=system)
    return system


def filled(system: System, owner: User) -> Assessment:
    """Everything answered, in ways that do not fit together, and not sent yet."""
    assessment = begin(system=system, by=owner)
    facts: dict[str, Any] = {name: parse_duration(value) for name, value in CONTRADICTING.items()}
    answers = changes.apply(assessment.questionnaire.document, {}, facts | NUMBERS | {"impact": IMPACT})
    said = "Customers at the till cannot pay with their card, and the shops call us."
    answers["what_stops"] = {"state": "answered", "value": said}
    return answering.save_answers(assessment=assessment, given=answers, version=assessment.version, by=owner)


def with_a_promise(system: System, owner: User) -> Assessment:
    """One way out taken, and another promised."""
    assessment = begin(system=system, by=owner)
    facts = {"rto": "12 h", "mtd": "8 h", "rpo": "1 d", "unattended": "64 h"}
    seconds = {name: parse_duration(text) for name, text in facts.items()}
    given = changes.apply(assessment.questionnaire.document, {}, seconds)
    assessment = answering.save_answers(assessment=assessment, given=given, version=assessment.version, by=owner)
    found = preview(system, parsed(assessment.questionnaire.document), assessment.answers).findings
    offers = {each.code: each.offers[0] for each in found if each.offers}
    code = "rto-exceeds-mtd"
    assessment = taking.take(
        assessment=assessment, finding=code, offer=offers[code], version=assessment.version, by=owner
    )
    until = timezone.localdate() + timedelta(days=60)
    about = {"system": system, "finding": "unattended", "offer": offers["unattended"], "read": {}}
    committing.promise(**about, who="Night shift, Madrid", due_on=until, by=owner)
    return assessment


def in_short(system: System, owner: User) -> Assessment:
    """The three questions of the short way, and not sent yet."""
    assessment = begin(system=system, by=owner)
    facts = {"mtd": parse_duration("8 h"), "rpo": parse_duration("15 min")}
    given = changes.apply(assessment.questionnaire.document, {}, facts)
    return answering.save_answers(assessment=assessment, given=given, version=assessment.version, by=owner)


def last_year(key: str) -> Assessment:
    """A new round that begins with the answers of the old one."""
    old = Assessment.objects.filter(system__key=key).latest("pk")
    then = (timezone.now() - timedelta(days=400)).isoformat()
    old.answers = {name: {**answer, "at": then} for name, answer in old.answers.items()}
    old.submitted = old.answers
    old.save(update_fields=["answers", "submitted"])
    return begin(system=old.system, by=old.system.owner)


def questions_of_a_colleague(assessment: Assessment, owner: User) -> Any:
    """One colleague has answered, one still has to; gives the questions of the second."""
    first, second = (User.objects.get(email=f"{name}.owner@example.org") for name in ("finance", "services"))
    asked = delegating.ask(
        assessment=assessment, questions=["wrt", "discovery_time"], person=first, by=owner,
        note="You did this after the outage in March. How long did it take?",
    )  # fmt: skip
    document = assessment.questionnaire.document
    given = changes.apply(document, {}, {"wrt": parse_duration("2 h"), "discovery_time": parse_duration("30 days")})
    assessment.refresh_from_db()
    changed = changes.apply(document, {}, {"wrt": parse_duration("1 h")})
    answering.save_answers(assessment=assessment, given={"wrt": changed["wrt"]}, version=assessment.version, by=owner)
    typed = delegating.save(delegation=asked, given=given, version=asked.version, by=first)
    delegating.answer(delegation=typed, version=typed.version, by=first)
    waiting = delegating.ask(
        assessment=assessment, questions=["what_stops", "legal_retention", "mtd"], person=second, by=owner,
        note="The vouchers are in your books. What does the auditor want?",
    )  # fmt: skip
    return waiting.public_id
