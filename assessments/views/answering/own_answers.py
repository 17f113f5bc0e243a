"""The owner's own answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext

from accounts.services.access import PersonRequest
from assessments.actions import answering, asking, explaining, taking
from assessments.models import Assessment, Commitment, Decision
from assessments.presenters.checking import WITHOUT_REASON, parted
from assessments.presenters.consequences import Consequence, SaidFinding, offer_of
from assessments.presenters.notes import notes
from assessments.presenters.promises import promise_url, promises_in_words
from assessments.presenters.proposals import Proposed, proposals_open
from assessments.presenters.similar import similar_in_words
from assessments.presenters.taken import SaidTaken, undoable
from assessments.services.commitments import is_late
from assessments.services.without_answers.proposed import confirming, open_seconds
from assessments.views.answering.access import known_assessment
from assessments.views.answering.answer_set import Closed, Given, Links, WholeAnswerSet
from assessments.views.resolving import reason_wanted
from assessments.views.taking import not_undone, undone
from presentation.numbers import whole_number
from questionnaires.document.structure import Question, Topic
from questionnaires.services import changes, wizard
from questionnaires.services.asking import Answers
from questionnaires.services.express import EXPRESS, express_topic
from questionnaires.services.renewal import to_confirm
from systems.models import Proposal
from systems.presenters.causes import in_causes

State = Assessment.State


def address(assessment: Assessment, topic: str) -> str:
    return reverse("assessments:topic", kwargs={"public_id": assessment.public_id, "topic": topic})


def blocking(unfitting: Iterable[SaidFinding], promised: Iterable[Commitment]) -> int:
    """How many of these stand in the way of approval: those that nobody sees to until a day to come."""
    seen_to = {each.finding for each in promised if not is_late(each)}
    return sum(each.severity == "blocks" and each.code not in seen_to for each in unfitting)


class OwnAnswerSet(WholeAnswerSet):
    place = "public_id"
    row: Assessment

    @classmethod
    def opened(cls, request: PersonRequest, public_id: UUID) -> OwnAnswerSet:
        return cls(known_assessment(request, public_id), request.user)

    @property
    def assessment(self) -> Assessment:
        return self.row

    @property
    def editable(self) -> bool:
        return self.row.state in Assessment.WITH_OWNER

    @property
    def mine(self) -> bool:
        return answering.may_answer(self.person, self.row)

    @property
    def closed(self) -> Closed | None:
        if self.editable and self.mine:
            return None
        if self.row.state == State.SUBMITTED:
            return Closed(
                gettext("These answers are in review"),
                gettext(
                    "They were sent meanwhile, so nothing was saved just now. What you typed is below; you can take "
                    "the answers out of review and save it."
                ),
                reopens=True,
            )
        return Closed(
            gettext("These answers have been decided upon"),
            gettext("They can no longer be changed. Here is what you typed, so that you can keep it."),
        )

    @property
    def shown(self) -> Answers:
        sent: Answers | None = None if self.editable else self.row.submitted
        return sent or self.answers

    def topic_named(self, key: str) -> Topic | None:
        return express_topic(self.document) if key == EXPRESS else super().topic_named(key)

    @property
    def check_url(self) -> str:
        return self._page("check")

    @property
    def again_url(self) -> str:
        """Where all answers from last time stand."""
        return self._page("again")

    def change_url(self, question: str) -> str:
        """The same, with the field of one question open."""
        return reverse("assessments:change_one", args=[self.row.public_id, question])

    @property
    def express_url(self) -> str:
        """The three questions of the short way."""
        return self._page("express")

    @property
    def outcome_url(self) -> str:
        """What they lead to, and the two ways on."""
        return self._page("outcome")

    @property
    def send_short_url(self) -> str:
        return self._page("send_short")

    @property
    def sent_url(self) -> str:
        return self._page("sent")

    @property
    def opened_url(self) -> str:
        """Where the page says that who is asked has seen the questions; empty once it has."""
        return self._page("opened") if self.mine and self.editable and self.row.opened_at is None else ""

    @property
    def links(self) -> Links:
        system = reverse("systems:detail", args=[self.system.key])
        return Links(
            home=system, consequence=self._page("consequence"), send=self._page("submit"), closed=self.check_url
        )

    def _page(self, name: str) -> str:
        return reverse(f"assessments:{name}", args=[self.row.public_id])

    def address(self, topic: str) -> str:
        return address(self.row, topic)

    def save_url(self, topic: str) -> str:
        return reverse("assessments:autosave", args=[self.row.public_id, topic])

    def ask_url(self, question: str) -> str:
        return f"{reverse('panels:ask_colleague', args=[self.row.public_id])}?{urlencode({'question': question})}"

    def save(self, given: Given, version: int) -> None:
        self.row = answering.save_answers(assessment=self.row, given=given, version=version, by=self.person)

    def reopen(self) -> None:
        if self.row.state == State.SUBMITTED:
            answering.reopen(assessment=self.row, by=self.person)
            self.refresh()

    def take(self, request: PersonRequest, token: str) -> str:
        """Put an offer into the answers. One that no longer stands is told, not guessed at; one that has to be promised
        has a page of its own."""
        for assume in (False, True):
            if match := offer_of(self.consequence(self.answers, assume=assume), token):
                code, offer = match
                if offer.offer.is_promise:
                    return promise_url(self.system, code, offer.offer.action)
                try:
                    self.row = taking.take(
                        assessment=self.row,
                        finding=code,
                        offer=offer.offer,
                        version=self.version,
                        by=self.person,
                        reason=request.POST.get(f"reason-{token}", ""),
                    )
                except taking.ReasonWanted:
                    messages.warning(request, reason_wanted())
                    return ""
                except answering.VersionConflict:
                    continue
                messages.success(request, gettext("Changed: %(offer)s.") % {"offer": offer.label})
                return ""
        messages.info(request, gettext("That way out does not fit any more: the answers have changed since."))
        return ""

    def undo(self, request: PersonRequest, taken_id: str) -> None:
        """Take back what was taken, if its answers are still what it made them."""
        row = self.row.taken_offers.filter(pk=whole_number(taken_id)).first()
        try:
            if row is not None:
                self.row = taking.undo(taken=row, by=self.person)
                messages.success(request, undone())
        except (answering.NotOpen, answering.VersionConflict, taking.ChangedSince):
            messages.warning(request, not_undone())

    @property
    def taken(self) -> Sequence[SaidTaken]:
        return undoable(self.row, self.person) if self.closed is None else ()

    def explain(self, finding: SaidFinding, reason: str, version: int) -> bool:
        """Note why a contradiction is meant to be so; false where the answers are others by now."""
        try:
            if finding.code == WITHOUT_REASON:
                explaining.explain_objective(
                    assessment=self.row, measure=finding.variant, reason=reason, version=version, by=self.person
                )
            else:
                explaining.note_reason(
                    assessment=self.row, code=finding.code, read=finding.read, reason=reason, by=self.person
                )
        except (answering.VersionConflict, answering.NotOpen):
            return False
        return True

    def blocks(self, found: Consequence | None) -> int:
        """How many contradictions stand in the way of approval: nobody has said why, or promised to end them."""
        unfitting, _ = parted(self.row, found.own if found else ())
        return blocking(unfitting, self._promised())

    def send(self, version: int) -> str:
        answering.submit(assessment=self.row, version=version, by=self.person)
        return self.sent_url

    @property
    def too_late(self) -> str:
        return gettext("These answers have been decided upon already.")

    @property
    def _proposal(self) -> Proposal | None:
        """It came with the system, whether there is one or not."""
        found: Proposal | None = getattr(self.system, "proposal", None)
        return found

    def proposals(self) -> Sequence[Proposed]:
        return proposals_open(self._proposal, self.document, self.answers)

    def listed(self, answers: Answers, **how: bool) -> Consequence | None:
        seconds = {} if answers else open_seconds(self._proposal, self.document, answers)
        return self.consequence(changes.apply(self.document, {}, seconds), **how) if seconds else None

    def confirm(self, measure: str) -> None:
        if given := confirming(self._proposal, self.document, self.answers, [measure]):
            self.save(given, self.version)

    def said_by_similar(self, questions: Iterable[Question]) -> Mapping[str, str]:
        return similar_in_words(self.system, questions)

    def of_topic(self, topic: Topic | None = None) -> Mapping[str, Any]:
        comment = self._comment()
        return {
            "assessment": self.row,
            "comment": comment,
            "comment_at": comment.question if comment and topic and comment.question in topic.keys else "",
            "notes": notes(self.row, self.answers),
            "may_ask": True,
            "taken": self.taken,
            "stays": gettext("You can leave anything open and come back later."),
        }

    def of_check(self, found: Consequence | None) -> Mapping[str, Any]:
        change = self.closed is None
        comment = self._comment()
        unfitting, meant = parted(self.row, found.own if found else ())
        promised = self._promised()
        return {
            "findings": unfitting,
            "meant": meant,
            "assessment": self.row,
            "heading": gettext("Check your answers") if change else gettext("The answers"),
            "lead": self._lead(),
            "sent_at": self.row.submitted_at if self.row.state == State.SUBMITTED and not change else None,
            "still": len(to_confirm(self.document, self.shown)),
            "reopen": self.mine and self.row.state == State.SUBMITTED,
            "blocks": blocking(unfitting, promised),
            "promises": promises_in_words(promised, self.person),
            "taken": self.taken,
            "discards": asking.may_discard(self.row, self.person),
            "technical": in_causes(found.technical if found else ()),
            "comment": comment,
            "comment_url": self._question_url(comment.question) if comment and change else "",
            "notes": notes(self.row, self.shown),
            "may_ask": True,
        }

    def _promised(self) -> list[Commitment]:
        return list(self.system.commitments.filter(Commitment.OPEN).select_related("system", "by"))

    def _lead(self) -> str:
        if self.closed is None:
            return gettext("Nothing is sent until you press the button at the end.")
        if self.row.state == State.SUBMITTED:
            return gettext("They are in review: an architect reads them and approves them or sends them back.")
        if self.row.state == State.APPROVED:
            return gettext("These answers are approved.")
        return gettext("They have not been sent yet and may still change.")

    def _question_url(self, key: str) -> str:
        """The page on which a question stands, at what was written about it; it leads back to the page to check."""
        question = self.document.questions.get(key)
        return f"{self.address(question.topic)}?then={wizard.CHECK}#comment" if question else ""

    def _comment(self) -> Decision | None:
        """What an architect wrote when returning the answers, while they are being changed for that."""
        if self.row.state != State.RETURNED:
            return None
        return self.row.decisions.filter(outcome=Decision.Outcome.RETURNED).select_related("by").first()
