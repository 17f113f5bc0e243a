"""What was derived, as a summary holds it: objectives, plan, strategies, the steps beside it, worst losses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from exports.reports.summary import Goal, Loss, Objectives, Option, Plan, Step
from exports.reports.texts import ReaderTexts
from recovery import results
from recovery.messages.text import Reason
from recovery.planning import plan as method
from recovery.results import Derived
from systems.models import Profile, ProvisionalPlan

NAMES_IN_SUMMARY = {"recovery_estimate": "own_time"}
"""Numbers that the format of summaries calls otherwise than what was derived."""
Planned = Profile | ProvisionalPlan
STEPS = ("rto_looser", "rto_tighter", "rpo_looser", "rpo_tighter")


def objectives(profile: Planned, suggested: results.Suggested, texts: ReaderTexts, reason: str) -> Objectives:
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


def plan(profile: Planned, derived: Derived, texts: ReaderTexts) -> Plan:
    then, asked = derived.history.then if derived.history else None, derived.objective_for_data
    return Plan(
        strategy=profile.strategy,
        live_copy=profile.live_copy,
        live_alarm_seconds=derived.live_alarm,
        history=profile.history,
        interval_seconds=profile.history_interval_seconds,
        retention_seconds=profile.retention_seconds,
        then_interval_seconds=then.interval if then else None,
        then_retention_seconds=then.retention if then else None,
        archive_retention_seconds=derived.archive.retention if derived.archive else None,
        worst_loss=loss(derived.worst_loss),
        recovery_time_seconds=derived.recovery_time,
        data_recovery_time_seconds=derived.data_recovery_time,
        today_data_recovery_time_seconds=derived.today_data_recovery_time,
        data_rto_seconds=asked.rto if asked else None,
        data_rpo_seconds=asked.rpo if asked else None,
        own_time_seconds=derived.recovery_estimate,
        required_rto_seconds=profile.required_rto_seconds,
        earliest_recovery_seconds=profile.earliest_recovery_seconds,
        wave=profile.wave,
        cost_tier=profile.cost_tier,
        yearly_cost=profile.yearly_cost,
        expected_loss=in_cents(derived.expected_loss),
        because={NAMES_IN_SUMMARY.get(name, name): texts.say(text) for name, text in derived.because.items()},
        assumptions=texts.say_all(derived.assumptions),
    )


def option(item: results.Option, taken: tuple[str, str], texts: ReaderTexts) -> Option:
    return Option(
        strategy=item.strategy,
        live_copy=item.live_copy,
        taken=(item.strategy, item.live_copy) == taken,
        fits=item.fits,
        because=texts.say(item.because),
        recovery_time_seconds=item.recovery_time,
        recovery_point_seconds=item.recovery_point,
        cost_tier=item.cost_tier,
        yearly_cost=in_cents(item.yearly_cost),
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
        yearly_cost=in_cents(item.yearly_cost),
        saving=in_cents(item.saving),
        label=texts.say(item.label),
    )


def loss(worst: method.Loss) -> Loss:
    return Loss(worst.disaster, worst.corruption, worst.all_in_disaster, worst.all_in_corruption)


def in_cents(amount: float | int | str | None) -> Decimal | None:
    return None if amount is None else Decimal(str(amount)).quantize(Decimal("0.01"))
