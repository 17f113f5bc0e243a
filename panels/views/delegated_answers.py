"""A colleague's answers to the single questions that they are asked."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext

from accounts.services.access import PersonRequest
from assessments.models import Assessment
from assessments.views.answering.answer_set import AnswerSet, Closed, Given
from panels.actions import delegating
from panels.models import Delegation
from questionnaires.document.structure import UNTITLED, Topic
from questionnaires.services.asking import Answers


class DelegatedAnswerSet(AnswerSet):
    """The questions as one page. What the owner answered to them is not shown; the other answers only decide which
    wording fits."""

    place = "delegation_id"
    row: Delegation

    @classmethod
    def opened(cls, request: PersonRequest, public_id: UUID) -> DelegatedAnswerSet:
        """Whoever answers the questions knows of it too, but writes nothing."""
        known = Delegation.objects.for_user(request.user).whole()
        answer_set = cls(get_object_or_404(known, public_id=public_id), request.user)
        if request.method == "POST" and not answer_set.mine:
            raise PermissionDenied(gettext("Only %(name)s is asked this.") % {"name": answer_set.row.person})
        return answer_set

    @property
    def mine(self) -> bool:
        return self.row.person_id == self.person.pk

    @property
    def assessment(self) -> Assessment:
        return self.row.assessment

    @property
    def answers(self) -> Answers:
        others = {key: each for key, each in self.assessment.answers.items() if key not in self.row.questions}
        return {**others, **self.row.draft}

    @property
    def closed(self) -> Closed | None:
        if self.row.state == Delegation.State.ASKED and self.assessment.state in Assessment.UNDER_WAY:
            return None
        keep = gettext("Nothing can be changed any more. Here is what you typed, so that you can keep it.")
        if self.row.state == Delegation.State.ANSWERED:
            return Closed(gettext("Your answer is sent already"), keep)
        return Closed(gettext("This is no longer asked"), keep)

    @property
    def check_url(self) -> str:
        return self.address()

    @property
    def leave(self) -> str:
        return gettext("Leave it and go back")

    def address(self, topic: str = "") -> str:
        return reverse("panels:delegation", args=[self.row.public_id])

    def save_url(self, topic: str = "") -> str:
        return reverse("panels:delegation_save", args=[self.row.public_id])

    def topic(self, key: str = "") -> Topic:
        document = self.document
        questions = (question for question in document.questions.values() if question.key in self.row.questions)
        return Topic("asked", UNTITLED, UNTITLED, tuple(questions))

    def refresh(self) -> None:
        self.row = Delegation.objects.whole().get(pk=self.row.pk)

    def save(self, given: Given, version: int) -> None:
        self.row = delegating.save(delegation=self.row, given=given, version=version, by=self.person)

    def send(self) -> None:
        """Raises VersionConflict and NotOpen."""
        delegating.answer(delegation=self.row, version=self.version, by=self.person)
