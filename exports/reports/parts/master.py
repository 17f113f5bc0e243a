"""What the catalogue says about the system itself."""

from __future__ import annotations

from django.utils.translation import gettext as _

from exports.document import Cell, Fact, Section
from exports.reports.cells import duration_cell, money_cell, who
from exports.reports.summary import Master, Summary, Supplier
from presentation.numbers import DASH, short_number
from systems.models import System


def section(summary: Summary) -> Section:
    system = summary.system
    return Section(
        "system",
        _("The system"),
        facts=(*people(system), *technology(system), *costs(system, summary.currency)),
    )


def people(system: Master) -> tuple[Fact, ...]:
    return (
        Fact(_("Key"), Cell(system.key)),
        Fact(_("Purpose"), Cell(system.purpose or DASH)),
        Fact(_("Business unit"), Cell(system.business_unit or DASH)),
        Fact(_("Owner"), who(system.owner)),
        Fact(_("Technical contact"), who(system.technical_contact)),
    )


def technology(system: Master) -> tuple[Fact, ...]:
    size = system.data_size_gib
    shown = Cell(DASH) if size is None else Cell(f"{short_number(size)} GiB", size)
    facts = [
        Fact(_("Status"), Cell(str(System.Status(system.status).label))),
        Fact(_("Type"), Cell(str(System.Type(system.type).label))),
        Fact(_("Hosting"), Cell(str(System.Hosting(system.hosting).label))),
        Fact(_("Data size"), shown, unit="GiB"),
    ]
    if system.data_kinds:
        facts.append(Fact(_("Kinds of data"), Cell(system.data_kinds)))
    if system.tags:
        facts.append(Fact(_("Tags"), Cell(", ".join(system.tags))))
    if system.supplier:
        facts.append(Fact(_("Supplier"), supplier(system.supplier)))
    return tuple(facts)


def supplier(promise: Supplier) -> Cell:
    unsaid = _("not said")
    values = {
        "rto": duration_cell(promise.rto_seconds, nothing=unsaid).text,
        "rpo": duration_cell(promise.rpo_seconds, nothing=unsaid).text,
    }
    note = _("its contract: back within %(rto)s, may lose %(rpo)s") % values
    return Cell(promise.name or _("without a name"), note=note)


def costs(system: Master, currency: str) -> tuple[Fact, ...]:
    return (
        Fact(_("Yearly running cost"), money_cell(system.running_cost, currency), unit=currency),
        Fact(_("Yearly budget for its recovery"), money_cell(system.recovery_budget, currency), unit=currency),
    )
