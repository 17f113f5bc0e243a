"""Cells to values: numbers, durations, words for status and hosting, as people write them."""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from presentation.forms.lines import is_one_line
from presentation.language import language
from recovery.currency import WRITTEN
from recovery.reading import NotUnderstood, Understood, numerals, read_duration
from systems.models import System
from systems.services.keys import slug

NOTHING = frozenset(
    {"", "-", "–", "—", "?", "n/a", "na", "n.a.", "none", "null", "nil", "tbd", "tbc", "unknown", "not applicable",
     "not available", "no aplica"}
)  # fmt: skip
STATUS = {
    **dict.fromkeys(("live", "in use", "active", "production", "operational", "in production", "en uso"), "live"),
    **dict.fromkeys(("planned", "planning", "in development", "development", "pilot", "future"), "planned"),
    **dict.fromkeys(("retired", "decommissioned", "obsolete", "inactive", "sunset", "end of life"), "retired"),
}
TYPE = {
    **dict.fromkeys(("application", "app", "software", "business application", "aplicación"), "application"),
    **dict.fromkeys(("infrastructure", "server", "network", "platform", "infraestructura"), "infrastructure"),
    **dict.fromkeys(("data store", "database", "data base", "storage", "almacén de datos"), "data_store"),
    **dict.fromkeys(("business service", "service", "process", "product", "business process"), "business_service"),
}
HOSTING = {
    **dict.fromkeys(("own", "on premises", "on premise", "on prem", "onprem", "in house", "own data centre", "local",
                     "data center", "data centre", "own data center"), "own"),
    **dict.fromkeys(("cloud", "public cloud", "aws", "azure", "gcp", "google cloud", "iaas", "paas"), "cloud"),
    **dict.fromkeys(("saas", "software as a service", "web", "hosted service"), "saas"),
    **dict.fromkeys(("supplier", "hosted", "vendor hosted", "vendor", "at a supplier s", "outsourced"), "supplier"),
    **dict.fromkeys(("desktop", "pc", "workstation", "on a desktop computer", "laptop"), "desktop"),
}  # fmt: skip
UNITS = {"kb": Decimal("1e-6"), "mb": Decimal("0.001"), "gb": Decimal(1), "tb": Decimal(1000), "pb": Decimal(1_000_000)}
BINARY = {"kib": Decimal(1) / 1024**2, "mib": Decimal(1) / 1024, "gib": Decimal(1), "tib": Decimal(1024)}
GB_IN_GIB = Decimal(10**9) / Decimal(2**30)
CURRENCY = re.compile(WRITTEN, re.IGNORECASE)


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
        text = one_line(cell)
        if not is_one_line(text):
            raise Unusable(gettext("It holds signs that cannot be seen."))
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


def status(cell: str) -> str:
    return one_of(STATUS, cell, System.Status.choices)


def kind_of_entry(cell: str) -> str:
    return one_of(TYPE, cell, System.Type.choices)


def hosting(cell: str) -> str:
    return one_of(HOSTING, cell, System.Hosting.choices)


def one_of(words: dict[str, str], cell: str, choices: list[tuple[str, Any]]) -> str:
    answer = " ".join(re.sub(r"[\W_]+", " ", cell.lower()).split())
    if answer in words:
        return words[answer]
    labels = ", ".join(f"“{label}”" for value, label in choices if value)
    raise Unusable(gettext("Write one of %(labels)s.") % {"labels": labels})


def size_in_gib(cell: str, sign: str = "") -> Decimal:
    """“500”, “500 GB”, “1.5 TB”, “1,500 GiB”; without a unit it is GiB. `sign` as in `numerals.value`."""
    number, unit = amount(cell, {"", *UNITS, *BINARY}, sign)
    if unit in BINARY:
        number *= BINARY[unit]
    elif unit:
        number *= UNITS[unit] * GB_IN_GIB
    return within(number, Decimal(10**9))


def money(cell: str, sign: str = "") -> Decimal:
    """An amount; the sign or name of a currency around it is left out. `sign` as in `numerals.value`."""
    return within(amount(without_currency(cell), {""}, sign)[0], Decimal(10**12) - 1)


def without_currency(cell: str) -> str:
    return CURRENCY.sub("", cell).strip()


def within(number: Decimal, most: Decimal) -> Decimal:
    if number > most:
        raise Unusable(gettext("That is too large."))
    return number.quantize(Decimal("0.01"))


def amount(cell: str, units: Container[str], sign: str) -> tuple[Decimal, str]:
    number, unit = numerals.parted(cell) or ("", "")
    value = numerals.value(number, sign)
    if value is None or unit not in units:
        raise Unusable(gettext("Write a number."))
    return value, unit


def duration(cell: str, unit: int | None = None) -> Understood[int]:
    """Seconds; `unit` is that of a bare number, where the heading names one."""
    try:
        return read_duration(cell, unit=unit)
    except NotUnderstood as error:
        raise Unusable(error.said(language())) from None


Reader = Callable[..., Any]  # of a cell, and for numbers of the sign that marks decimals, for durations of their unit
READERS: dict[str, Reader] = {
    "key": key,
    "unit": up_to(120),
    "status": status,
    "hosting": hosting,
    "site": up_to(120),
    "type": kind_of_entry,
    "data_size_gib": size_in_gib,
    "running_cost": money,
    "supplier": up_to(200),
    "supplier_rto_seconds": duration,
    "supplier_rpo_seconds": duration,
}
