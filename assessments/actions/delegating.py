"""Asking a colleague single questions, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts import audit
from accounts.models import User
from assessments import derivation
from assessments.actions.answering import EDITABLE, NotOpen, NotTheirs, VersionConflict, may_answer
from assessments.mail_kinds import ASK_COLLEAGUE, COLLEAGUE_ANSWERED
from assessments.models import Assessment, Delegation
from assessments.questionnaire.named_systems import resolved
from assessments.questionnaire.parsing import parsed
from notifications.obligations import cancel, owe

State = Delegation.State


class NoLongerAsked(NotOpen):
    """The question was withdrawn, answered already, or the answers were decided upon."""


class NothingToChoose(Exception):
    """There is only one answer to this question by now."""


@transaction.atomic
def ask(*, assessment: Assessment, questions: Iterable[str], person: User, note: str, by: User) -> Delegation:
    """Ask a colleague these questions, by mail. Raises NotTheirs, NotOpen."""
    if not may_answer(by, assessment):
        raise NotTheirs
    current = Assessment.objects.select_for_update().get(pk=assessment.pk)
    if current.state not in EDITABLE:
        raise NotOpen
    keys = list(dict.fromkeys(questions))
    delegation = Delegation.objects.create(
        assessment=current,
        person=person,
        asked_by=by,
        questions=keys,
        note=note,
        before={key: current.answers[key] for key in keys if key in current.answers},
    )
    owe(kind=ASK_COLLEAGUE, key=f"{ASK_COLLEAGUE}:{delegation.pk}", recipient=person, context=_told(delegation))
    detail = {"delegation": delegation.public_id, "colleague": str(person), "count": len(keys), "questions": keys}
    audit.record(by=by, action="colleague.asked", about=assessment.system, detail=detail)
    return delegation


@transaction.atomic
def answer(*, delegation: Delegation, given: Mapping[str, Mapping[str, Any]], by: User) -> Delegation:
    """Bring the colleague's answers into the draft, marked with who gave them. Where the owner has answered
    meanwhile, nothing is overwritten: the owner chooses. Raises NotTheirs, NoLongerAsked."""
    current = _asked(delegation, by)
    assessment = Assessment.objects.select_for_update(of=("self",)).get(pk=current.assessment_id)
    if assessment.state not in Assessment.UNDER_WAY:
        raise NoLongerAsked
    document = parsed(current.assessment.questionnaire.document)
    stamp = {"by": by.pk, "at": timezone.now().isoformat(timespec="seconds")}
    wanted = {key: answer for key, answer in given.items() if key in current.questions}
    current.answers = {key: {**answer, **stamp} for key, answer in resolved(document, wanted).items() if answer}
    free = [key for key in current.answers if assessment.answers.get(key) == current.before.get(key)]
    if assessment.state not in EDITABLE:
        free = []
    if free:
        _put(assessment, {key: current.answers[key] for key in free})
    current.to_choose = [key for key in current.answers if key not in free]
    return _over(current, State.ANSWERED, "colleague.answered", {"questions": sorted(current.answers)}, by=by)


@transaction.atomic
def not_me(*, delegation: Delegation, comment: str, by: User) -> Delegation:
    """Somebody else should know. Raises NotTheirs, NoLongerAsked."""
    current = _asked(delegation, by)
    current.comment = comment
    return _over(current, State.NOT_ME, "colleague.not_me", {"comment": comment}, by=by)


@transaction.atomic
def withdraw(*, delegation: Delegation, by: User) -> None:
    """Ask no longer. Raises NotTheirs, NoLongerAsked."""
    if not may_answer(by, delegation.assessment):
        raise NotTheirs
    if not Delegation.objects.filter(pk=delegation.pk, state=State.ASKED).update(state=State.WITHDRAWN):
        raise NoLongerAsked
    cancel(f"{ASK_COLLEAGUE}:{delegation.pk}")
    detail = {"delegation": delegation.public_id, "colleague": str(delegation.person)}
    audit.record(by=by, action="colleague.withdrawn", about=delegation.assessment.system, detail=detail)


@transaction.atomic
def choose(*, delegation: Delegation, question: str, take: bool, version: int, by: User) -> None:
    """Take the colleague's answer, or keep the own one. Raises NotTheirs, NotOpen, NothingToChoose, VersionConflict."""
    if not may_answer(by, delegation.assessment):
        raise NotTheirs
    current = Delegation.objects.select_for_update().get(pk=delegation.pk)
    assessment = Assessment.objects.select_for_update().get(pk=current.assessment_id)
    if assessment.state not in EDITABLE:
        raise NotOpen
    if question not in current.to_choose:
        raise NothingToChoose
    if assessment.version != version:
        raise VersionConflict
    if take:
        _put(assessment, {question: current.answers[question]})
    current.to_choose = [key for key in current.to_choose if key != question]
    current.save(update_fields=["to_choose"])
    chosen = str(delegation.person) if take else str(by)
    detail = {"delegation": current.public_id, "question": question, "chosen": chosen}
    audit.record(by=by, action="colleague.chosen", about=delegation.assessment.system, detail=detail)


def _asked(delegation: Delegation, by: User) -> Delegation:
    """The delegation as it is now, held, if it waits for this person."""
    current = Delegation.objects.whole().select_for_update(of=("self",)).get(pk=delegation.pk)
    if current.person_id != by.pk:
        raise NotTheirs
    if current.state != State.ASKED:
        raise NoLongerAsked
    return current


def _put(assessment: Assessment, answers: Mapping[str, Any]) -> None:
    """Into the draft of an assessment that is held; its version grows, so that no open page overwrites it unseen."""
    Assessment.objects.filter(pk=assessment.pk).update(
        answers={**assessment.answers, **answers}, version=F("version") + 1, saved_at=timezone.now()
    )
    if assessment.saved_at is None:
        derivation.set_answer_state([assessment.system_id])


def _over(delegation: Delegation, state: str, action: str, detail: Mapping[str, Any], *, by: User) -> Delegation:
    delegation.state, delegation.answered_at = state, timezone.now()
    delegation.save(update_fields=["state", "answered_at", "answers", "to_choose", "comment"])
    about = {"delegation": delegation.public_id, **detail}
    audit.record(by=by, action=action, about=delegation.assessment.system, detail=about)
    cancel(f"{ASK_COLLEAGUE}:{delegation.pk}")
    if delegation.asked_by is not None:
        key = f"{COLLEAGUE_ANSWERED}:{delegation.pk}"
        owe(kind=COLLEAGUE_ANSWERED, key=key, recipient=delegation.asked_by, context=_told(delegation))
    return delegation


def _told(delegation: Delegation) -> dict[str, int]:
    return {"delegation": delegation.pk}
