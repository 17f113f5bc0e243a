"""What a page of answering is about: the owner's answers, those of somebody asked beside others, or a colleague's to
single questions. Pages, saving and the page with two versions are the same for all; a `AnswerSet` says what differs."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, ClassVar
from uuid import UUID

from django.http import Http404, HttpResponse, QueryDict
from django.utils.translation import gettext

from accounts.models import User
from accounts.services.access import PersonRequest
from assessments.models import Assessment
from assessments.presenters.consequences import Consequence, consequence
from assessments.presenters.proposals import Proposed
from assessments.presenters.taken import SaidTaken
from presentation.language import language
from questionnaires.document.parsing import parsed
from questionnaires.document.structure import Document, Question, Topic
from questionnaires.forms.answers import TopicForm
from questionnaires.services import wizard
from questionnaires.services.asking import Answers
from systems.models import System

Given = Mapping[str, Mapping[str, Any] | None]


@dataclass(frozen=True)
class Closed:
    """Why nothing can be saved any more, for somebody who has typed something; `reopens` where it can be undone."""

    title: str
    lead: str
    reopens: bool = False


@dataclass(frozen=True)
class Links:
    """The addresses around a whole questionnaire: where one comes from, with the system's name; the live panel; where
    it is sent; and where one is led who comes too late to change anything."""

    home: str
    consequence: str
    send: str
    closed: str


class AnswerSet(ABC):
    """Somebody's answers, as the pages of answering see them. The row in the database guards them by a version."""

    place: ClassVar[str]
    """The part of the address that says which one."""
    row: Any

    def __init__(self, row: Any, person: User) -> None:
        self.row, self.person = row, person

    @classmethod
    @abstractmethod
    def opened(cls, request: PersonRequest, public_id: UUID) -> AnswerSet:
        """404 for one the person may not know of, 403 for a write by somebody else than who is asked."""

    @property
    @abstractmethod
    def assessment(self) -> Assessment: ...

    @property
    def system(self) -> System:
        return self.assessment.system

    @property
    def document(self) -> Document:
        return parsed(self.assessment.questionnaire.document)

    @property
    def answers(self) -> Answers:
        answers: Answers = self.row.answers
        return answers

    @property
    def version(self) -> int:
        return int(self.row.version)

    @property
    def saved_at(self) -> datetime | None:
        moment: datetime | None = self.row.saved_at
        return moment

    @property
    @abstractmethod
    def closed(self) -> Closed | None:
        """None while the person may change these answers."""

    @property
    @abstractmethod
    def check_url(self) -> str:
        """Where all answers stand in words."""

    @property
    def leave(self) -> str:
        """The way out of two versions, in words; it leads to `check_url`."""
        return gettext("Leave it and see all answers")

    @abstractmethod
    def address(self, topic: str) -> str:
        """The page of a topic."""

    @abstractmethod
    def save_url(self, topic: str) -> str:
        """Where the page of a topic saves by itself."""

    @abstractmethod
    def save(self, given: Given, version: int) -> None:
        """Put these answers in. Raises VersionConflict and NotOpen."""

    def refresh(self) -> None:
        """Read the row again, with what others have written meanwhile."""
        self.row.refresh_from_db()

    def topic_named(self, key: str) -> Topic | None:
        """What stands on one page under this name."""
        return self.document.topic(key)

    def topic(self, key: str) -> Topic:
        found = self.topic_named(key)
        if found is None:
            raise Http404
        return found

    def form(self, topic: Topic, sent: QueryDict | None) -> TopicForm:
        return TopicForm(sent, document=self.document, topic=topic, answers=self.answers, language=language())

    def consequence(self, answers: Answers, **how: bool) -> Consequence | None:
        """What such answers lead to, as far as this person may know of it."""
        return consequence(self.system, self.document, answers, reader=self.person, **how)


class WholeAnswerSet(AnswerSet):
    """Answers to the whole questionnaire: topic by topic, checked, and sent."""

    @property
    @abstractmethod
    def links(self) -> Links: ...

    @property
    @abstractmethod
    def shown(self) -> Answers:
        """What the page to check shows: what is being given, or what was sent."""

    @property
    def resumes_at(self) -> str:
        """Where somebody goes on who comes back, or begins."""
        return self.address(wizard.first_open(self.document, self.answers))

    def reopen(self) -> None:
        """Make it possible again to change what was sent, where that can be: not here."""

    def take(self, request: PersonRequest, token: str) -> str:
        """Put an offer into the answers, where there are any: not here. The address where it goes on, if elsewhere."""
        return ""

    def undo(self, request: PersonRequest, taken_id: str) -> None:
        """Take back an offer that was taken, where there are any: not here."""

    @property
    def taken(self) -> Sequence[SaidTaken]:
        """What was taken and can be taken back now: nothing here."""
        return ()

    def ask_url(self, question: str) -> str:
        """Where a colleague is asked; empty where nobody can be."""
        return ""

    def proposals(self) -> Sequence[Proposed]:
        """What a list says and nobody has answered; nothing where that would sway an opinion."""
        return ()

    def listed(self, answers: Answers, **how: bool) -> Consequence | None:
        """What would follow from what a list says, while there is not one answer; nothing where that would sway."""
        return None

    def confirm(self, measure: str) -> None:
        """What the list says of a measure becomes the answer, where it stands; not here. Raises VersionConflict and
        NotOpen."""

    def said_by_similar(self, questions: Iterable[Question]) -> Mapping[str, str]:
        """What similar systems say, by question, for who does not know; nothing where that would sway an opinion."""
        return {}

    @abstractmethod
    def of_topic(self, topic: Topic | None = None) -> Mapping[str, Any]:
        """What the page of a topic shows besides the questions; `stays` is said below the buttons."""

    @abstractmethod
    def of_check(self, found: Consequence | None) -> Mapping[str, Any]:
        """What the page to check says: heading, lead, and what is particular."""

    @abstractmethod
    def send(self, version: int) -> str:
        """Send what was shown, and where to go then. Raises VersionConflict, StillMissing, NotOpen."""

    @property
    def thanks(self) -> str:
        """What is said once it is sent, where no page of its own says it."""
        return ""

    @property
    @abstractmethod
    def too_late(self) -> str:
        """Why nothing was sent."""


def answer_set_view(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Gives the view its answer_set; `of` in the address table says of which kind."""

    @wraps(view)
    def guarded(request: PersonRequest, of: type[AnswerSet], **places: Any) -> HttpResponse:
        return view(request, of.opened(request, places.pop(of.place)), **places)

    return guarded
