"""What lists propose, as who answers is asked about it."""

from __future__ import annotations

from dataclasses import dataclass

from assessments.services.assumed import open_proposals
from presentation.durations import duration_in_words
from questionnaires.document.structure import Document
from questionnaires.services.asking import Answers
from systems.models import System
from systems.presenters.proposals import measure_in_words

CONFIRM = "confirm-"
"""How the button begins that makes a proposal an answer."""


@dataclass(frozen=True)
class Proposed:
    """`value` is what the button sends."""

    said: str
    short: str
    source: str
    value: str


def proposals_open(system: System, document: Document, answers: Answers) -> list[Proposed]:
    """One for each measure that nobody has answered."""
    proposal, proposed = open_proposals(system, document, answers)
    source = proposal.source if proposal else ""
    return [
        Proposed(measure_in_words(name, seconds), duration_in_words(seconds), source, f"{CONFIRM}{name}")
        for name, seconds in proposed.items()
    ]
