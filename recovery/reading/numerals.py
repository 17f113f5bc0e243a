"""Numbers as people write them: which sign marks the decimals, and which numbers leave that open."""

from __future__ import annotations

import re
from decimal import Decimal

POINT, COMMA = ".", ","
OPEN = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
THOUSANDS = re.compile(r"[0-9]{1,3}(?P<by>[., '\u00a0\u202f])[0-9]{3}(?:(?P=by)[0-9]{3})*")
LAKHS = re.compile(r"[0-9]{1,2}(?:,[0-9]{2})*,[0-9]{3}")  # as India groups: 12,34,567
FIGURES = re.compile(r"[0-9]+")
NOT_FIGURES = re.compile(r"[^0-9]")


def is_open(number: str) -> bool:
    """Whether it may be thousands or decimals: one sign with three figures behind it, like “30.000”."""
    return OPEN.fullmatch(number) is not None


def shown_sign(number: str) -> str:
    """The sign that marks decimals where this was written, if the number itself shows it; else nothing.

    Of two signs the last one does; a sign that comes twice groups, so it is the other one.
    """
    return sign_of(number) if not is_open(number) and value(number) is not None else ""


def sign_of(number: str) -> str:
    last = max(number.rfind(POINT), number.rfind(COMMA))
    if last < 0:
        return ""
    sign = number[last]
    return sign if number.count(sign) == 1 else COMMA if sign == POINT else POINT


def value(number: str, sign: str = "") -> Decimal | None:
    """`sign` marks the decimals of a number that leaves it open; without one its figures are thousands.

    None where the figures are not grouped as anybody groups them.
    """
    marks = sign if is_open(number) else sign_of(number)
    whole, _sign, decimals = number.rpartition(marks) if marks and marks in number else (number, "", "")
    grouped = FIGURES.fullmatch(whole) or THOUSANDS.fullmatch(whole) or LAKHS.fullmatch(whole)
    if not grouped or not (decimals == "" or FIGURES.fullmatch(decimals)):
        return None
    return Decimal(f"{NOT_FIGURES.sub('', whole)}.{decimals or 0}")
