"""What the business asked for, and what its answers suggest, with every because."""

from __future__ import annotations

from django.utils.translation import gettext as _

from exports.document import Cell, Fact, Section
from exports.reports.cells import HOURS, data_loss_cell, duration_cell, lost, recovery_time_cell, taken
from exports.reports.parts.sign_off import unconfirmed
from exports.reports.summary import Goal, Summary


def section(summary: Summary) -> Section:
    asked, because = summary.objectives, summary.objectives.because
    none = _("the answers do not lead to a number yet")
    suggested_rto, suggested_rpo = asked.suggested_rto_seconds, asked.suggested_rpo_seconds
    facts = [
        Fact(_("Back within (RTO)"), recovery_time_cell(asked.rto), chosen(asked.rto, suggested_rto, summary), HOURS),
        Fact(_("May lose (RPO)"), data_loss_cell(asked.rpo), chosen(asked.rpo, suggested_rpo, summary), HOURS),
        Fact(_("Harm is unacceptable after (MTD)"), duration_cell(asked.mtd_seconds), because.get("mtd", ()), HOURS),
        Fact(_("Suggested: back within"), or_words(taken(suggested_rto), none), because.get("rto", ()), HOURS),
        Fact(_("Suggested: may lose"), or_words(lost(suggested_rpo), none), because.get("rpo", ()), HOURS),
    ]
    if asked.peak_rto_seconds is not None:
        peak = duration_cell(asked.peak_rto_seconds)
        facts.append(Fact(_("In the peak season back within"), peak, because.get("peak", ()), HOURS))
    return Section(
        "objectives",
        _("Objectives and why"),
        lead=lead(summary),
        facts=tuple(facts),
        notes=(
            _(
                "RTO: the longest it may be down. RPO: how much recent work may be lost. MTD: the outage after which "
                "the harm is unacceptable. WRT: the time people need to catch up once it is back."
            ),
        ),
    )


def lead(summary: Summary) -> str:
    if summary.provisional:
        return _("Provisional: %(where)s.") % {"where": unconfirmed(summary.provisional)}
    return _("How long the business can be without the system, and how much recent work it could afford to lose.")


def or_words(cell: Cell, words: str) -> Cell:
    return Cell(words) if cell.number is None else cell


def chosen(goal: Goal, suggested: int | None, summary: Summary) -> tuple[str, ...]:
    """How the owner's choice stands to the suggestion; a looser one carries their reason. A list has chosen nothing."""
    asked = summary.objectives
    if goal.seconds is None or suggested is None or summary.provisional:
        return ()
    if goal.seconds == suggested:
        return (_("As the answers suggest."),)
    if goal.seconds < suggested:
        return (_("Tighter than the answers suggest."),)
    reason = _("The owner's reason: %(reason)s") % {"reason": asked.override_reason} if asked.override_reason else ""
    return (_("Looser than the answers suggest."), reason or _("No reason was given."))
