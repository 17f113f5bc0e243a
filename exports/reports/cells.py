"""Numbers in the reader's words, as cells that keep the number."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from exports.document import Cell, Sign
from exports.reports.summary import Goal, Person
from presentation import objectives
from presentation.durations import duration_in_words
from presentation.money import estimated_amount, tier_signs, whole_amount
from presentation.numbers import DASH
from presentation.states import state_in_words
from recovery.durations import HOUR

HOURS = "h"


def duration_cell(seconds: int | None, *, nothing: str = DASH, note: str = "", sign: Sign = Sign.NONE) -> Cell:
    """A duration in words, its hours beside it; `nothing` where there is none."""
    if seconds is None:
        return Cell(nothing, note=note)
    return Cell(duration_in_words(seconds), hours(seconds), note=note, sign=sign)


def hours(seconds: int) -> float:
    return round(seconds / HOUR, 6)


def recovery_time_cell(goal: Goal, note: str = "") -> Cell:
    """An RTO; zero is a value with words of its own."""
    if goal.seconds is None:
        return Cell(state_in_words(goal.state))
    return Cell(objectives.recovery_time(goal.seconds), hours(goal.seconds), note=note)


def data_loss_cell(goal: Goal, note: str = "") -> Cell:
    """An RPO; zero is a value with words of its own."""
    if goal.seconds is None:
        return Cell(state_in_words(goal.state))
    return Cell(objectives.data_loss(goal.seconds), hours(goal.seconds), note=note)


def taken(seconds: int | None) -> Cell:
    """A time until recovery; zero is no interruption."""
    return Cell(objectives.recovery_time(0), 0) if seconds == 0 else duration_cell(seconds)


def lost(seconds: int | None) -> Cell:
    """An amount of work lost; zero is nothing."""
    return Cell(objectives.data_loss(0), 0) if seconds == 0 else duration_cell(seconds)


def lost_at_worst(seconds: int | None, everything: bool) -> Cell:
    """The same where it may be everything there is, which no number of hours says."""
    return Cell(_("everything")) if everything else lost(seconds)


def money_cell(amount: Decimal | None, currency: str = "", *, nothing: str = DASH, note: str = "") -> Cell:
    """An amount in whole units, grouped as the reader's language does."""
    if amount is None:
        return Cell(nothing, note=note)
    return Cell(whole_amount(amount, currency), amount, note=note)


def estimate_cell(amount: Decimal, currency: str = "") -> Cell:
    """An amount calculated from estimates: said with as many figures as can be known, kept whole for programs."""
    return Cell(estimated_amount(amount, currency), amount)


def tier_cell(number: int | None) -> Cell:
    """A cost tier by its signs; how many of how many in words for those who hear it."""
    if number is None:
        return Cell(DASH)
    return Cell(tier_signs(number), number, note=_("tier %(tier)s of 4") % {"tier": number})


def day(value: dt.date) -> Cell:
    return Cell(date_format(value, day_format()), day=value)


def on(moment: dt.datetime) -> str:
    """The day, in the reader's time zone."""
    return date_format(timezone.localtime(moment), day_format())


def on_date(day: dt.date) -> str:
    """A day that is the same in every time zone."""
    return date_format(day, day_format())


def at(moment: dt.datetime) -> str:
    """Day, time and time zone."""
    local = timezone.localtime(moment)
    return f"{date_format(local, day_format())}, {local:%H:%M} {local.tzname() or ''}".strip()


def day_format() -> str:
    """Unmistakable on both sides of every ocean: 3 March 2026."""
    return pgettext("format of a day", "j F Y")


def yes_no(value: bool | None, *, unknown: str = "") -> str:
    if value is None:
        return unknown or _("not said")
    return _("yes") if value else _("no")


def fitting(value: bool | None) -> Cell:
    """Whether two numbers fit together, with the sign that says so."""
    if value is None:
        return Cell(_("cannot be said yet"))
    return Cell(_("fits"), sign=Sign.GOOD) if value else Cell(_("does not fit"), sign=Sign.BLOCKS)


def name_of(person: Person) -> str:
    return person.name or person.email


def who(person: Person | None) -> Cell:
    """The name, the address beside it; or the address alone."""
    if person is None:
        return Cell(_("nobody"))
    return Cell(name_of(person), note=person.email if person.name else "")
