"""What lists propose and nobody has answered yet: which of it a questionnaire asks, and the answers that confirm it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from accounts.permissions import Permission
from assessments.models import Assessment
from assessments.queries import HANDED_BACK, TO_ANSWER, owned_by
from questionnaires.document.parsing import parsed
from questionnaires.document.structure import Document
from questionnaires.services import changes, loading
from systems.models import Profile, Proposal, System, SystemQuerySet

Answers = Mapping[str, Mapping[str, Any]]
LISTS = "assessments.lists"
"""What the link of a mail to the page of lists is for."""
AT_ONCE = 100
"""A press confirms what one page lists, so that a person can read it."""


@dataclass(frozen=True)
class OpenProposal:
    """A system whose list says what nobody has answered yet: `seconds` by measure."""

    system: System
    proposal: Proposal
    seconds: Mapping[str, int]

    @property
    def mark(self) -> str:
        """What was shown, to be sent back with the button."""
        return mark_of(self.seconds)


def mark_of(seconds: Mapping[str, int]) -> str:
    return ",".join(f"{name}={value}" for name, value in sorted(seconds.items()))


def proposal_of(system: System) -> Proposal | None:
    return Proposal.objects.filter(system=system).first()


def open_seconds(proposal: Proposal | None, document: Document, answers: Answers) -> dict[str, int]:
    """By measure the seconds of what the questionnaire asks and nobody has answered."""
    if proposal is None:
        return {}
    return {
        name: seconds
        for name, seconds in proposal.seconds.items()
        if changes.answerable(document, {name: seconds})
        and not any(question.key in answers for question in document.measuring(name))
    }


def confirming(
    proposal: Proposal | None, document: Document, answers: Answers, names: Collection[str]
) -> dict[str, Mapping[str, Any]]:
    """The answers that these measures of a proposal give when they are confirmed, by question; none of those that stand
    no longer."""
    found = open_seconds(proposal, document, answers)
    chosen = {name: seconds for name, seconds in found.items() if name in names}
    if not chosen:
        return {}
    put = changes.apply(document, answers, chosen)
    return {key: answer for key, answer in put.items() if answer != answers.get(key)}


def to_confirm(person: User) -> SystemQuerySet:
    """The systems that this person answers for, that a list says something of, and of which nothing was sent."""
    waiting = (*TO_ANSWER, Profile.AnswerState.NOT_ASKED)
    found = owned_by(person).filter(proposal__isnull=False, profile__answer_state__in=waiting)
    return found.exclude(HANDED_BACK).select_related("proposal").order_by("name", "pk")


def confirming_wanted(person: User, _about: str = "") -> bool:
    """Whether this person is still asked what lists say of their systems."""
    return person.may(Permission.ANSWER_QUESTIONS) and to_confirm(person).exists()


def open_proposals(person: User) -> list[OpenProposal]:
    """Of these the ones of which something is open. The same number of queries for one and for many."""
    systems = list(to_confirm(person))
    if not systems:
        return []
    rounds = {
        each.system_id: each
        for each in Assessment.objects.under_way().filter(system__in=systems).select_related("questionnaire")
    }
    current = loading.current()
    found = []
    for system in systems:
        round_ = rounds.get(system.pk)
        document = parsed((round_.questionnaire if round_ else current).document)
        if seconds := open_seconds(system.proposal, document, round_.answers if round_ else {}):
            found.append(OpenProposal(system, system.proposal, seconds))
    return found
