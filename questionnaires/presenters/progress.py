"""How much of a questionnaire is left, in words."""

from __future__ import annotations

from django.utils.translation import gettext, ngettext

from presentation.numbers import grouped_number


def time_left(minutes: int) -> str:
    if not minutes:
        return gettext("nothing left open")
    return ngettext("about %(n)s minute left", "about %(n)s minutes left", minutes) % {"n": grouped_number(minutes)}
