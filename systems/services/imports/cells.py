"""Cells to values: numbers, durations, words for status and hosting, as people write them."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeVar

from django.conf import settings
from django.utils.translation import gettext

from presentation.forms.lines import is_one_line
from presentation.language import language
from recovery.reading import NotUnderstood, Understood, read_amount, read_duration, read_size
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


def size_in_gib(cell: str, sign: str = "") -> Understood[Decimal]:
    """“500”, “500 GB”, “1.5 TB”, “1,500 GiB”; without a unit it is GiB. `sign` marks the decimals of a number that
    leaves it open; without one its figures are thousands."""
    return within(understood(lambda: read_size(cell, language(), decimal=sign)), Decimal(10**9))


def money(cell: str, sign: str = "", currency: str = "") -> Understood[Decimal]:
    """An amount in the portal's currency. `sign` as above, `currency` as the heading names it."""
    if currency and currency != settings.CURRENCY:
        values = {"other": currency, "own": settings.CURRENCY}
        raise Unusable(gettext("The column is in %(other)s, but the portal counts in %(own)s.") % values)
    amount = understood(lambda: read_amount(cell, settings.CURRENCY, language(), decimal=sign))
    return within(amount, Decimal(10**12) - 1)


def duration(cell: str, unit: int | None = None) -> Understood[int]:
    """Seconds; `unit` is that of a bare number, where the heading names one."""
    return understood(lambda: read_duration(cell, unit=unit))


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
