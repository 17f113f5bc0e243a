"""A check-in in its own words: the fields `newest`, `kind`, `duration`, `bytes`, `result`, from JSON, form or query."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from checkins.services import values
from checkins.services.report import COPY, Fault, NotAReport, Report, shown

FIELDS = ("newest", "kind", "duration", "bytes", "result")
UNKNOWN = "one of " + ", ".join(FIELDS)


def report_of(given: Mapping[str, object], now: datetime) -> Report:
    """The check-in that these fields make, all of which may be missing. Raises NotAReport with all that is wrong."""
    faults = [Fault(shown(name), shown(value), UNKNOWN) for name, value in given.items() if name not in FIELDS]
    found: dict[str, Any] = {}
    readers: dict[str, Callable[[object], object]] = {
        "newest": lambda value: values.moment("newest", value, now),
        "kind": lambda value: values.kind("kind", value),
        "duration": lambda value: values.duration("duration", value),
        "bytes": lambda value: values.size("bytes", value),
        "result": lambda value: values.result("result", value),
    }
    for name, reader in readers.items():
        value = given.get(name)
        if value is None or value == "":
            continue
        try:
            found[name] = reader(value)
        except NotAReport as refusal:
            faults += refusal.faults
    if faults:
        raise NotAReport(*faults)
    return Report(
        kind=found.get("kind", COPY),
        good=found.get("result", True),
        newest=found.get("newest"),
        duration=found.get("duration"),
        size=found.get("bytes"),
    )
