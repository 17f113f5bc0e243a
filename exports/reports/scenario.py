"""The recovery order of a scenario, as a document to print and as a table to compute with."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exports.document import Cell, Column, Document, Fact, Picture, Section, Sign, Table
from exports.reports.cells import HOURS, at, hours
from exports.reports.composing import document_words
from presentation.language import language
from presentation.numbers import DASH, grouped_number
from recovery.durations import LONGEST
from scenarios.presenters import words
from scenarios.presenters.findings import findings_in_words
from scenarios.presenters.result import AT_ONCE, assumed, facts, resources
from scenarios.presenters.schedule import ScheduleRow, in_order, picture_alone, rows_of
from scenarios.services.predicting import Outlook


@dataclass(frozen=True, slots=True)
class RecoveryOrder:
    """What comes of a scenario; `saved` is false for teams and links that somebody only tried out."""

    outlook: Outlook
    saved: bool


def order_table(report: RecoveryOrder, most: int | None = None) -> Table:
    """A row a system, the one to begin with first; of `most` of them at the most."""
    return Table(
        _("In which order to begin"),
        (
            Column(_("System"), width=30),
            Column(_("Place"), words=False),
            Column(_("Key"), detail=True),
            Column(_("Back after"), unit=HOURS),
            Column(_("Has to be back (RTO)"), unit=HOURS),
            Column(_("Late by"), unit=HOURS),
            Column(_("Waited for last"), width=24),
        ),
        [_cells(row) for row in rows_of(in_order(report.outlook)[:most], report.outlook)],
        _("Nothing falls."),
    )


def _cells(row: ScheduleRow) -> tuple[Cell, ...]:
    each = row.prediction
    late = Cell(row.late, _number(each.late_rto), sign=Sign.BLOCKS) if row.late else Cell(_on_time(row), 0)
    return (
        Cell(row.name),
        Cell(str(row.place), row.place),
        Cell(row.key),
        Cell(row.back, _number(each.back_at)),
        Cell(row.rto, _number(each.due)),
        late if each.due is not None else Cell(DASH),
        Cell(row.waited),
    )


def _on_time(row: ScheduleRow) -> str:
    return _("in time") if row.rto != DASH else DASH


def _number(seconds: int | None) -> float | None:
    return None if seconds is None or seconds >= LONGEST else hours(seconds)


def compose_order(report: RecoveryOrder, *, reader: str) -> Document:
    """The whole report; `reader` is the name of the person it is produced for."""
    outlook, now = report.outlook, timezone.now()
    produced = _("Produced on %(at)s for %(reader)s") % {"at": at(now), "reader": reader}
    return Document(
        title=outlook.situation.scenario.name,
        kind=_("Recovery order"),
        language=language(),
        produced=produced,
        produced_at=now,
        lead=words.headline(outlook),
        status=Cell("") if report.saved else Cell(_("Tried out, not saved"), sign=Sign.WARNS),
        picture=_picture(outlook),
        headline=tuple(Fact(each["label"], Cell(each["value"], note=each["note"])) for each in facts(outlook)),
        sections=(
            _order(report),
            *_findings(outlook),
            Section("scenario", _("The scenario"), facts=_described(outlook), tables=(_resources(outlook),)),
            *_assumed(outlook),
        ),
        words=document_words(),
    )


def _order(report: RecoveryOrder) -> Section:
    """So many rows as a person may still leaf through; how many more the table has, the document says."""
    table = order_table(report, AT_ONCE)
    more = max(0, len(report.outlook.prediction.order) - AT_ONCE)
    note = ngettext("%(n)s more row is in the CSV file.", "%(n)s more rows are in the CSV file.", more)
    notes = (note % {"n": grouped_number(more)},) if more else ()
    return Section("order", _("In which order to begin"), tables=(_untitled(table),), notes=notes)


def _picture(outlook: Outlook) -> Picture | None:
    placed = in_order(outlook)
    return Picture(*picture_alone(placed, outlook)) if placed else None


def _untitled(table: Table) -> Table:
    """The heading of its section says what it is."""
    return Table("", table.columns, table.rows, table.empty)


def _findings(outlook: Outlook) -> tuple[Section, ...]:
    found = findings_in_words(outlook)
    facts_of = tuple(
        Fact(
            offer["label"],
            Cell(offer["effect"]),
        )
        for finding in found
        for offer in finding["offers"]
    )
    notes = tuple(finding["text"] for finding in found)
    return (Section("findings", _("What would mend it"), facts=facts_of, notes=notes),) if found else ()


def _described(outlook: Outlook) -> tuple[Fact, ...]:
    scenario = outlook.situation.scenario
    return (
        Fact(_("What happens"), Cell(str(scenario.get_kind_display()))),
        Fact(_("What is lost"), Cell(words.lost_in_words(scenario))),
        Fact(_("People begin after"), Cell(words.time_in_words(outlook.situation.declared_after))),
        Fact(_("Policy"), Cell(outlook.situation.policy_version)),
    )


def _resources(outlook: Outlook) -> Table:
    columns = (Column(_("Resource"), width=20), Column(_("Now")), Column(_("Least that keeps every date"), width=28))
    rows = [tuple(Cell(row[name]) for name in ("name", "now", "least")) for row in resources(outlook)]
    return Table(_("What it takes at least"), columns, rows)


def _assumed(outlook: Outlook) -> tuple[Section, ...]:
    found = assumed(outlook)
    facts_of = tuple(
        Fact(each["text"], Cell(grouped_number(each["count"]), each["count"]),
             (", ".join(filter(None, (*(name for name, _key in each["systems"]), each["more"]))),))
        for each in found
    )  # fmt: skip
    return (Section("assumed", _("What was guessed"), facts=facts_of),) if found else ()
