"""The report on a campaign, as a document to print and as a table to compute with: how far it is, or was at its end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.models import Campaign
from campaigns.presenters.progress import STEPS
from campaigns.services.progress import Counted, Step, SystemProgress, counted, grouped_by, sent_in_time
from exports.document import Cell, Column, Document, Fact, Section, Sign, Table
from exports.reports.cells import at
from exports.reports.composing import document_words
from presentation.language import language
from presentation.numbers import DASH, grouped_number

MOST_ON_PAPER = 200
"""So many rows of a table are printed; the table for spreadsheets has all."""


@dataclass(frozen=True, slots=True)
class CampaignReport:
    """A campaign and how far each of its systems is on the day `today`."""

    campaign: Campaign
    progress: list[SystemProgress]
    today: dt.date


def campaign_table(report: CampaignReport) -> Table:
    """A row a system, by unit and name."""
    columns = (
        Column(_("System"), width=30),
        Column(_("Key"), detail=True),
        Column(_("Unit"), width=20),
        Column(_("Person"), width=24),
        Column(_("Wave"), words=False),
        Column(_("Due on"), width=20),
        Column(_("How far"), width=20),
        Column(_("Sent"), detail=not any(each.step >= Step.SENT for each in report.progress)),
    )
    return Table(_("Systems"), columns, [_cells(each, report.today) for each in report.progress])


def _cells(each: SystemProgress, today: dt.date) -> tuple[Cell, ...]:
    late = Sign.WARNS if each.late(today) else Sign.NONE
    sent = timezone.localdate(each.sent_at) if each.sent_at and each.step >= Step.SENT else None
    return (
        Cell(each.name),
        Cell(each.key),
        Cell(each.unit or DASH),
        Cell(each.person or DASH),
        Cell(str(each.wave), each.wave),
        _day(each.due_on),
        Cell(f"{STEPS[each.step]}, {_('late')}" if late else str(STEPS[each.step]), sign=late),
        _day(sent) if sent else Cell(DASH),
    )


def _day(day: dt.date) -> Cell:
    return Cell(date_format(day, "DATE_FORMAT"), day=day)


def compose_campaign(report: CampaignReport, *, reader: str) -> Document:
    """The whole report; `reader` is the name of the person it is produced for."""
    campaign, now = report.campaign, timezone.now()
    total = counted(report.progress, report.today)
    return Document(
        title=campaign.name,
        kind=_("Closing report") if campaign.closed_at else _("Report on a campaign"),
        language=language(),
        produced=_("Produced on %(at)s for %(reader)s") % {"at": at(now), "reader": reader},
        produced_at=now,
        lead=_lead(campaign),
        headline=_headline(report, total),
        sections=(
            Section("units", _("By unit"), tables=(_grouped(_("Business unit"), _by_unit(report), report.today),)),
            _on_paper(
                "people", _("By person, who owes most first"), _grouped(_("Person"), _by_person(report), report.today)
            ),
            _on_paper("not-sent", _("Not sent"), _not_sent(report)),
        ),
        words=document_words(),
    )


def _lead(campaign: Campaign) -> str:
    days = {"due_on": date_format(campaign.due_on, "DATE_FORMAT")}
    if campaign.closed_at is None:
        return _("All answers are due on %(due_on)s.") % days
    days["at"] = date_format(timezone.localtime(campaign.closed_at), "DATE_FORMAT")
    return _("Due on %(due_on)s, closed on %(at)s. This is how far everything was then.") % days


def _headline(report: CampaignReport, total: Counted) -> tuple[Fact, ...]:
    told = (
        (_("Systems"), total.systems),
        (_("Asked"), total.asked),
        (_("Opened"), total.opened),
        (_("Begun"), total.begun),
        (_("Sent"), total.sent),
        (_("Sent in time"), sent_in_time(report.progress)),
        (_("Approved"), total.approved),
        (_("Late"), total.late),
    )
    return tuple(Fact(label, Cell(grouped_number(number), number)) for label, number in told)


Groups = Iterable[tuple[str, list[SystemProgress]]]


def _by_unit(report: CampaignReport) -> Groups:
    groups = grouped_by(report.progress, lambda each: each.unit)
    return ((name or _("No unit"), rows) for name, rows in groups.items())


def _by_person(report: CampaignReport) -> Groups:
    groups = grouped_by(report.progress, lambda each: (each.person_id, each.person))
    owing = {key: sum(Step.ASKED <= each.step < Step.SENT for each in rows) for key, rows in groups.items()}
    in_order = sorted(groups, key=lambda key: (key[0] is None, -owing[key], key[1].casefold()))
    return ((key[1] or _("Nobody"), groups[key]) for key in in_order)


def _grouped(label: str, groups: Groups, today: dt.date) -> Table:
    names = (_("Systems"), _("Asked"), _("Opened"), _("Begun"), _("Sent"), _("Approved"), _("Late"))
    rows = []
    for name, progress in groups:
        each = counted(progress, today)
        numbers = (each.systems, each.asked, each.opened, each.begun, each.sent, each.approved, each.late)
        rows.append((Cell(name), *(Cell(grouped_number(number), number) for number in numbers)))
    return Table("", (Column(label, width=30), *(Column(name, words=False) for name in names)), rows)


def _not_sent(report: CampaignReport) -> Table:
    missing = [each for each in report.progress if each.step < Step.SENT]
    return replace(campaign_table(replace(report, progress=missing)), title="", empty=_("Everything was sent."))


def _on_paper(anchor: str, title: str, table: Table) -> Section:
    """As many rows as somebody reads, and a word about the others."""
    rows = list(table.rows)
    left = len(rows) - MOST_ON_PAPER
    said = ngettext("%(n)s more row is in the CSV file.", "%(n)s more rows are in the CSV file.", max(left, 1))
    notes = (said % {"n": grouped_number(left)},) if left > 0 else ()
    return Section(anchor, title, tables=(replace(table, rows=rows[:MOST_ON_PAPER]),), notes=notes)
