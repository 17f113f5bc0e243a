"""What stands beside a question: who was asked, who gave the answer, whether there are two. The rooms above know it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from assessments.models import Assessment


@dataclass(frozen=True)
class Note:
    """Beside a question: who was asked, who gave the answer that stands there, and whether there are two."""

    kind: str
    person: str
    text: str = ""


Notes = dict[str, tuple[Note, ...]]
Source = Callable[[Assessment, Mapping[str, Mapping[str, Any]]], Notes]
_sources: list[Source] = []


def register(source: Source) -> None:
    if source not in _sources:
        _sources.append(source)


def notes(assessment: Assessment, answers: Mapping[str, Mapping[str, Any]]) -> Notes:
    """By question, for these answers."""
    found: Notes = {}
    for source in _sources:
        for key, beside in source(assessment, answers).items():
            found[key] = (*found.get(key, ()), *beside)
    return found
