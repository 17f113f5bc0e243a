"""What the pages show, prepared so that the templates only place it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from exports.document import Picture, Section, Table
from exports.presenters.downloads import portfolio_downloads, summary_downloads
from exports.reports.cells import money_cell
from exports.reports.composing import PICTURE_WIDTH, compose, picture
from exports.reports.parts import impact
from exports.reports.portfolio import Band, Portfolio, Totals, Unit
from exports.reports.summary import Summary
from presentation.durations import short_duration
from presentation.numbers import grouped_number
from presentation.objectives import data_loss
from presentation.strategies import ORDER, strategy_name
from recovery.pictures import responsive
from recovery.pictures.impact import NARROWEST

Context = dict[str, Any]
OF_UNIT: dict[str, dict[str, str]] = {
    "url": {},
    "answered_url": {"state": "answered"},
    "blocks_url": {"findings": "blocks"},
    "unknown_url": {"missing": "cost"},
}
"""What is counted of each business unit, as the list filters it."""
ASIDE = ("sign-off", "about", "today", "system")


def summary(report: Summary, reader: User) -> Context:
    key = report.system.key
    document = compose(report, reader=str(reader))
    sections = {section.anchor: section for section in document.sections}
    return {
        "document": document,
        "main": [placed(section, report) for section in document.sections if section.anchor not in ASIDE],
        "aside": [placed(sections[anchor], report) for anchor in ASIDE],
        "picture": in_both_widths(picture, report, "line"),
        "downloads": summary_downloads(key),
        "crumbs": [
            {"label": _("Systems"), "url": reverse("systems:list")},
            {"label": report.system.name, "url": f"{reverse('systems:list')}{key}/"},
            {"label": _("Summary")},
        ],
    }


def in_both_widths(draw: Callable[..., Picture], report: Summary, name: str, *, narrow: int = 360) -> SafeString:
    """A picture in the colours of the page, in two widths, of which the page shows the one that it has room for."""
    wide, small = (
        draw(report, theme="page", identity=f"{name}-{size}", width=width).svg
        for size, width in (("wide", PICTURE_WIDTH), ("narrow", narrow))
    )
    return mark_safe(responsive(wide, small))  # noqa: S308 (drawn by recovery, which escapes every text)


def placed(section: Section, report: Summary) -> Context:
    """A section with each cell beside its column, as a template needs it."""
    tables = [tabled(table.for_reading(), section.title) for table in section.tables]
    return {
        "anchor": section.anchor,
        "title": section.title,
        "lead": section.lead,
        "picture": in_both_widths(impact.picture, report, impact.ANCHOR, narrow=NARROWEST) if section.picture else "",
        "facts": section.facts,
        "tables": tables,
        "notes": section.notes,
    }


def tabled(table: Table, title: str) -> Context:
    return {
        "heading": table.title,
        "title": table.title or title,
        "columns": table.columns,
        "rows": [list(zip(row, table.columns, strict=True)) for row in table.rows],
        "empty": table.empty,
    }


def portfolio(report: Portfolio) -> Context:
    return {
        "totals": report.totals,
        "facts": headline(report.totals),
        "columns": [band_words(band) for band in report.rpo_bands],
        "placed": bool(report.cells),
        "rows": [{"label": band_words(band), "cells": list(cells(report, band))} for band in report.rto_bands],
        "strategies": list(strategies(report)),
        "bar": list(bar(report)),
        "units": [
            {
                "unit": unit,
                "cost": money_cell(unit.cost).text,
                **{name: listed(unit=of_unit(unit), **filters) for name, filters in OF_UNIT.items()},
                "unknown": unit.systems - unit.with_cost,
            }
            for unit in report.units
        ],
        "unplaced_url": listed(missing="objectives"),
        "without_data_url": listed(missing="data"),
        "provisional_url": listed(state="provisional"),
        "downloads": portfolio_downloads(report.totals.systems),
        "systems_url": reverse("systems:list"),
    }


def of_unit(unit: Unit) -> int | str:
    return "none" if unit.pk is None else unit.pk


def headline(totals: Totals) -> list[Context]:
    """The four numbers a meeting begins with, each with what makes it honest."""
    unknown = totals.systems - totals.with_cost
    return [
        {
            "label": _("Answered"),
            "value": _("%(answered)s of %(systems)s")
            % {"answered": grouped_number(totals.answered), "systems": grouped_number(totals.systems)},
            **counted(totals.answered, state="answered"),
            "notes": [
                noted(ngettext("%(n)s overdue", "%(n)s overdue", totals.overdue), totals.overdue, state="overdue")
                if totals.overdue
                else {"text": _("none overdue")}
            ],
        },
        {
            "label": _("Approved"),
            "value": totals.approved,
            **counted(totals.approved, state="approved"),
            "notes": [noted(_("%(n)s this month"), totals.approved_this_month, state="approved_this_month")],
        },
        {
            "label": _("Contradictions that block approval"),
            "value": totals.blocks,
            **counted(totals.blocks, findings="blocks"),
            "counts": "blocks",
            "notes": [
                noted(
                    ngettext("in %(n)s system", "in %(n)s systems", totals.blocked), totals.blocked, findings="blocks"
                ),
                noted(_("%(n)s more worth a look"), totals.warned, findings="warns"),
            ],
        },
        {
            "label": _("Recovery cost a year"),
            "value": money_cell(totals.cost).text,
            "notes": [
                noted(
                    ngettext("not known for %(n)s system", "not known for %(n)s systems", unknown),
                    unknown,
                    missing="cost",
                )
                if unknown
                else {"text": _("known for every system")}
            ],
        },
    ]


def counted(number: int, **filters: Any) -> Context:
    """A count and the address of exactly what it counts, as the list filters it."""
    return {"count": number, "url": listed(**filters)}


def noted(text: str, number: int, **filters: Any) -> Context:
    return {"text": text % {"n": grouped_number(number)}, **counted(number, **filters)}


def band_words(band: Band) -> str:
    """The band by its upper end: “nothing”, “5 min”, “longer”."""
    if band.most is None:
        return _("longer")
    return short_duration(band.most) if band.most else data_loss(0)


def cells(report: Portfolio, row: Band) -> Iterator[Context]:
    largest = max(report.cells.values(), default=0)
    for column in report.rpo_bands:
        count = report.cells.get((row.name, column.name), 0)
        label = _("%(count)s systems: back within %(rto)s, may lose %(rpo)s") % {
            "count": grouped_number(count), "rto": band_words(row), "rpo": band_words(column),
        }  # fmt: skip
        yield {"count": count, "level": level(count, largest), "url": cell_url(row, column), "label": label}


def level(count: int, largest: int) -> int:
    """0 to 3: the darker, the more systems, in thirds of the fullest cell."""
    return 0 if not count else max(1, -(-3 * count // largest))


def cell_url(row: Band, column: Band) -> str:
    ends = {"rto_min": row.least, "rto_max": row.most, "rpo_min": column.least, "rpo_max": column.most}
    return listed(**{name: value for name, value in ends.items() if value is not None})


def listed(**parameters: Any) -> str:
    return f"{reverse('systems:list')}?{urlencode(parameters)}"


def strategies(report: Portfolio) -> Iterator[Context]:
    for share, key in enumerate(keys(report), start=1):
        url = listed(strategy=key or "none")
        name = strategy_name(key) if key else _("No strategy yet")
        yield {"name": name, "count": report.strategies[key], "url": url, "share": min(share, 4) if key else 0}


def keys(report: Portfolio) -> list[str]:
    """The strategies in use, the weakest first; none at the end."""
    known = [key for key in ORDER if key in report.strategies]
    more = sorted(key for key in report.strategies if key and key not in ORDER)
    return [*known, *more, *([""] if "" in report.strategies else [])]


def bar(report: Portfolio) -> Iterator[Context]:
    """Rectangles side by side in a hundred units; numbers as text, so that no language puts a comma into them."""
    shown = [item for item in strategies(report) if item["share"]]
    total = sum(item["count"] for item in shown) or 1
    start = 0.0
    for item in shown:
        width = 100 * item["count"] / total
        yield {"x": f"{start:.3f}", "width": f"{max(width - 0.6, 0.2):.3f}", "share": item["share"]}
        start += width
