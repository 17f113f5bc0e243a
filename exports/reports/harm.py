"""The ratings of harm as a summary holds them."""

from __future__ import annotations

from exports.reports.summary import Harm, Rating
from recovery.facts import CATEGORIES
from recovery.offers.changes import read_grid
from recovery.results import Derived


def harm_of(result: Derived) -> tuple[Harm, ...]:
    """Every kind of harm with its ratings; nothing at all where none was rated."""
    impact = read_grid(result.impact or {})
    rows = (Harm(name, tuple(Rating(*rated) for rated in sorted(impact.get(name, {}).items()))) for name in CATEGORIES)
    return tuple(rows) if any(impact.values()) else ()
