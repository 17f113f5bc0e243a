"""The plan of a system in words: what it consists of, every because, and the strategies compared."""

from __future__ import annotations

from django.utils.translation import gettext

from presentation.durations import duration_in_words
from presentation.money import estimated_amount
from presentation.strategies import plan_part, strategy_meaning, strategy_name
from recovery.dependencies.schedule import Chain
from recovery.facts import Objective
from recovery.results import Derived
from systems.models.plan_columns import PlanColumns
from systems.presenters.findings import sentence_of
from systems.presenters.pictures import balance_points
from systems.services.names import KnownNames

SHOWN = 5
"""Systems of a chain that a line still holds."""


def plan_in_words(profile: PlanColumns, audience: str, names: KnownNames) -> dict[str, object]:
    """Everything the page says about the plan; the numbers come from the profile's columns."""
    derived = profile.derived() or Derived.from_record({})
    return {
        "strategy": strategy_name(profile.strategy) if profile.strategy else "",
        "strategy_meaning": strategy_meaning(profile.strategy),
        "live_copy": plan_part("live", profile.live_copy),
        "live_copy_meaning": plan_part("live", profile.live_copy, meaning=True),
        "history": history(profile),
        "history_meaning": plan_part("history", profile.history, meaning=True),
        "because": becauses(derived, audience, names),
        "suggested": [sentence_of(text, audience, names) for text in derived.suggested.because],
        "options": options(derived, (profile.strategy, profile.live_copy), audience, names),
        "needed_chain": chain(derived.required_chain, names),
        "earliest_chain": chain(derived.earliest_chain, names),
        "together": "because.wave.together" in {text.code for text in derived.because.values()},
        "needed_sooner": later(profile.rto, profile.required_rto_seconds),
        "earliest_too_late": later(profile.earliest_recovery_seconds, profile.rto),
        "order_because": sentence_of(derived.because.get("wave"), audience, names),
        "balance": balance(profile, derived),
        "archive": derived.archive,
        "then": derived.history.then if derived.history else None,
        **disruptions(derived, profile.rpo),
    }


def disruptions(derived: Derived, rpo: Objective) -> dict[str, object]:
    """What each kind of disruption does: when it is back, and how much is lost with what protects it today."""
    today, asked = derived.today_data_recovery_time, derived.objective_for_data
    data_time = derived.data_recovery_time if today is None else today
    return {
        "recovery_time": derived.recovery_time,
        "data_recovery_time": data_time,
        "data_time_is_of_today": today is not None,
        "copying_unknown": any(text.code.startswith("assumes.restore") for text in derived.assumptions),
        "data_too_late": later(data_time, asked.rto if asked else None),
        "data_objective": asked if asked and asked.own else None,
        "loss_today": derived.worst_loss_today,
        "loss_is_measured": derived.worst_loss_today.measured,
        "site_loss_too_much": later(derived.worst_loss_today.disaster, rpo),
        "data_loss_too_much": later(derived.worst_loss_today.corruption, asked.rpo if asked else None),
    }


def history(profile: PlanColumns) -> str:
    """“Every 5 minutes”, or the kind where there is no interval."""
    if profile.history_interval_seconds:
        interval = duration_in_words(profile.history_interval_seconds)
        return gettext("Every %(interval)s") % {"interval": interval}
    return plan_part("history", profile.history)


def becauses(derived: Derived, audience: str, names: KnownNames) -> list[str]:
    """Why the plan is as it is, then what it assumes because nobody has said it."""
    return [sentence_of(text, audience, names) for text in (*derived.because.values(), *derived.assumptions)]


def options(derived: Derived, chosen: tuple[str, str], audience: str, names: KnownNames) -> list[dict[str, object]]:
    """The strategies that were compared, with the reason why each was taken or rejected."""
    return [
        {
            "name": strategy_name(option.strategy),
            "live_copy": plan_part("live", option.live_copy),
            "meaning": strategy_meaning(option.strategy),
            "because": sentence_of(option.because, audience, names),
            "chosen": (option.strategy, option.live_copy) == chosen,
            "fits": option.fits,
            "recovery_time": option.recovery_time,
            "recovery_point": option.recovery_point,
            "cost_tier": option.cost_tier,
            "yearly_cost": option.yearly_cost,
        }
        for option in derived.options
    ]


def chain(decisive: Chain, names: KnownNames) -> str:
    """The systems that decide a time, of a long chain the first ones and the last; empty when it is this one alone."""
    if len(decisive.keys) < 2:
        return ""
    called = [names.get(key) for key in decisive.keys]
    return " → ".join([*called[: SHOWN - 1], "…", called[-1]] if len(called) > SHOWN else called)


def later(one: Objective | None, other: Objective | None) -> bool:
    """Whether both times are known and the first is the later one."""
    return isinstance(one, int) and isinstance(other, int) and one > other


def balance(profile: PlanColumns, derived: Derived) -> str:
    """What the picture of cost against loss shows, in a sentence; empty while there is nothing to compare."""
    points = balance_points(derived, profile.rto_seconds)
    if len(points) < 2:
        return ""
    best = min(points, key=lambda point: point.cost + point.loss)
    least = {"time": back(best.rto), "amount": estimated_amount(best.cost + best.loss)}
    sentence = gettext("Recovery and expected loss together cost least %(time)s: about %(amount)s a year.") % least
    loss = derived.expected_loss
    if profile.rto_seconds in (None, best.rto) or profile.yearly_cost is None or loss is None:
        return sentence
    asked = {"time": back(profile.rto_seconds), "amount": estimated_amount(float(profile.yearly_cost) + loss)}
    return sentence + " " + gettext("As it is asked for, %(time)s, they cost about %(amount)s.") % asked


def back(seconds: int) -> str:
    """When it is back, as part of a sentence."""
    if seconds == 0:
        return gettext("without any interruption")
    return gettext("when it is back within %(time)s") % {"time": duration_in_words(seconds)}
