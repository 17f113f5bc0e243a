"""How the numbers of a column are read, in sentences beside it: a number is never read in one of two ways silently."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext

from presentation.durations import duration_in_words
from presentation.numbers import grouped_number, without_empty_fraction
from recovery.reading import numerals
from systems.services.imports.columns import heading_currency, heading_size, heading_unit
from systems.services.imports.meanings import DURATION, SIZE
from systems.services.imports.readings import AMOUNTS, Reading, Why

EXAMPLE = 4


def notes(reading: Reading, meaning: str) -> list[str]:
    """One sentence for each kind of number that leaves open how it is meant, then why it is read so.

    Amounts that nothing decides are taken as thousands; of times nobody can tell, so they are left out.
    """
    if meaning.endswith(DURATION) and reading.assumed:
        asked = gettext(
            "“%(cell)s” may be thousands or decimals, so it is left out. Say below how decimals are marked."
        )
        return [asked % {"cell": number} for number in reading.open]
    sentences = [how(number, reading.sign) for number in reading.open]
    return [*sentences, why(reading)] if sentences else []


def heading_notes(heading: str, meaning: str) -> list[str]:
    """What the heading says about its cells: a unit for bare numbers, or a currency that is not the portal's."""
    unit, currency = heading_unit(heading), heading_currency(heading)
    if unit and meaning.endswith(DURATION):
        example = gettext("A number without a unit takes that of the heading: “4” is read as %(time)s.")
        return [example % {"time": duration_in_words(EXAMPLE * unit)}]
    if meaning == SIZE and (size := heading_size(heading)) not in ("", "gib"):
        example = gettext("A number without a unit takes that of the heading: “4” is read as %(time)s.")
        return [example % {"time": f"4 {size[0].upper()}{size[1:].replace('b', 'B')}"}]
    if currency not in ("", settings.CURRENCY) and meaning in AMOUNTS:
        values = {"other": currency, "own": settings.CURRENCY}
        return [gettext("The column is in %(other)s, but the portal counts in %(own)s.") % values]
    return []


def how(number: str, sign: str) -> str:
    value = numerals.value(number, sign)
    shown = grouped_number(without_empty_fraction(value)) if value is not None else number
    values = {"cell": number, "number": shown}
    own = numerals.sign_of(number)
    if own == sign == numerals.POINT:
        return gettext("“%(cell)s” is read as %(number)s: the point marks the decimals.") % values
    if own == sign:
        return gettext("“%(cell)s” is read as %(number)s: the comma marks the decimals.") % values
    if own == numerals.POINT:
        return gettext("“%(cell)s” is read as %(number)s: the point groups thousands.") % values
    return gettext("“%(cell)s” is read as %(number)s: the comma groups thousands.") % values


def why(reading: Reading) -> str:
    values = {"witness": reading.witness, "heading": reading.heading}
    if reading.why is Why.CHOSEN:
        return gettext("You said so.")
    if reading.why is Why.COLUMN:
        return gettext("“%(witness)s” in this column shows it.") % values
    if reading.why is Why.FILE:
        return gettext("“%(witness)s” in the column “%(heading)s” shows it.") % values
    return gettext("Is that wrong? Then say below how decimals are marked.")
