"""The strategies compared, and what one step looser or tighter would change."""

from __future__ import annotations

from django.utils.translation import gettext as _

from exports.document import Cell, Column, Section, Sign, Table
from exports.reports.cells import HOURS, lost, money_cell, taken
from exports.reports.summary import Option, Step, Summary
from presentation.money import tier_signs
from presentation.numbers import DASH
from presentation.strategies import live_copy_name, strategy_name

Row = tuple[Cell, ...]


def strategies(summary: Summary) -> Section:
    columns = (
        Column(_("Strategy"), width=18),
        Column(_("Live copy"), width=18),
        Column(_("Result"), width=13),
        Column(_("Because"), width=44),
        Column(_("Back in at best"), HOURS, detail=True, width=14),
        Column(_("Loses at best"), HOURS, detail=True, width=14),
        Column(_("Cost"), width=8),
        Column(_("A year"), summary.currency, words=False),
    )
    rows = [option(item, summary.currency) for item in summary.strategies]
    table = Table("", columns, rows, _("Nothing was compared yet: the plan has not been derived."))
    lead = _("The cheapest strategy, with the simplest live copy, that meets both objectives is taken.")
    return Section("strategies", _("Strategies compared"), lead=lead, tables=(table,))


def option(item: Option, currency: str) -> Row:
    return (
        Cell(strategy_name(item.strategy)),
        Cell(live_copy_name(item.live_copy)),
        Cell(_("taken"), sign=Sign.GOOD) if item.taken else Cell(_("rejected")),
        Cell(item.because),
        taken(item.recovery_time_seconds),
        lost(item.recovery_point_seconds),
        Cell(tier_signs(item.cost_tier) if item.cost_tier else DASH),
        money_cell(item.yearly_cost, currency),
    )


def neighbours(summary: Summary) -> Section:
    columns = (
        Column(_("One step"), width=30),
        Column(_("Then"), HOURS, width=14),
        Column(_("Strategy"), width=18),
        Column(_("Cost"), width=8),
        Column(_("A year"), summary.currency, words=False),
        Column(_("Saves a year"), summary.currency, words=False),
    )
    rows = [step(item, summary.currency) for item in summary.neighbours]
    table = Table("", columns, rows, _("There are no steps to compare before both objectives are answered."))
    return Section("neighbours", _("One step looser, one step tighter"), tables=(table,))


def step(item: Step, currency: str) -> Row:
    return (
        Cell(step_name(item.step)),
        taken(item.seconds) if item.step.startswith("rto") else lost(item.seconds),
        Cell(strategy_name(item.strategy) if item.strategy else _("none fits")),
        Cell(tier_signs(item.cost_tier) if item.cost_tier else DASH),
        money_cell(item.yearly_cost, currency),
        money_cell(item.saving, currency),
    )


def step_name(step: str) -> str:
    return {
        "rto_looser": _("Back later"),
        "rto_tighter": _("Back sooner"),
        "rpo_looser": _("Lose more"),
        "rpo_tighter": _("Lose less"),
    }[step]
