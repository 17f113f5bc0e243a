"""Who answers for the numbers, and where they come from."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exports.document import Cell, Fact, Section, Sign
from exports.reports.cells import HOURS, at, data_loss_cell, name_of, on, recovery_time_cell, who
from exports.reports.summary import SignOff, Summary
from presentation.numbers import grouped_number
from systems.models import Profile

SETTLED = {"resolved", "accepted"}


def section(summary: Summary) -> Section:
    title = _("Sign-off")
    if summary.sign_off is None:
        return Section("sign-off", title, lead=_("Nobody has approved these answers yet."))
    return Section("sign-off", title, facts=facts(summary.sign_off))


def facts(signed: SignOff) -> tuple[Fact, ...]:
    sent = (Fact(_("Answers sent on"), Cell(at(signed.submitted_at))),) if signed.submitted_at else ()
    comment = (Fact(_("Comment"), Cell(signed.comment)),) if signed.comment else ()
    holds = Cell(_("yes"), sign=Sign.GOOD) if signed.still_holds else Cell(_("no, changed since"), sign=Sign.WARNS)
    return (
        Fact(_("Answers by"), who(signed.answered_by)),
        *sent,
        Fact(_("Approved by"), who(signed.approved_by), four_eyes(signed)),
        Fact(_("Approved on"), Cell(at(signed.approved_at))),
        Fact(_("Approved: back within"), recovery_time_cell(signed.rto), unit=HOURS),
        Fact(_("Approved: may lose"), data_loss_cell(signed.rpo), unit=HOURS),
        Fact(_("Under policy"), Cell(signed.policy_version or _("not recorded"))),
        *comment,
        Fact(_("Objectives and plan are as approved"), holds),
        *trail(signed),
    )


def trail(signed: SignOff) -> tuple[Fact, ...]:
    """Where the signature stands in the audit trail. On paper it proves that the trail was not written anew since."""
    if signed.trail is None:
        return ()
    entry = _("entry %(number)s") % {"number": signed.trail.number}
    return (Fact(_("In the audit trail"), Cell(entry, note=f"SHA-256 {signed.trail.sha256}")),)


def four_eyes(signed: SignOff) -> tuple[str, ...]:
    """That somebody else looked; nothing where that is not known."""
    if signed.answered_by is None or signed.answered_by.email == signed.approved_by.email:
        return ()
    return (_("A second pair of eyes: not the person who answered."),)


def about(summary: Summary) -> Section:
    derived = at(summary.derived_at) if summary.derived_at else _("not yet")
    note = _("something changed since; it is being derived again") if summary.out_of_date and summary.derived_at else ""
    return Section(
        "about",
        _("About this summary"),
        facts=(
            Fact(_("Policy version"), Cell(summary.policy_version or _("none yet"))),
            Fact(_("Derived on"), Cell(derived, note=note)),
        ),
    )


def status(summary: Summary) -> Cell:
    """The one line under the title: may these numbers be relied on?"""
    if summary.provisional:
        return Cell(_("Provisional"), sign=Sign.WARNS, note=unconfirmed(summary.provisional))
    signed, waiting = summary.sign_off, Profile.AnswerState(summary.answer_state)
    blocks = sum(item.severity == "blocks" and item.state not in SETTLED for item in summary.contradictions)
    if waiting == Profile.AnswerState.APPROVED and signed:
        who_and_when = {"day": on(signed.approved_at), "who": name_of(signed.approved_by)}
        approved = _("approved on %(day)s by %(who)s") % who_and_when
        if not signed.still_holds:
            return Cell(_("Changed since it was approved"), sign=Sign.WARNS, note=approved)
        if blocks:
            note = f"{approved} · {blocking(blocks)}"
            return Cell(_("Facts contradict it since it was approved"), sign=Sign.WARNS, note=note)
        return Cell(_("Approved"), sign=Sign.GOOD, note=_("on %(day)s by %(who)s") % who_and_when)
    if blocks:
        return Cell(_("Not approved"), sign=Sign.BLOCKS, note=blocking(blocks))
    return Cell(_("Not approved"), sign=Sign.OPEN, note=str(waiting.label))


def unconfirmed(source: str) -> str:
    """Whose numbers these are while they are nobody's answer."""
    return _("from “%(file)s”; nobody has confirmed it") % {"file": source}


def blocking(count: int) -> str:
    sentence = ngettext("%(n)s contradiction blocks approval", "%(n)s contradictions block approval", count)
    return sentence % {"n": grouped_number(count)}
