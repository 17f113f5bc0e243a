"""Cells to values: numbers, durations, words for status and hosting, as people write them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any, TypeVar

from django.conf import settings
from django.db import models
from django.utils import translation
from django.utils.translation import gettext

from presentation.forms.lines import is_one_line
from presentation.language import language, offered_languages
from recovery.durations import DAY, HOUR
from recovery.reading import NotUnderstood, Understood, read_amount, read_duration, read_size
from systems.models import Dependency, System
from systems.services.imports.columns import normalised_heading
from systems.services.imports.kinds.protection_words import PROTECTION_WORDS
from systems.services.imports.meanings import NEED_KIND, PROPOSALS, TIER
from systems.services.keys import slug

NOTHING = frozenset(
    {"", "-", "–", "—", "?", "n/a", "na", "n.a.", "none", "null", "nil", "tbd", "tbc", "unknown", "not applicable",
     "not available", "no aplica"}
)  # fmt: skip
STATUS = {
    **dict.fromkeys(("live", "active", "production", "operational", "in production", "in betrieb", "installed",
                     "in use", "in service", "in maintenance", "maintenance", "produktiv", "aktiv", "en producción",
                     "en produccion", "activo", "deprecated"), "live"),
    **dict.fromkeys(("planning", "in development", "development", "pilot", "future", "pipeline", "on order",
                     "pending install", "pre production", "experimental", "in planung", "geplant", "in entwicklung",
                     "planificado", "en desarrollo"), "planned"),
    **dict.fromkeys(("decommissioned", "obsolete", "inactive", "sunset", "end of life", "abgelöst",
                     "end of support", "disposed", "außer betrieb", "stillgelegt", "retirado",
                     "dado de baja"), "retired"),
}  # fmt: skip
TYPE = {
    **dict.fromkeys(("app", "software", "business application"), "application"),
    **dict.fromkeys(("server", "network", "platform", "netzwerk", "servidor"), "infrastructure"),
    **dict.fromkeys(("database", "data base", "storage", "datenbank", "base de datos"), "data_store"),
    **dict.fromkeys(
        ("service", "process", "product", "business process", "pr", "primary", "geschäftsprozess", "proceso"),
        "business_service",
    ),
}
HOSTING = {
    **dict.fromkeys(("own", "on premises", "on premise", "on prem", "onprem", "in house", "local", "data center",
                     "data centre", "own data center", "eigenbetrieb", "eigenes rechenzentrum", "propio"), "own"),
    **dict.fromkeys(("cloud", "aws", "azure", "gcp", "google cloud", "iaas", "paas"), "cloud"),
    **dict.fromkeys(("saas", "web", "hosted service"), "saas"),
    **dict.fromkeys(("supplier", "hosted", "vendor hosted", "vendor", "outsourced", "cloud based vendor hosted",
                     "fremdbetrieb", "proveedor"), "supplier"),
    **dict.fromkeys(("desktop", "pc", "workstation", "laptop"), "desktop"),
}  # fmt: skip
KIND_OF_NEED = {
    **dict.fromkeys(("hard", "critical", "strong", "mandatory", "required", "runs on", "runs on runs", "hosted on",
                     "hosted on hosts", "zwingend", "läuft auf", "obligatoria"), "hard"),
    **dict.fromkeys(("soft", "weak", "optional", "nice to have", "opcional"), "soft"),
    **dict.fromkeys(("shares transactions", "shared"), "shares_transactions"),
    **dict.fromkeys(("depends on", "depends on used by", "needs", "uses", "dependency", "uses used by",
                     "connects to connected by", "nutzt", "hängt ab von", "depende de"), ""),
}  # fmt: skip
"""What a relation says about how much it matters; nothing, where it only says that there is one."""
WORDS: Mapping[str, tuple[Mapping[str, str], type[models.TextChoices]]] = {
    "status": (STATUS, System.Status),
    "type": (TYPE, System.Type),
    "hosting": (HOSTING, System.Hosting),
    NEED_KIND: (KIND_OF_NEED, Dependency.Kind),
    **PROTECTION_WORDS,
}
"""By meaning, the words of the columns that hold one of a few values, beside what the portal itself calls these."""
Meant = TypeVar("Meant", int, Decimal)


class Unusable(Exception):
    """The cell says something, but nothing that fits; `reason` says what would."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def says_nothing(cell: str) -> bool:
    return cell.strip().lower() in NOTHING


def one_line(cell: str) -> str:
    return " ".join(cell.split())


def up_to(length: int) -> Callable[[str], str]:
    def limited(cell: str) -> str:
        if not is_one_line(cell.strip()):
            raise Unusable(gettext("It holds line breaks, or signs that cannot be seen."))
        text = one_line(cell)
        if len(text) > length:
            raise Unusable(gettext("It is longer than %(n)d characters.") % {"n": length})
        return text

    return limited


def key(cell: str) -> str:
    """A key as written, or what can be made of it."""
    made = slug(up_to(200)(cell))
    if not made:
        raise Unusable(gettext("A key has letters and digits."))
    return made


