"""Numbers as a language writes them: for reading, and for a field of a form."""

from decimal import Decimal
from functools import lru_cache

from recovery.currency import sign
from recovery.languages import catalogue

FIGURES_KNOWN = 3
"""So many figures of an estimate mean something."""
Typed = Decimal | float


def grouped(number: Typed, language: str = "en") -> str:
    """A number for reading, without a fraction that says nothing: "1,240", "12,500.5"."""
    return with_signs(format(_bare(number), ",f"), language)


def ungrouped(number: Typed, language: str = "en") -> str:
    """A number for a field of a form: `recovery.reading` gives it back."""
    return with_signs(format(_bare(number), "f"), language)


def amount(money: Typed, currency: str, language: str = "en") -> str:
    """An amount of money for reading: "12,500.5 €"."""
    return str(catalogue(language)["numbers"]["money"].format(grouped(money, language), sign(currency)))


def as_known(estimate: float) -> float:
    """A number calculated from estimates, with no more figures than those are good for: 206,993,633 is 207,000,000."""
    return float(f"{estimate:.{FIGURES_KNOWN}g}")


def with_signs(number: str, language: str) -> str:
    """A number as Python writes it, "12,500.5", with the signs of a language."""
    return number.translate(_signs(language))


@lru_cache(maxsize=256)
def _signs(language: str) -> dict[int, str]:
    numbers = catalogue(language)["numbers"]
    return {ord(","): numbers["grouping"], ord("."): numbers["decimal"]}


def _bare(number: Typed) -> Decimal:
    return Decimal(str(number)).normalize()
