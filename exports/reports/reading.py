"""From the database to a summary: a fixed number of queries, whatever the system has."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils import timezone

from accounts.models import User
from assessments.models import Decision
from exports.reports import answers, contradictions, links
from exports.reports.summary import (
    SHAPE,
    ExerciseResult,
    Goal,
    Loss,
    Master,
    Objectives,
    Option,
    Person,
    Plan,
    SignOff,
    Step,
    Summary,
    Supplier,
    Today,
)
from exports.reports.texts import ReaderTexts, texts_for
from recovery import results
from recovery.facts import State
from recovery.messages.text import Reason
from recovery.planning import plan as method
from recovery.results import Derived
from systems.models import Exercise, Profile, Protection, System

NAMES_IN_SUMMARY = {"recovery_estimate": "own_time"}
"""Numbers that the format of summaries calls otherwise than what was derived."""
STEPS = ("rto_looser", "rto_tighter", "rpo_looser", "rpo_tighter")


def read(key: str, *, reader: User, language: str) -> Summary:
    """The summary of a system. Raises System.DoesNotExist for one that the reader may not know of."""
    related = ("business_unit", "owner", "technical_contact", "profile", "protection")
    system = System.objects.for_user(reader).select_related(*related).get(key=key)
    profile = system.profile
    derived = profile.derived() or Derived.from_record({})
    found = list(system.findings.all())
    texts = texts_for(reader, system, language, derived, [finding.message() for finding in found])
    needs, needed_by = links.read(system, reader)
    sent = answers.last_sent(system)
    return Summary(
        shape=SHAPE,
        language=language,
        currency=derived.currency or settings.CURRENCY,
        produced_at=timezone.now(),
        answer_state=profile.answer_state,
        policy_version=profile.policy_version,
        derived_at=profile.derived_at,
        out_of_date=profile.stale_since is not None,
        system=master(system),
        objectives=objectives(profile, derived.suggested, texts, answers.override_reason(sent)),
        plan=plan(profile, derived, texts),
        strategies=tuple(option(item, derived.strategy, texts) for item in derived.options),
        neighbours=tuple(neighbours(derived.neighbours, texts)),
        contradictions=contradictions.read(system, found, texts),
        needs=needs,
        needed_by=needed_by,
        today=today(getattr(system, "protection", None), derived.worst_loss_today),
        drills=tuple(exercise(item, profile) for item in system.exercises.all()),
        told=answers.told(sent, language),
        sign_off=sign_off(system, profile, derived),
    )


def person(user: User | None) -> Person | None:
    return None if user is None else Person(user.name, user.email)


def master(system: System) -> Master:
    promised = (system.supplier_rto_seconds, system.supplier_rpo_seconds)
    known = system.supplier or any(seconds is not None for seconds in promised)
    return Master(
        key=system.key,
        name=system.name,
        purpose=system.purpose,
        data_kinds=system.data_kinds,
        business_unit=system.business_unit.name if system.business_unit else "",
        owner=person(system.owner),
        technical_contact=person(system.technical_contact),
        status=system.status,
        hosting=system.hosting,
        tags=tuple(system.tag_list),
        data_size_gib=system.data_size_gib,
        running_cost=system.running_cost,
        recovery_budget=system.recovery_budget,
        supplier=Supplier(system.supplier, *promised) if known else None,
    )


def objectives(profile: Profile, suggested: results.Suggested, texts: ReaderTexts, reason: str) -> Objectives:
    return Objectives(
        rto=Goal(profile.rto_state, profile.rto_seconds),
        rpo=Goal(profile.rpo_state, profile.rpo_seconds),
        mtd_seconds=profile.mtd_seconds,
        suggested_rto_seconds=suggested.rto,
        suggested_rpo_seconds=suggested.rpo,
        peak_rto_seconds=suggested.peak_rto,
        because=because(suggested.because, texts),
        override_reason=reason,
    )


def because(reasons: Iterable[Reason], texts: ReaderTexts) -> dict[str, tuple[str, ...]]:
    """The reasons of the suggestion, under the number that they explain."""
    explained: dict[str, tuple[str, ...]] = {}
    for reason in reasons:
        explained[reason.about] = (*explained.get(reason.about, ()), texts.say(reason, in_terms=True))
    return explained


def plan(profile: Profile, derived: Derived, texts: ReaderTexts) -> Plan:
    return Plan(
        strategy=profile.strategy,
        live_copy=profile.live_copy,
        live_alarm_seconds=derived.live_alarm,
        history=profile.history,
        interval_seconds=profile.history_interval_seconds,
        retention_seconds=profile.retention_seconds,
        worst_loss=loss(derived.worst_loss),
        own_time_seconds=derived.recovery_estimate,
        required_rto_seconds=profile.required_rto_seconds,
        earliest_recovery_seconds=profile.earliest_recovery_seconds,
        wave=profile.wave,
        cost_tier=profile.cost_tier,
        yearly_cost=profile.yearly_cost,
        expected_loss=money(derived.expected_loss),
        because={NAMES_IN_SUMMARY.get(name, name): texts.say(text) for name, text in derived.because.items()},
        assumptions=texts.say_all(derived.assumptions),
    )


def option(item: results.Option, taken: str | None, texts: ReaderTexts) -> Option:
    return Option(
        strategy=item.strategy,
        taken=item.strategy == taken,
        fits=item.fits,
        because=texts.say(item.because),
        recovery_time_seconds=item.recovery_time,
        recovery_point_seconds=item.recovery_point,
        cost_tier=item.cost_tier,
        yearly_cost=money(item.yearly_cost),
    )


def neighbours(steps: results.LadderSteps, texts: ReaderTexts) -> Iterator[Step]:
    for name in STEPS:
        item: results.LadderStep | None = getattr(steps, name)
        if item is not None:
            yield step(name, item, texts)


def step(name: str, item: results.LadderStep, texts: ReaderTexts) -> Step:
    return Step(
        step=name,
        seconds=item.seconds,
        strategy=item.strategy or "",
        cost_tier=item.cost_tier,
        yearly_cost=money(item.yearly_cost),
        saving=money(item.saving),
        label=texts.say(item.label),
    )


def today(protection: Protection | None, worst: method.Loss) -> Today | None:
    if protection is None:
        return None
    return Today(
        strategy=protection.strategy,
        live_copy=protection.live_copy,
        live_lag_seconds=protection.live_lag_seconds,
        history=protection.history,
        interval_seconds=protection.interval_seconds,
        retention_seconds=protection.retention_seconds,
        copy_elsewhere=protection.copy_elsewhere,
        immutable=protection.immutable,
        restore_mib_per_s=protection.restore_mib_per_s,
        note=protection.note,
        worst_loss=loss(worst),
    )


def exercise(item: Exercise, profile: Profile) -> ExerciseResult:
    pairs = ((item.rta_seconds, profile.rto_seconds), (item.rpa_seconds, profile.rpo_seconds))
    measured = [took <= allowed for took, allowed in pairs if took is not None and allowed is not None]
    return ExerciseResult(
        item.performed_on, item.rta_seconds, item.rpa_seconds, all(measured) if measured else None, item.note
    )


def sign_off(system: System, profile: Profile, derived: Derived) -> SignOff | None:
    """The latest approval, with what was signed word for word."""
    approvals = Decision.objects.filter(assessment__system=system, outcome=Decision.Outcome.APPROVED)
    latest = approvals.select_related("by", "assessment__submitted_by").order_by("-at", "-id").first()
    if latest is None:
        return None
    return SignOff(
        approved_by=Person(latest.by.name, latest.by.email),
        approved_at=latest.at,
        answered_by=person(latest.assessment.submitted_by),
        submitted_at=latest.assessment.submitted_at,
        policy_version=latest.policy_version,
        comment=latest.comment,
        signed=latest.signed,
        rto=signed_goal(latest.signed.get("rto")),
        rpo=signed_goal(latest.signed.get("rpo")),
        still_holds=still_holds(latest.signed, profile, derived),
    )


def signed_goal(stored: int | str | None) -> Goal:
    """An objective as a decision keeps it: seconds, or the word for there being none."""
    return Goal("value", stored) if isinstance(stored, int) else Goal(stored or State.UNSET.value, None)


def still_holds(signed: Mapping[str, Any], profile: Profile, now: Derived) -> bool:
    """Whether objectives and plan are what was signed; prices and times of others may move."""
    then = Derived.from_record(signed.get("plan") or {})
    same_plan = (then.strategy, then.live_copy, then.history) == (now.strategy, now.live_copy, now.history)
    return same_plan and (signed.get("rto"), signed.get("rpo")) == (profile.rto, profile.rpo)


def loss(worst: method.Loss) -> Loss:
    return Loss(worst.disaster, worst.corruption)


def money(amount: float | int | str | None) -> Decimal | None:
    return None if amount is None else Decimal(str(amount)).quantize(Decimal("0.01"))


def day(moment: dt.datetime) -> dt.date:
    return timezone.localtime(moment).date()
