"""What lists propose for questions that nobody has answered yet, and making one of them an answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from questionnaires.document.structure import Document
from questionnaires.services import changes
from questionnaires.services.asking import Answers
from systems.models import Proposal, System


def open_proposals(system: System, document: Document, answers: Answers) -> tuple[Proposal | None, dict[str, int]]:
    """The proposal, and by measure the seconds of what the questionnaire asks and nobody has answered."""
    proposal = Proposal.objects.filter(system=system).first()
    if proposal is None:
        return None, {}
    return proposal, {
        name: seconds
        for name, seconds in proposal.seconds.items()
        if changes.answerable(document, {name: seconds})
        and not any(question.key in answers for question in document.measuring(name))
    }


def confirming(system: System, document: Document, answers: Answers, name: str) -> dict[str, Mapping[str, Any]]:
    """The answers that a confirmed proposal gives, by question; none where it stands no longer."""
    _proposal, proposed = open_proposals(system, document, answers)
    if name not in proposed:
        return {}
    put = changes.apply(document, answers, {name: proposed[name]})
    return {key: answer for key, answer in put.items() if answer != answers.get(key)}
