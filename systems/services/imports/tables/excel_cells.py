"""What stands in a cell of a workbook, as a person would type it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

FIRST_DAY, NO_YET_A_DAY = dt.datetime(1899, 12, 31), dt.datetime(1900, 3, 1)  # noqa: DTZ001 - Excel knows no zones
"""Where Excel counts from: a time of more than a day, shown as “h:mm”, looks like a day of early 1900."""
NO_VALUE = "#N/A"


def text_of(cell: Any) -> str:
    """A duration as ISO 8601 writes it, a day as `2026-03-31`; a result that is missing is empty."""
    value = cell.value
    if value is None or value == NO_VALUE:
        return ""
    return text_of_value(value)


def text_of_value(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float | Decimal):
        return str(value) if isinstance(value, int) else number(value)
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        return moment(value)
    return str(value).replace("\0", "").replace("_x000D_", "").strip()


def moment(value: dt.date | dt.time | dt.timedelta) -> str:
    match value:
        case dt.datetime() if value < NO_YET_A_DAY:
            return duration(value - FIRST_DAY)
        case dt.datetime() if value.time() != dt.time():
            return value.isoformat(" ", "minutes")
        case dt.datetime():
            return value.date().isoformat()
        case dt.time():
            return duration(dt.timedelta(hours=value.hour, minutes=value.minute, seconds=value.second))
        case dt.timedelta():
            return duration(value)
    return value.isoformat()


def number(value: float | Decimal) -> str:
    """Without an exponent, and never with three decimals alone, which could be thousands."""
    text = f"{value:.10f}".rstrip("0").rstrip(".")
    whole, point, decimals = text.partition(".")
    return f"{whole}{point}{decimals}0" if len(decimals) == 3 else text


def duration(length: dt.timedelta) -> str:
    """`PT26H30M`; whole seconds, as Excel keeps fractions of a day that miss a minute by little."""
    seconds = max(0, round(length.total_seconds()))
    hours, rest = divmod(seconds, 3600)
    parts = [(hours, "H"), (rest // 60, "M"), (rest % 60, "S")]
    return "PT" + ("".join(f"{count}{unit}" for count, unit in parts if count) or "0S")
