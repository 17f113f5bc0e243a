"""Contradictions, and where each stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext as _

from exports.document import Cell, Column, Section, Sign, Table
from exports.reports.cells import on, on_date
from exports.reports.summary import Contradiction, Justification, Summary
from presentation.contradictions import cause_name
from recovery.causes import OPEN
from systems.presenters.causes import in_causes
from systems.presenters.findings import shown_severity


def section(summary: Summary) -> Section:
    """What does not fit, by subject and by what is behind it; what is resolved comes last."""
    found = in_causes(item for item in summary.contradictions if not item.resolved_at)
    resolved = [item for item in summary.contradictions if item.resolved_at]
    tables = [
        table(group.name, (row(item, cause.name, group.name) for cause in group.causes for item in cause.findings))
        for group in found.groups
    ]
    if resolved:
        tables.append(table(_("Resolved since"), (row(item, cause_name(item.code), "") for item in resolved)))
    if not found.groups:
        tables.insert(0, replace(table("", ()), empty=nothing(summary)))
    lead = found.counted if len(found.findings) > 1 else ""
    return Section("contradictions", _("Contradictions"), lead=lead, tables=tuple(tables))


def table(title: str, rows: Iterable[tuple[Cell, ...]]) -> Table:
    columns = (
        Column(_("What is behind it"), width=34, once=True),
        Column(_("How serious"), width=20),
        Column(_("What does not fit together"), width=84),
        Column(_("Where it stands"), width=20),
        Column(_("What it is about"), width=26, detail=True),
        Column(_("What is promised"), width=44, detail=True),
    )
    return Table(title, columns, tuple(rows), sheet=_("Contradictions"))


def nothing(summary: Summary) -> str:
    if summary.derived_at is None:
        return _("Nobody has looked for contradictions yet: the plan has not been derived.")
    return _("None. The answers fit together.")


def row(item: Contradiction, cause: str, about: str) -> tuple[Cell, ...]:
    severities = {
        "blocks": _("Blocks approval"),
        "warns": _("Worth a look"),
        "informs": _("Good to know"),
        OPEN: _("Open point"),
    }
    shown = shown_severity(item.code, item.severity)
    seen = _("since %(day)s") % {"day": on(item.first_seen_at)}
    sign = Sign.NONE if item.resolved_at else Sign(shown)
    terms = item.terms if item.terms != item.text else ""
    return (
        Cell(cause),
        Cell(severities[shown], sign=sign, note=seen),
        Cell(item.text, note=terms),
        standing(item),
        Cell(about),
        Cell(seen_to(item)),
    )


def standing(item: Contradiction) -> Cell:
    """Open, justified, accepted by whom, not accepted, or resolved; with the reason that was given."""
    given = item.justification
    if item.resolved_at:
        return Cell(_("resolved"), sign=Sign.GOOD, note=notes(_("on %(day)s") % {"day": on(item.resolved_at)}, given))
    if item.state == "accepted" and given and given.decided_at:
        accepted = _("by %(who)s on %(day)s") % {"who": given.decided_by, "day": on(given.decided_at)}
        return Cell(_("accepted"), sign=Sign.GOOD, note=notes(accepted, given))
    if item.promises:
        return promised(item, given)
    texts = {
        "justified": (_("justified"), _("waiting for an architect")),
        "rejected": (_("justification not accepted"), ""),
        "accepted": (_("accepted"), ""),
        "open": (_("open"), ""),
    }
    text, note = texts[item.state]
    return Cell(text, sign=Sign.OPEN, note=notes(note, given))


def promised(item: Contradiction, given: Justification | None) -> Cell:
    """Until when somebody sees to it; what stands in the way again once that day has gone by."""
    first = min(item.promises, key=lambda each: each.due_on)
    text = _("promised for %(day)s, late") if first.late else _("promised for %(day)s")
    sign = Sign(item.severity) if first.late else Sign.OPEN
    return Cell(text % {"day": on_date(first.due_on)}, sign=sign, note=notes(seen_to(item), given))


def seen_to(item: Contradiction) -> str:
    """What is promised, and who sees to it."""
    each = _("%(who)s: “%(what)s”, promised by %(by)s")
    return " · ".join(each % {"who": one.who, "what": one.what, "by": one.by} for one in item.promises)


def notes(note: str, given: Justification | None) -> str:
    return " · ".join(filter(None, (note, reason(given))))


def reason(given: Justification | None) -> str:
    if given is None:
        return ""
    text = _("%(who)s: “%(reason)s”") % {"who": given.by, "reason": given.reason}
    return text + " " + _("(said about other numbers)") if given.state == "outdated" else text
