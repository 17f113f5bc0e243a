"""The plan that follows from the objectives, each number with its because."""

from __future__ import annotations

from django.utils.translation import gettext as _

from exports.document import Cell, Fact, Section
from exports.reports.cells import HOURS, duration_cell, estimate_cell, lost, money_cell, taken, tier_cell
from exports.reports.parts.sign_off import unconfirmed
from exports.reports.summary import Plan, Summary
from presentation.durations import duration_in_words
from presentation.numbers import DASH
from presentation.strategies import strategy_meaning, strategy_name


def section(summary: Summary) -> Section:
    plan, title = summary.plan, _("The recovery plan")
    if summary.derived_at is None:
        return Section("plan", title, lead=_("There is no plan yet: it has not been derived."))
    facts = (*copies(plan), *times(plan), *costs(plan, summary.currency))
    return Section(
        "plan",
        title,
        lead=lead(summary),
        facts=tuple(fact for fact in facts if fact.value.text != DASH),
        notes=plan.assumptions,
    )


def lead(summary: Summary) -> str:
    if summary.provisional:
        return _("Provisional: %(where)s.") % {"where": unconfirmed(summary.provisional)}
    return "" if summary.plan.strategy else _("What an open objective leaves open is left out.")


def copies(plan: Plan) -> tuple[Fact, ...]:
    return (
        Fact(_("Strategy"), strategy(plan), why(plan, "strategy")),
        Fact(_("Live copy, against the loss of a site"), live_copy(plan), why(plan, "live_copy")),
        Fact(_("History, against corruption and deletion"), history(plan), why_history(plan), HOURS),
        Fact(_("Copies are kept for"), duration_cell(plan.retention_seconds), why(plan, "retention"), HOURS),
        Fact(_("After that, daily copies for"), duration_cell(plan.then_retention_seconds), why(plan, "then"), HOURS),
        Fact(_("Monthly archive for"), duration_cell(plan.archive_retention_seconds), why(plan, "archive"), HOURS),
        Fact(_("Lost at worst with the site"), lost(plan.worst_loss.disaster_seconds), why(plan, "worst_loss"), HOURS),
        Fact(_("Lost at worst with destroyed data"), lost(plan.worst_loss.corruption_seconds), (), HOURS),
    )


def times(plan: Plan) -> tuple[Fact, ...]:
    return (
        Fact(_("Back after the loss of a site"), taken(plan.recovery_time_seconds), why(plan, "recovery_time"), HOURS),
        Fact(
            _("Back after its data are destroyed"),
            taken(plan.data_recovery_time_seconds),
            why(plan, "data_recovery_time"),
            HOURS,
        ),
        Fact(_("The same with today's copies"), taken(plan.today_data_recovery_time_seconds), (), HOURS),
        Fact(_("Allowed after its data are destroyed"), taken(plan.data_rto_seconds), (), HOURS),
        Fact(_("Its own recovery takes"), duration_cell(plan.own_time_seconds), why(plan, "own_time"), HOURS),
        Fact(_("Others need it back within"), needed(plan.required_rto_seconds), why(plan, "required_rto"), HOURS),
        Fact(
            _("Back at the earliest, with all it needs"),
            duration_cell(plan.earliest_recovery_seconds),
            why(plan, "earliest_recovery"),
            HOURS,
        ),
        Fact(_("Place in the recovery order"), order(plan.wave), why(plan, "wave")),
    )


def costs(plan: Plan, currency: str) -> tuple[Fact, ...]:
    facts = [Fact(_("Cost tier"), tier_cell(plan.cost_tier), why(plan, "cost_tier"))]
    unknown = _("not known: the yearly running cost is missing")
    facts.append(
        Fact(
            _("Yearly cost of recovery"),
            money_cell(plan.yearly_cost, currency, nothing=unknown),
            why(plan, "yearly_cost"),
            currency,
        )
    )
    if plan.expected_loss is not None:
        expected = estimate_cell(plan.expected_loss, currency)
        facts.append(Fact(_("Expected yearly loss"), expected, why(plan, "expected_loss"), currency))
    return tuple(facts)


def why(plan: Plan, name: str) -> tuple[str, ...]:
    return (plan.because[name],) if plan.because.get(name) else ()


def why_history(plan: Plan) -> tuple[str, ...]:
    """Its cadence, and where a regulator wants a copy to lie."""
    return (*why(plan, "history"), *why(plan, "copies_site"))


def strategy(plan: Plan) -> Cell:
    if not plan.strategy:
        return Cell(_("none yet"))
    return Cell(strategy_name(plan.strategy), note=strategy_meaning(plan.strategy))


def live_copy(plan: Plan) -> Cell:
    kinds = {
        "none": _("none"),
        "asynchronous": _("a little behind (asynchronous)"),
        "synchronous": _("never behind (synchronous)"),
    }
    alarm = plan.live_alarm_seconds
    note = "" if alarm is None else _("alarm when it is %(lag)s behind") % {"lag": duration_in_words(alarm)}
    return Cell(kinds.get(plan.live_copy, DASH), note=note)


def history(plan: Plan) -> Cell:
    """The backup cadence in words; its interval is the number."""
    if plan.history == "none":
        return Cell(_("none: it keeps no data of its own, rebuild it from code and configuration"))
    if plan.interval_seconds is None:
        return Cell(DASH)
    every = {"interval": duration_in_words(plan.interval_seconds)}
    cell = duration_cell(plan.interval_seconds)
    sentence = (
        _("continuous log backup, every %(interval)s")
        if plan.history == "continuous"
        else _("a copy every %(interval)s")
    )
    return Cell(sentence % every, cell.number)


def needed(seconds: int | None) -> Cell:
    return duration_cell(seconds, nothing=_("any time: nothing waits for it"))


def order(wave: int | None) -> Cell:
    return Cell(DASH) if wave is None else Cell(_("wave %(number)s") % {"number": wave}, wave)
