"""The catalogue as a table: one row a system, read from the database piece by piece."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from exports.document import Cell, Column, Table
from exports.reports.cells import HOURS, data_loss_cell, duration_cell, money_cell, recovery_time_cell
from exports.reports.summary import Goal
from presentation.money import tier_signs
from presentation.strategies import history_name, live_copy_name, strategy_name
from systems.models import Exercise, Profile, System
from systems.queries.catalogue import catalogue

FIELDS = (
    "key", "name", "purpose", "type", "status", "hosting", "site", "tags", "supplier", "data_size_gib",
    "running_cost", "business_unit__name", "owner__name", "owner__email", "technical_contact__email",
)  # fmt: skip
DERIVED = (
    "answer_state", "rto_state", "rto_seconds", "rpo_state", "rpo_seconds", "mtd_seconds", "required_rto_seconds",
    "earliest_recovery_seconds", "strategy", "live_copy", "history", "history_interval_seconds", "retention_seconds",
    "cost_tier", "yearly_cost", "blocks", "warns", "informs", "policy_version", "derived_at",
)  # fmt: skip
PIECE = 500

Values = Mapping[str, Any]
Row = tuple[Cell, ...]


def table(user: User, params: Mapping[str, Any]) -> Table:
    """The systems of the list that the parameters of its address give, in the list's order; one query for the rows."""
    return Table(_("Systems"), columns(), system_rows(user, params), _("No system matches."))


def system_rows(user: User, params: Mapping[str, Any]) -> Iterator[Row]:
    latest = Exercise.objects.filter(system=OuterRef("pk")).order_by("-performed_on").values("performed_on")[:1]
    values = (
        catalogue(user, params)
        .annotate(last_exercise=Subquery(latest))
        .values(*FIELDS, *(f"profile__{name}" for name in DERIVED), "last_exercise")
    )
    for value in values.iterator(chunk_size=PIECE):
        yield row(value)


def columns() -> tuple[Column, ...]:
    currency = settings.CURRENCY
    return (
        Column(_("Key"), width=22),
        Column(_("System"), width=34),
        Column(_("Purpose"), width=44),
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
        Column(_("Answers"), width=16),
        Column(_("Back within (RTO)"), HOURS, width=18),
        Column(_("May lose (RPO)"), HOURS, width=18),
        Column(_("Harm unacceptable after (MTD)"), HOURS, width=18),
        Column(_("Others need it within"), HOURS, width=18),
        Column(_("Back at the earliest"), HOURS, width=18),
        Column(_("Strategy"), width=20),
        Column(_("Live copy"), width=16),
        Column(_("History"), width=16),
        Column(_("A copy every"), HOURS, width=16),
        Column(_("Kept for"), HOURS, width=16),
        Column(_("Cost tier"), width=9),
        Column(_("Yearly cost of recovery"), currency, words=False),
        Column(_("Blocks approval"), words=False),
        Column(_("Worth a look"), words=False),
        Column(_("Good to know"), words=False),
        Column(_("Last drill"), width=12),
        Column(_("Policy version"), width=12),
        Column(_("Derived on"), width=12),
    )


def row(value: Values) -> Row:
    return (*master(value), *objectives(value), *plan(value), *findings(value))


def master(value: Values) -> Row:
    return (
        Cell(value["key"]),
        Cell(value["name"]),
        Cell(value["purpose"]),
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


def findings(value: Values) -> Row:
    derived_at = value["profile__derived_at"]
    counts = (number(value[f"profile__{severity}"]) for severity in ("blocks", "warns", "informs"))
    derived = Cell("", day=timezone.localtime(derived_at).date()) if derived_at else Cell("")
    exercise = Cell("", day=value["last_exercise"]) if value["last_exercise"] else Cell("")
    return (*counts, exercise, Cell(value["profile__policy_version"] or ""), derived)


def number(value: Decimal | int | None) -> Cell:
    return Cell("" if value is None else str(value), value)


def label(choices: Any, value: str) -> str:
    return str(choices(value).label)
