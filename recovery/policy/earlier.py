"""Policy documents of version 2026.1, in which a strategy had one best time and one best point, with its copy in it."""

from collections.abc import Mapping
from typing import Any

OLD_FIELDS = ("live_copy_below", "asynchronous_tier", "synchronous_tier")
OLD_ROW = ("best_time", "best_point", "needs_person", "keeps_live_data", "restores")
OLD_TIERS = {"asynchronous": 2, "synchronous": 4}
POINTS = {"asynchronous": 1, "synchronous": 0}


def upgraded(document: Any) -> Any:
    """The document in the fields of today; one that has none of the old fields comes back as it is.

    The numbers stay those that were approved: nobody noticed or decided anything then unless a time was given, failing
    over took no time of its own, and the price of a live copy was in the share of its strategy. What the old form could
    not say has the default of today.
    """
    if not isinstance(document, Mapping) or not _is_old(document):
        return document
    kept = {name: value for name, value in document.items() if name not in OLD_FIELDS}
    given = document.get("strategies")
    if isinstance(given, list):
        kept["strategies"] = [_row(entry) for entry in given]
        kept = {**dict.fromkeys(("detection_time", "declaration_time", "health_check_interval", "dns_ttl"), 0), **kept}
    kept["copies"] = [
        {"key": key, "best_point": POINTS[key], "share": 0.0, "tier": document.get(f"{key}_tier", tier)}
        for key, tier in OLD_TIERS.items()
    ]
    return kept


def _is_old(document: Mapping[str, Any]) -> bool:
    rows = document.get("strategies")
    entries = rows if isinstance(rows, list) else []
    old_rows = any(isinstance(entry, Mapping) and "best_time" in entry for entry in entries)
    return old_rows or any(name in document for name in OLD_FIELDS)


def _row(entry: Any) -> Any:
    """A row of then. One that kept live data had a copy that follows, and one without any loss where its best point was
    zero."""
    if not isinstance(entry, Mapping) or "best_time" not in entry:
        return entry
    kept = {name: value for name, value in entry.items() if name not in OLD_ROW}
    carried = [key for key in POINTS if key != "synchronous" or entry.get("best_point") == 0]
    copies = [] if entry.get("keeps_live_data") is False else carried
    return {**kept, "doing_time": entry["best_time"], "person": entry.get("needs_person", False), "copies": copies}
