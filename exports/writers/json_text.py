"""Frozen values as JSON: field names stay, days and times are ISO 8601, money is a number."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any


def write(value: object) -> bytes:
    """The value as indented UTF-8 JSON."""
    return (
        json.dumps(as_report_values(value), ensure_ascii=False, indent=2, allow_nan=False).encode("utf-8", "replace")
        + b"\n"
    )


def as_report_values(value: Any) -> Any:
    """The same value in what JSON knows. Raises TypeError for anything that has no obvious place there."""
    if dataclasses.is_dataclass(value):
        return {item.name: as_report_values(getattr(value, item.name)) for item in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): as_report_values(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [as_report_values(item) for item in value]
    return scalar(value)


def scalar(value: Any) -> str | int | float | None:
    if isinstance(value, dt.date):  # and datetime, which is one
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return str(value)
    raise TypeError(f"no JSON for {type(value).__name__}")
