"""A summary as a document in the reader's language and time zone."""

from __future__ import annotations

from dataclasses import asdict, replace

from django.utils.translation import gettext as _

from exports.document import Cell, Document, Fact, Picture, Words
from exports.reports.cells import HOURS, at, data_loss_cell, money_cell, recovery_time_cell
from exports.reports.parts import (
    choices,
    findings,
    impact,
    informing,
    master,
    network,
    objectives,
    plan,
    sign_off,
    today,
)
from exports.reports.summary import Goal, Summary
from presentation.money import tier_signs
from recovery.facts import State
from recovery.pictures.drawing import Theme
from recovery.pictures.recovery_line import Line, describe, recovery_line
from systems.models import Exercise

PICTURE_WIDTH = 720


def compose(summary: Summary, *, reader: str) -> Document:
    """The whole report; `reader` is the name of the person it is produced for."""
    produced = _("Produced on %(at)s for %(reader)s") % {"at": at(summary.produced_at), "reader": reader}
    return Document(
        title=summary.system.name,
        kind=_("Recovery summary"),
        language=summary.language,
        produced=produced,
        produced_at=summary.produced_at,
        lead=summary.system.purpose,
        status=sign_off.status(summary),
        picture=picture(summary),
        headline=headline(summary),
        sections=(
            objectives.section(summary),
            impact.section(summary),
            plan.section(summary),
            choices.strategies(summary),
            choices.neighbours(summary),
            findings.section(summary),
            network.section(summary),
            today.section(summary),
            today.exercises(summary),
            informing.section(summary),
            sign_off.section(summary),
            master.section(summary),
            sign_off.about(summary),
        ),
        words=document_words(),
    )


def headline(summary: Summary) -> tuple[Fact, ...]:
    asked = summary.objectives
    facts = (
        Fact(_("Back within (RTO)"), recovery_time_cell(asked.rto, _("after a disaster")), unit=HOURS),
        Fact(_("May lose (RPO)"), data_loss_cell(asked.rpo, _("of recent work")), unit=HOURS),
        Fact(_("Strategy"), plan.strategy(summary.plan)),
        Fact(_("Cost"), cost(summary), unit=summary.currency),
    )
    if not summary.provisional:
        return facts
    return tuple(replace(fact, value=unconfirmed(fact.value)) for fact in facts)


def unconfirmed(cell: Cell) -> Cell:
    return replace(cell, note=" · ".join(part for part in (_("provisional"), cell.note) if part))


def cost(summary: Summary) -> Cell:
    """The tier's signs; the money below them."""
    derived = summary.plan
    if derived.cost_tier is None:
        return Cell(_("not known yet"))
    yearly = money_cell(derived.yearly_cost, summary.currency)
    note = _("%(amount)s a year") % {"amount": yearly.text} if derived.yearly_cost is not None else ""
    return Cell(tier_signs(derived.cost_tier), derived.yearly_cost, note=note)


def picture(
    summary: Summary, *, theme: Theme = "light", identity: str = "recovery-line", width: int = PICTURE_WIDTH
) -> Picture:
    """The recovery line; by default as it stands alone, in literal colours, without a style sheet."""
    line = line_of(summary)
    svg = recovery_line(
        **asdict(line),
        language=summary.language,
        width=width,
        id=identity,
        theme=theme,
    )
    return Picture(svg, describe(line, summary.language))


def line_of(summary: Summary) -> Line:
    """The same marks as on the system's page: today's losses, the last exercise, and both recovery times."""
    plan, lost = summary.plan, summary.today.worst_loss if summary.today else None
    today = plan.today_data_recovery_time_seconds
    latest = next((each for each in summary.drills if each.kind in Exercise.MEASURING), None)
    return Line(
        rpo=value(summary.objectives.rpo),
        rto=value(summary.objectives.rto),
        mtd=summary.objectives.mtd_seconds,
        worst_loss=lost.disaster_seconds if lost else None,
        exercise=latest.rta_seconds if latest else None,
        recovery=plan.recovery_time_seconds,
        data_recovery=plan.data_recovery_time_seconds if today is None else today,
        data_rto=plan.data_rto_seconds,
        data_loss=lost.corruption_seconds if lost else None,
        data_rpo=plan.data_rpo_seconds,
    )


def value(goal: Goal) -> int | State:
    return State(goal.state) if goal.seconds is None else goal.seconds


def document_words() -> Words:
    return Words(
        part=_("Part"),
        item=_("Item"),
        field=_("Field"),
        value=_("In words"),
        number=_("Number"),
        unit=_("Unit"),
        because=_("Because"),
        page_of=_("Page {page} of {pages}"),
        summary_sheet=_("Summary"),
        replaced=_("Characters that this typeface does not have are shown as {sign}."),
    )
