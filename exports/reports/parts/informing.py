"""What the owner said besides the numbers, for the people who bring the system back."""

from __future__ import annotations

from django.utils.translation import gettext as _

from exports.document import Cell, Column, Section, Table
from exports.reports.summary import Summary


def section(summary: Summary) -> Section:
    columns = (Column(_("Question"), width=48), Column(_("Answer"), width=60))
    rows = [(Cell(item.question), Cell("\n".join(item.answer))) for item in summary.told]
    title = _("What the owner said besides")
    return Section("told", title, tables=(Table("", columns, rows, empty=_("Nothing has been said yet.")),))
