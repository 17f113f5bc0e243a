"""Contradictions, and where each stands."""

from __future__ import annotations

from django.utils.translation import gettext as _

from exports.document import Cell, Column, Section, Sign, Table
from exports.reports.cells import on
from exports.reports.summary import Contradiction, Justification, Summary
from systems.presenters.findings import OPEN_POINT, shown_severity


def section(summary: Summary) -> Section:
    columns = (
        Column(_("How serious"), width=24),
        Column(_("What does not fit together"), width=84),
        Column(_("Where it stands"), width=20),
    )
    rows = [row(item) for item in sorted(summary.contradictions, key=weight)]
    table = Table("", columns, rows, nothing(summary))
    return Section("contradictions", _("Contradictions"), tables=(table,))


def weight(item: Contradiction) -> int:
    """What stands in the way of approval comes first; otherwise the method's own order stays."""
    return ("blocks", "warns", "informs").index(item.severity)


def nothing(summary: Summary) -> str:
    if summary.derived_at is None:
        return _("Nobody has looked for contradictions yet: the plan has not been derived.")
    return _("None. The answers fit together.")


def row(item: Contradiction) -> tuple[Cell, ...]:
    severities = {
        "blocks": _("Blocks approval"),
        "warns": _("Worth a look"),
        "informs": _("Good to know"),
        OPEN_POINT: _("Open point"),
    }
    shown = shown_severity(item.code, item.severity)
    seen = _("since %(day)s") % {"day": on(item.first_seen_at)}
    sign = Sign.NONE if item.resolved_at else Sign(shown)
    terms = item.terms if item.terms != item.text else ""
    return Cell(severities[shown], sign=sign, note=seen), Cell(item.text, note=terms), standing(item)


def standing(item: Contradiction) -> Cell:
    """Open, justified, accepted by whom, not accepted, or resolved; with the reason that was given."""
    given = item.justification
    if item.resolved_at:
        return Cell(_("resolved"), sign=Sign.GOOD, note=notes(_("on %(day)s") % {"day": on(item.resolved_at)}, given))
    if item.state == "accepted" and given and given.decided_at:
        accepted = _("by %(who)s on %(day)s") % {"who": given.decided_by, "day": on(given.decided_at)}
        return Cell(_("accepted"), sign=Sign.GOOD, note=notes(accepted, given))
    texts = {
        "justified": (_("justified"), _("waiting for an architect")),
        "rejected": (_("justification not accepted"), ""),
        "accepted": (_("accepted"), ""),
        "open": (_("open"), ""),
    }
    text, note = texts[item.state]
    return Cell(text, sign=Sign.OPEN, note=notes(note, given))


def notes(note: str, given: Justification | None) -> str:
    return " · ".join(filter(None, (note, reason(given))))


def reason(given: Justification | None) -> str:
    if given is None:
        return ""
    text = _("%(who)s: “%(reason)s”") % {"who": given.by, "reason": given.reason}
    return text + " " + _("(said about other numbers)") if given.state == "outdated" else text
