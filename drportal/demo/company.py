"""The demonstration company as its file describes it, with durations read and names checked."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from recovery.facts import Objective, State
from recovery.reading import parse_duration

FILE = Path(__file__).with_name("company.toml")
DURATIONS = {
    *("mtd", "wrt", "peak_mtd", "change_interval", "rebuild_window", "discovery_time", "legal_retention"),
    *("regulator_rto", "regulator_rpo", "workaround_lasts", "unattended", "data_rto"),
}


@dataclass(frozen=True)
class Entry:
    """One system of the file. `answers` are the facts and objectives that its owner answers."""

    key: str
    state: str
    described: Mapping[str, Any]
    answers: Mapping[str, Any] = field(default_factory=dict)
    today: Mapping[str, Any] = field(default_factory=dict)
    needs: tuple[tuple[str, str], ...] = ()


def people() -> dict[str, dict[str, Any]]:
    return dict(_document()["people"])


def systems() -> list[Entry]:
    return [_entry(raw) for raw in _document()["systems"]]


def scenarios() -> list[dict[str, Any]]:
    """Scenarios as the file describes them: the fields of the model, and by whom."""
    return [
        {**raw, "declared_after_seconds": parse_duration(raw["declared_after"])} for raw in _document()["scenarios"]
    ]


def _document() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def _entry(raw: Mapping[str, Any]) -> Entry:
    kinds = (("needs", "hard"), ("soft_needs", "soft"), ("agrees_with", "shares_transactions"))
    return Entry(
        key=raw["key"],
        state=raw["state"],
        described=raw,
        answers=_answers(raw),
        today=_protection(raw.get("protection", {})),
        needs=tuple((other, kind) for name, kind in kinds for other in raw.get(name, ())),
    )


def _answers(raw: Mapping[str, Any]) -> dict[str, object]:
    facts = {
        name: parse_duration(value) if name in DURATIONS else value for name, value in raw.get("facts", {}).items()
    }
    if "impact" in raw:
        facts["impact"] = {
            category: {parse_duration(horizon): rating for horizon, rating in ratings.items()}
            for category, ratings in raw["impact"].items()
        }
    objectives = {name: _objective(raw[name]) for name in ("rto", "rpo") if name in raw}
    return {**facts, **objectives}


def _objective(text: str) -> Objective:
    return State(text) if text in set(State) else parse_duration(text)


def _protection(raw: Mapping[str, Any]) -> dict[str, object]:
    durations = {"live_lag", "interval", "retention", "archive_retention", "start_window", "running_time", "copy_lag"}
    return {
        f"{name}_seconds" if name in durations else name: parse_duration(value) if name in durations else value
        for name, value in raw.items()
    }
