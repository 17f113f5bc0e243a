"""That a restored portal works, and not only has its rows: it writes a summary for whoever owns the system."""

from __future__ import annotations

from exports.formats import format_of
from exports.reports.gathering import summary_of
from presentation.language import language
from systems.models import System


def one_summary() -> str:
    """The key of the system whose summary was written as a PDF; nothing where no system has an owner yet."""
    system = System.objects.exclude(owner=None).select_related("owner").order_by("pk").first()
    form = format_of("pdf")
    if system is None or system.owner is None or form is None or form.write_summary is None:
        return ""
    report = summary_of(system.key, reader=system.owner, language=language())
    return system.key if form.write_summary(report, str(system.owner)).startswith(b"%PDF") else ""