def one_of(meaning: str, cell: str) -> str:
    """The value of a column that holds one of a few, by what people or the portal call it, in any language."""
    words, values = WORDS[meaning]
    answer = normalised_heading(cell)
    if answer in words:
        return words[answer]
    labels = labels_of(meaning, offered_languages())
    if answer in labels:
        return labels[answer]
    shown = ", ".join(f"“{label}”" for value, label in values.choices if value)
    raise Unusable(gettext("Write one of %(labels)s.") % {"labels": shown})


@lru_cache(maxsize=32)
def labels_of(meaning: str, languages: Sequence[str]) -> Mapping[str, str]:
    """What the portal calls each value, as in a file for programs and in its languages."""
    found = {normalised_heading(value): value for value in WORDS[meaning][1].values if value}
    for spoken in languages:
        with translation.override(spoken):
            for value, label in WORDS[meaning][1].choices:
                if value:
                    found.setdefault(normalised_heading(str(label)), value)
    return found


def size_in_gib(cell: str, sign: str = "", unit: str = "") -> Understood[Decimal]:
    """“500”, “500 GB”, “1.5 TB”, “1,500 GiB”; without a unit it is the heading's, and GiB where that names none. `sign`
    marks the decimals of a number that leaves it open; without one its figures are thousands."""
    if unit and not any(letter.isalpha() for letter in cell):
        cell = f"{cell} {unit}"
    return within(understood(lambda: read_size(cell, language(), decimal=sign)), Decimal(10**9))


def money(cell: str, sign: str = "", currency: str = "") -> Understood[Decimal]:
    """An amount in the portal's currency. `sign` as above, `currency` as the heading names it."""
    if currency and currency != settings.CURRENCY:
        values = {"other": currency, "own": settings.CURRENCY}
        raise Unusable(gettext("The column is in %(other)s, but the portal counts in %(own)s.") % values)
    amount = understood(lambda: read_amount(cell, settings.CURRENCY, language(), decimal=sign))
    return within(amount, Decimal(10**12) - 1)


def duration(cell: str, unit: int | None = None, sign: str | None = None) -> Understood[int]:
    """Seconds; `unit` is that of a bare number, where the heading names one. `sign` marks the decimals of a number that
    leaves it open; without one it is refused."""
    return understood(lambda: read_duration(cell, unit=unit, decimal=sign))


def understood(read: Callable[[], Understood[Meant]]) -> Understood[Meant]:
    """What a reader of the method understood. Raises Unusable with its reason."""
    try:
        return read()
    except NotUnderstood as error:
        raise Unusable(error.explained(language())) from None


def within(number: Understood[Decimal], most: Decimal) -> Understood[Decimal]:
    if number.value > most:
        raise Unusable(gettext("That is too large."))
    return number


NO_TIERS: Mapping[str, tuple[int, int | None]] = {}
Reader = Callable[..., Any]  # of a cell, and for numbers of the sign that marks decimals, for durations of their unit


def objectives_of_tier(cell: str, known: Mapping[str, tuple[int, int | None]] = NO_TIERS) -> tuple[int, int | None]:
    """RTO and RPO in seconds: of a tier of the company's table, or as a person says once, like “4 hours / 1 hour”; the
    second may be left out. A tier that is in no table is never guessed."""
    if (called := known.get(normalised_heading(cell))) is not None:
        return called
    first, slash, second = cell.partition("/")
    try:
        rto = duration(first).value
        rpo = duration(second).value if slash else None
    except Unusable:
        example = gettext("Say which objectives it stands for: RTO and RPO, like “4 hours / 1 hour”.")
        raise Unusable(example) from None
    return rto, rpo


FREQUENCIES = {
    **dict.fromkeys(("hourly", "every hour", "stündlich", "cada hora"), HOUR),
    **dict.fromkeys(("daily", "nightly", "every day", "every night", "täglich", "nächtlich", "diaria", "diario"), DAY),
    **dict.fromkeys(("weekly", "every week", "wöchentlich", "semanal"), 7 * DAY),
    **dict.fromkeys(("monthly", "every month", "monatlich", "mensual"), 30 * DAY),
}
"""How often, in a word; seconds."""


def frequency(cell: str, unit: int | None = None, sign: str | None = None) -> Understood[int]:
    """“daily”, “every 4 hours” as “4 hours”: seconds between two copies."""
    if (called := FREQUENCIES.get(normalised_heading(cell))) is not None:
        return Understood(called)
    bare = re.sub(r"^\s*(every|alle|cada)\s+", "", cell, flags=re.IGNORECASE)
    return duration(bare, unit, sign)


READERS: dict[str, Reader] = {
    "key": key,
    "unit": up_to(120),
    **{meaning: partial(one_of, meaning) for meaning in WORDS},
    "site": up_to(120),
    "data_size_gib": size_in_gib,
    "running_cost": money,
    "recovery_budget": money,
    "supplier": up_to(200),
    "supplier_rto_seconds": duration,
    "supplier_rpo_seconds": duration,
    **dict.fromkeys(PROPOSALS, duration),
    TIER: objectives_of_tier,
    "interval_seconds": frequency,
    "retention_seconds": duration,
}
