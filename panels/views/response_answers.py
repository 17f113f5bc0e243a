"""The answers of a person who is asked beside others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext

from accounts.services.access import PersonRequest
from assessments.models import Assessment
from assessments.presenters.consequences import Consequence
from assessments.views.answering.answer_set import Closed, Given, Links, WholeAnswerSet
from panels.actions import responding
from panels.models import PanelResponse
from panels.presenters.privacy import who_can_tell
from panels.services.rights import has_sent, may_change
from questionnaires.document.structure import Topic
from questionnaires.services import wizard
from questionnaires.services.asking import Answers
from questionnaires.services.express import NUMBERS, numbers_topic
from recovery.contradictions import RULES

ABOUT_OTHERS = frozenset(rule.code for rule in RULES if not rule.reads.isdisjoint(("dependencies", "respondents")))
"""What names other systems or other people: somebody who is asked about one system may not know of them."""


class ResponseAnswerSet(WholeAnswerSet):
    """Each person's own; any other is 404, also for architects."""

    place = "response_id"
    row: PanelResponse

    @classmethod
    def opened(cls, request: PersonRequest, public_id: UUID) -> ResponseAnswerSet:
        responses = PanelResponse.objects.for_user(request.user).whole()
        return cls(get_object_or_404(responses, public_id=public_id), request.user)

    @property
    def assessment(self) -> Assessment:
        return self.row.panel.assessment

    def refresh(self) -> None:
        self.row = PanelResponse.objects.whole().get(pk=self.row.pk)

    @property
    def closed(self) -> Closed | None:
        if may_change(self.row):
            return None
        keep = gettext("Nothing can be changed any more. Here is what you typed, so that you can keep it.")
        if has_sent(self.row.panel, self.row):
            return Closed(gettext("Your answers are sent already"), keep)
        return Closed(gettext("The round is over"), keep)

    @property
    def shown(self) -> Answers:
        return self.answers

    @property
    def check_url(self) -> str:
        return self._page("response_check")

    @property
    def links(self) -> Links:
        panel = reverse("panels:panel", args=[self.row.panel.public_id])
        return Links(
            home=panel, consequence=self._page("response_consequence"), send=self._page("response_send"), closed=panel
        )

    def _page(self, name: str) -> str:
        return reverse(f"panels:{name}", args=[self.row.public_id])

    def address(self, topic: str) -> str:
        if topic == wizard.CHECK:
            return self.check_url
        return reverse("panels:response_topic", args=[self.row.public_id, topic])

    def topic_named(self, key: str) -> Topic | None:
        return numbers_topic(self.document) if key == NUMBERS else super().topic_named(key)

    @property
    def resumes_at(self) -> str:
        """The two numbers first: they are what is compared. Who has said both sends them, or adds what they like."""
        return self.address(NUMBERS) if wizard.missing(self.document, self.answers) else self.check_url

    def save_url(self, topic: str) -> str:
        return reverse("panels:response_save", args=[self.row.public_id, topic])

    def save(self, given: Given, version: int) -> None:
        self.row = responding.save(panel_response=self.row, given=given, version=version, by=self.person)

    def consequence(self, answers: Answers, **how: bool) -> Consequence | None:
        """Only what is among one's own answers, without what names others, and without buttons."""
        found = super().consequence(answers, **how)
        if found is None:
            return None
        findings = [replace(each, offers=(), by_colleague="") for each in found.own if each.code not in ABOUT_OTHERS]
        return replace(found, findings=tuple(findings))

    def send(self, version: int) -> str:
        self.row = responding.send(panel_response=self.row, version=version, by=self.person)
        return self.links.closed

    @property
    def thanks(self) -> str:
        return gettext("Thank you, your answers are sent.")

    @property
    def too_late(self) -> str:
        return gettext("Your answers are sent already, or the round is over.")

    def of_topic(self, topic: Topic | None = None) -> Mapping[str, Any]:
        return {
            "stays": gettext(
                "Only you see these answers until the round is over, and your name never stands beside them. You can "
                "leave anything open and come back later."
            )
        }

    def of_check(self, found: Consequence | None) -> Mapping[str, Any]:
        return {"heading": self._heading(), "lead": self._lead(), "once": self._once()}

    def _heading(self) -> str:
        if self.closed is None:
            return gettext("Check your answers")
        return gettext("What you said") if self.row.first is not None else gettext("What you had typed")

    def _once(self) -> str:
        once, day = gettext("Once sent, they stay as they are until everybody is asked again."), self.row.panel.due_on
        if day is None:
            return once
        sentence = gettext(
            "When %(day)s is over they count as they are saved, even if you have not sent them. For that both "
            "questions at the end have to be answered."
        )
        return f"{once} {sentence % {'day': date_format(day, 'DATE_FORMAT')}}"

    def _lead(self) -> str:
        if self.closed is not None and self.row.first is None:
            return gettext("The round ended before you sent this, so it was not counted. Only you see it.")
        if self.closed is not None:
            return gettext("Only you see these answers with your name.")
        if self.row.first is not None:
            return gettext("Change what you like, then send them again. If you stay with them, just send them.")
        return f"{gettext('Read them once more.')} {who_can_tell(self.row.panel)}"
