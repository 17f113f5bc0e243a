"""One system of the catalogue as a row: its columns and its cells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from exports.document import Cell, Column
from exports.reports.cells import HOURS, data_loss_cell, duration_cell, money_cell, recovery_time_cell
from exports.reports.summary import Goal
from presentation.money import tier_signs
from presentation.strategies import history_name, live_copy_name, strategy_name
from systems.models import Dependency, Exercise, Profile, System
from systems.queries.provisional import is_provisional

DERIVED = (
    "answer_state", "rto_state", "rto_seconds", "rpo_state", "rpo_seconds", "mtd_seconds", "required_rto_seconds",
    "earliest_recovery_seconds", "strategy", "live_copy", "history", "history_interval_seconds", "retention_seconds",
    "cost_tier", "yearly_cost", "blocks", "warns", "informs", "policy_version", "derived_at",
)  # fmt: skip

Values = Mapping[str, Any]
Needs = Mapping[str, Sequence[str]]
Row = tuple[Cell, ...]


def columns() -> tuple[Column, ...]:
    """In the order of the cells of `row`."""
    return (
        *master_columns(), *tied_columns(), *objectives_columns(), *plan_columns(), *findings_columns(),
        *evidence_columns(), *proposed_columns(),
    )  # fmt: skip


def row(value: Values, needs: Needs) -> Row:
    """The cells of a system, in the order of the columns; `needs` are the keys of what it needs, by kind."""
    return (
        *master(value), *tied(value, needs), *objectives(value), *plan(value), *findings(value), *evidence(value),
        *proposed(value),
    )  # fmt: skip


def master_columns() -> tuple[Column, ...]:
    currency = settings.CURRENCY
    return (
        Column(_("Key"), width=22),
        Column(_("System"), width=34),
        Column(_("Purpose"), width=44),
        Column(_("Kinds of data"), width=44),
        Column(_("Business unit"), width=22),
        Column(_("Owner"), width=22),
        Column(_("Owner's e-mail"), width=30),
        Column(_("Technical contact"), width=30),
        Column(_("Type"), width=16),
        Column(_("Status"), width=11),
        Column(_("Hosting"), width=18),
        Column(_("Where it runs"), width=18),
        Column(_("Tags"), width=22),
        Column(_("Supplier"), width=22),
        Column(_("Data size"), "GiB", words=False),
        Column(_("Yearly running cost"), currency, words=False),
        Column(_("Yearly budget for its recovery"), currency, words=False),
    )


def master(value: Values) -> Row:
    return (
        Cell(value["key"]),
        Cell(value["name"]),
        Cell(value["purpose"]),
        Cell(value["data_kinds"]),
        Cell(value["business_unit__name"] or ""),
        Cell(value["owner__name"] or ""),
        Cell(value["owner__email"] or ""),
        Cell(value["technical_contact__email"] or ""),
        Cell(label(System.Type, value["type"])),
        Cell(label(System.Status, value["status"])),
        Cell(label(System.Hosting, value["hosting"]) if value["hosting"] else ""),
        Cell(value["site"]),
        Cell(value["tags"]),
        Cell(value["supplier"]),
        number(value["data_size_gib"]),
        money_cell(value["running_cost"]),
        money_cell(value["recovery_budget"]),
    )


def tied_columns() -> tuple[Column, ...]:
    return (
        Column(_("Cannot run without"), width=30),
        Column(_("Needs, but runs with less without"), width=30),
        Column(_("Must agree with"), width=30),
        Column(_("Supplier is back within"), HOURS, width=18),
        Column(_("Supplier may lose"), HOURS, width=18),
    )


def tied(value: Values, needs: Needs) -> Row:
    """What it needs, as a list that can be imported again, and what its supplier promises."""
    return (
        *(Cell("; ".join(needs.get(kind, ()))) for kind in Dependency.Kind),
        duration_cell(value["supplier_rto_seconds"], nothing=""),
        duration_cell(value["supplier_rpo_seconds"], nothing=""),
    )


def objectives_columns() -> tuple[Column, ...]:
    return (
        Column(_("Answers"), width=16),
        Column(_("Back within (RTO)"), HOURS, width=18),
        Column(_("May lose (RPO)"), HOURS, width=18),
        Column(_("Harm unacceptable after (MTD)"), HOURS, width=18),
        Column(_("Others need it within"), HOURS, width=18),
        Column(_("Back at the earliest"), HOURS, width=18),
    )


def objectives(value: Values) -> Row:
    derived = {name: value[f"profile__{name}"] for name in DERIVED}
    state = derived["answer_state"]
    return (
        Cell(label(Profile.AnswerState, state) if state else ""),
        recovery_time_cell(Goal(derived["rto_state"] or "unset", derived["rto_seconds"])),
        data_loss_cell(Goal(derived["rpo_state"] or "unset", derived["rpo_seconds"])),
        duration_cell(derived["mtd_seconds"], nothing=""),
        duration_cell(derived["required_rto_seconds"], nothing=""),
        duration_cell(derived["earliest_recovery_seconds"], nothing=""),
    )


def plan_columns() -> tuple[Column, ...]:
    currency = settings.CURRENCY
    return (
        Column(_("Strategy"), width=20),
        Column(_("Live copy"), width=16),
        Column(_("History"), width=16),
        Column(_("A copy every"), HOURS, width=16),
        Column(_("Kept for"), HOURS, width=16),
        Column(_("Cost tier"), width=9),
        Column(_("Yearly cost of recovery"), currency, words=False),
    )


def plan(value: Values) -> Row:
    tier = value["profile__cost_tier"]
    return (
        Cell(strategy_name(value["profile__strategy"]) if value["profile__strategy"] else ""),
        Cell(live_copy_name(value["profile__live_copy"] or "")),
        Cell(history_name(value["profile__history"] or "")),
        duration_cell(value["profile__history_interval_seconds"], nothing=""),
        duration_cell(value["profile__retention_seconds"], nothing=""),
        Cell(tier_signs(tier) if tier else "", tier),
        money_cell(value["profile__yearly_cost"]),
    )


def findings_columns() -> tuple[Column, ...]:
    return (
        Column(_("Blocks approval"), words=False),
        Column(_("Worth a look"), words=False),
        Column(_("Good to know"), words=False),
        Column(_("Open promises"), words=False),
        Column(_("First promise for"), width=12),
    )


def findings(value: Values) -> Row:
    """How many there are, and what somebody has promised to see to: how much, and when the first is due."""
    return (
        *(number(value[f"profile__{severity}"]) for severity in ("blocks", "warns", "informs")),
        number(value["promises"] or 0),
        Cell("", day=value["promised_for"]),
    )


def evidence_columns() -> tuple[Column, ...]:
    return (
        Column(_("Last drill"), width=12),
        Column(_("Kind of drill"), width=22),
        Column(_("Recovery took"), HOURS, width=16),
        Column(_("Data lost"), HOURS, width=16),
        Column(_("Approved on"), width=12),
        Column(_("Approved by"), width=22),
        Column(_("Policy version"), width=12),
        Column(_("Derived on"), width=12),
    )


def evidence(value: Values) -> Row:
    """What was tried, who signed, and what the numbers come from."""
    return (
        Cell("", day=value["exercise_on"]),
        Cell(label(Exercise.Kind, value["exercise_kind"]) if value["exercise_kind"] else ""),
        duration_cell(value["exercise_rta"], nothing=""),
        duration_cell(value["exercise_rpa"], nothing=""),
        on_day(value["approved_at"]),
        Cell(value["approved_by"] or ""),
        Cell(value["profile__policy_version"] or ""),
        on_day(value["profile__derived_at"]),
    )


def proposed_columns() -> tuple[Column, ...]:
    return (
        Column(_("Provisional plan from"), width=22),
        Column(_("Provisional: back within"), HOURS, width=18),
        Column(_("Provisional: may lose"), HOURS, width=18),
        Column(_("Provisional strategy"), width=20),
        Column(_("Provisional cost tier"), width=9),
    )


def proposed(value: Values) -> Row:
    """What a list says and nobody has confirmed, in columns of its own: no sum over answers takes it along."""
    if not is_provisional(value):
        return (Cell(""),) * 5
    strategy, tier = value["provisional__strategy"], value["provisional__cost_tier"]
    return (
        Cell(value["provisional__source"]),
        recovery_time_cell(Goal(value["provisional__rto_state"], value["provisional__rto_seconds"])),
        data_loss_cell(Goal(value["provisional__rpo_state"], value["provisional__rpo_seconds"])),
        Cell(strategy_name(strategy) if strategy else ""),
        Cell(tier_signs(tier) if tier else "", tier),
    )


def on_day(moment: dt.datetime | None) -> Cell:
    return Cell("", day=timezone.localtime(moment).date() if moment else None)


def number(value: Decimal | int | None) -> Cell:
    return Cell("" if value is None else str(value), value)


def label(choices: Any, value: str) -> str:
    return str(choices(value).label)
