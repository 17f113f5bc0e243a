"""What the system needs, and what needs it."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from exports.document import Cell, Column, Section, Table
from exports.reports.cells import HOURS, data_loss_cell, duration_cell, fitting, recovery_time_cell
from exports.reports.summary import Link, Summary
from presentation.numbers import DASH
from systems.models import Dependency


def section(summary: Summary) -> Section:
    own = _("Back within")
    needs = Table(
        _("What it needs"),
        columns(_("Its own: back within"), _("Needed within")),
        [row(link) for link in summary.needs],
        _("It needs no other system, as far as the catalogue knows."),
    )
    needed_by = Table(
        _("What needs it"),
        columns(own, _("Needs this one within")),
        [row(link) for link in summary.needed_by],
        _("No other system needs it, as far as the catalogue knows."),
    )
    return Section("dependencies", _("Dependencies"), tables=(needs, needed_by))


def columns(own: str, within: str) -> tuple[Column, ...]:
    return (
        Column(_("System"), width=26),
        Column(_("How"), width=22),
        Column(own, HOURS, width=16),
        Column(_("May lose"), HOURS, width=16),
        Column(within, HOURS, width=16),
        Column(_("Fits"), width=16),
    )


def row(link: Link) -> tuple[Cell, ...]:
    path = reverse("exports:summary", args=[link.key]) if link.visible else ""
    soft = link.kind == Dependency.Kind.SOFT
    return (
        Cell(link.name, path=path),
        Cell(str(Dependency.Kind(link.kind).label), note=link.note),
        recovery_time_cell(link.rto),
        data_loss_cell(link.rpo),
        Cell(_("at once"), 0) if link.needed_within_seconds == 0 else duration_cell(link.needed_within_seconds),
        Cell(DASH) if soft else fitting(link.fits),
    )
