"""Changes to a system's answers, as offers propose them and people accept them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from recovery.facts import CATEGORIES, Impact, System

Change = Mapping[str, Any]
"""`rto`, `rpo`, `data_rto`, `data_rpo`, a fact's name, or `today.` and a field of today's protection, each with its new
value. With a `system` it is that system whose answers change."""

Grid = Mapping[str, Mapping[str, str]]
"""The impact grid as JSON: horizons in seconds as text."""
TODAY = "today."


def apply(system: System, change: Change) -> System:
    """The system as if its owner had retyped the answers in a change. Raises TypeError for a name that is no fact."""
    rto, rpo, today = system.rto, system.rpo, system.today
    data_rto, data_rpo = system.data_rto, system.data_rpo
    facts: dict[str, Any] = {}
    for name, value in change.items():
        if name == "rto":
            rto = value
        elif name == "rpo":
            rpo = value
        elif name == "data_rto":
            data_rto = value
        elif name == "data_rpo":
            data_rpo = value
        elif name.startswith(TODAY):
            today = replace(today, **{name.removeprefix(TODAY): value})
        elif name != "system":
            facts[name] = read_grid(value) if name == "impact" and value else value
    # Spelled out, because `replace` takes four times as long and every offer comes through here.
    known = replace(system.facts, **facts) if facts else system.facts
    return System(
        system.key,
        rto,
        rpo,
        known,
        today,
        system.exercises,
        system.supplier,
        system.respondents,
        system.review,
        system.type,
        data_rto,
        data_rpo,
        system.site,
        system.copies_at,
        system.check_ins,
    )


def as_text(impact: Impact) -> Grid:
    """The impact grid as JSON holds it, always in the same order."""
    rows = ((category, sorted(impact[category].items())) for category in CATEGORIES if category in impact)
    return {category: {str(at): rated for at, rated in row} for category, row in rows}


def read_grid(value: Grid) -> Impact:
    """The grid as facts hold it: JSON knows no numbers as names, so its horizons are text."""
    return {category: {int(at): rated for at, rated in row.items()} for category, row in value.items()}


def target(key: str, change: Change) -> str:
    """The key of the system whose answers a change alters."""
    return str(change.get("system", key))
