"""What the headings of a list suggest that its columns mean."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from django.conf import settings
from django.utils import translation

from presentation.language import offered_languages
from recovery.currency import CODES, currency_by_sign
from recovery.reading import unit_called
from recovery.reading.amounts import SIZES
from systems.services.imports.meanings import BY_KEY, IGNORE, MEANINGS, NEED_KIND, RELATIONS

ABOUT_A_PERSON = (" e mail address", " email address", " mail address", " e mail", " email", " mail", " name")
"""How headings end that say in which way they name somebody."""


def guess(headings: Sequence[str]) -> list[str]:
    """A meaning for every column, IGNORE where the heading suggests none. No two columns fight for one field."""
    names = [normalised_heading(heading) for heading in headings]
    related = relation(names)
    found = [related.get(name) or meaning_of(name) for name in names]
    taken: set[str] = set()
    guessed = []
    for name, meaning in zip(names, found, strict=True):
        wanted = meaning
        if not wanted and name.startswith(("department", "office")):
            wanted = "tags" if "unit" in found else "unit"
        if wanted and wanted in taken and not BY_KEY[wanted].several:
            wanted = IGNORE
        taken.add(wanted)
        guessed.append(wanted)
    return guessed


def relation(names: Sequence[str]) -> dict[str, str]:
    """What the headings of a list of relations mean: one system, how it needs another, and which."""
    for one, other in RELATIONS:
        if one in names and other in names:
            return {one: "name", other: "needs", "type": NEED_KIND}
    return {}


def meaning_of(heading: str) -> str:
    """By what the column is called, with or without a unit, a currency, or how it names people behind it.

    A frequency is worth keeping, because it hints at how fresh copies must be.
    """
    known = by_heading()
    if heading in known:
        return known[heading]
    beginning, _blank, last = heading.rpartition(" ")
    if is_unit(last) and (bare := beginning.removesuffix(" in")) in known:
        return known[bare]
    for ending in ABOUT_A_PERSON:
        bare = heading.removesuffix(ending)
        if bare != heading and bare in known:
            return known[bare]
    return "remark" if "frequency" in heading.split(" ") else IGNORE


def by_heading() -> Mapping[str, str]:
    return _by_heading(offered_languages())


@lru_cache(maxsize=8)
def _by_heading(languages: Sequence[str]) -> Mapping[str, str]:
    """What people write first, then what the portal itself writes in each of its languages."""
    found = {heading: meaning.key for meaning in MEANINGS for heading in meaning.headings}
    for language in languages:
        with translation.override(language):
            for meaning in MEANINGS:
                for ours in meaning.ours:
                    found.setdefault(normalised_heading(str(ours)), meaning.key)
    return found


def is_unit(word: str) -> bool:
    return unit_called(word) is not None or word.upper() in CODES or word in SIZES


def heading_size(heading: str) -> str:
    """The unit of data that a heading ends with: “Data size (TB)”; empty where it names none."""
    last = normalised_heading(heading).rpartition(" ")[2]
    return last if last in SIZES else ""


def heading_currency(heading: str) -> str:
    """The currency that a heading names: “Cost (USD)”, “cost_usd”, “Cost in $”; empty where it names none."""
    code = normalised_heading(heading).rpartition(" ")[2].upper()
    return code if code in CODES else currency_by_sign(heading, settings.CURRENCY)


def heading_unit(heading: str) -> int | None:
    """The unit of time that a heading ends with, in seconds: “rto_hours”, “RTO (h)”, “RTO in minutes”."""
    return unit_called(normalised_heading(heading).rpartition(" ")[2])


def normalised_heading(heading: str) -> str:
    """Small letters and single spaces: “Owner E-Mail” and “owner_e_mail” are the same."""
    return " ".join(re.sub(r"[\W_]+", " ", heading.lower()).split())
