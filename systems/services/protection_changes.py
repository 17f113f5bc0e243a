"""Ways out of the method that change what protects a system today, as fields of what was said about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from recovery.offers.changes import TODAY
from systems.models import Protection

FIELDS = {
    "strategy": "strategy",
    "live_copy": "live_copy",
    "live_lag": "live_lag_seconds",
    "live_site": "live_site",
    "history": "history",
    "interval": "interval_seconds",
    "retention": "retention_seconds",
    "archive_retention": "archive_retention_seconds",
    "history_site": "history_site",
    "isolated": "isolated",
    "immutable": "immutable",
}
"""The field of each fact of today's protection, by the method's name."""

SAID_WITH = {"interval_seconds": "history", "live_lag_seconds": "live_copy"}
"""How often, and how far behind, says nothing without of what."""


def is_of_protection(change: Mapping[str, Any]) -> bool:
    """Whether a change is about this system's protection today, and nothing else."""
    return bool(change) and all(
        name.startswith(TODAY) and name.removeprefix(TODAY) in FIELDS and value is not None
        for name, value in change.items()
    )


def before_and_now(
    protection: Protection | None, change: Mapping[str, Any]
) -> tuple[dict[str, object], dict[str, object]]:
    """The fields that such a change touches, with what they are said together with: as they are, and as they become."""
    values = {FIELDS[name.removeprefix(TODAY)]: value for name, value in change.items()}
    before = fields_of(protection, [*values, *(SAID_WITH[name] for name in values if name in SAID_WITH)])
    return before, {**before, **values}


def fields_of(protection: Protection | None, names: Iterable[str]) -> dict[str, object]:
    """What stands in these fields now."""
    known = protection or Protection()
    return {name: getattr(known, name) for name in names}
