"""What lists propose, as who answers is asked about it."""

from __future__ import annotations

from dataclasses import dataclass

from assessments.services.without_answers.proposed import OpenProposal, open_seconds
from presentation.durations import duration_in_words
from questionnaires.document.structure import Document
from questionnaires.services.asking import Answers
from systems.models import Proposal
from systems.presenters.proposals import measure_in_words

CONFIRM = "confirm-"
"""How the button begins that makes a proposal an answer."""


@dataclass(frozen=True)
class Proposed:
    """`question` is the one that it answers, `value` what the button sends."""

    question: str
    said: str
    short: str
    source: str
    value: str


def proposals_open(proposal: Proposal | None, document: Document, answers: Answers) -> list[Proposed]:
    """One for each measure that nobody has answered."""
    source = proposal.source if proposal else ""
    return [
        Proposed(
            next(document.measuring(name)).key,
            measure_in_words(name, seconds),
            duration_in_words(seconds),
            source,
            f"{CONFIRM}{name}",
        )
        for name, seconds in open_seconds(proposal, document, answers).items()
    ]


def row_in_words(each: OpenProposal) -> dict[str, object]:
    """A system on the page of all that a person can confirm; `value` is what its box sends."""
    return {
        "system": each.system,
        "source": each.proposal.source,
        "said": [measure_in_words(name, seconds) for name, seconds in each.seconds.items()],
        "value": f"{each.system.key}/{each.mark}",
    }
