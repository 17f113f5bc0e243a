"""Asking a colleague single questions, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.actions.people import PersonExists, create_person
from accounts.models import User
from accounts.services import audit
from assessments.actions.answering import NotOpen, NotTheirs, VersionConflict, may_answer, merged
from assessments.models import Assessment
from assessments.services.absences import reader_of
from assessments.services.answer_state import set_answer_state
from notifications.services.outgoing import cancel, owe, owe_soon
from panels.mail_kinds import ASK_COLLEAGUE, COLLEAGUE_ANSWERED
from panels.models import Delegation
from questionnaires.document.parsing import parsed
from questionnaires.services.asking import asked
from systems.services.people import NewPerson

State = Delegation.State


class NoLongerAsked(NotOpen):
    """The question was withdrawn, answered already, or the answers were decided upon."""


class NothingToChoose(Exception):
    """There is only one answer to this question by now."""


@transaction.atomic
def ask(
    *, assessment: Assessment, questions: Iterable[str], person: User | NewPerson, note: str, by: User
) -> Delegation:
    """Ask a colleague these questions, by mail. Somebody new is added without any role: they see these questions and
    nothing else. Raises NotTheirs, NotOpen."""
    if not may_answer(by, assessment):
        raise NotTheirs
    current = Assessment.objects.select_for_update().get(pk=assessment.pk)
    if current.state not in Assessment.WITH_OWNER:
        raise NotOpen
    keys, person = list(dict.fromkeys(questions)), _added(person, by)
    delegation = Delegation.objects.create(
        assessment=current,
        person=person,
        asked_by=by,
        questions=keys,
        note=note,
        before={key: current.answers[key] for key in keys if key in current.answers},
    )
    owe(kind=ASK_COLLEAGUE, key=f"{ASK_COLLEAGUE}:{delegation.pk}", recipient=person, context=_mail_context(delegation))
    detail = {"delegation": delegation.public_id, "colleague": str(person), "count": len(keys), "questions": keys}
    audit.record(by=by, action="colleague.asked", about=assessment.system, detail=detail)
    return delegation


def _added(person: User | NewPerson, by: User) -> User:
    if isinstance(person, User):
        return person
    try:
        return create_person(by=by, email=person.email, name=person.name, roles=())
    except PersonExists as known:
        return known.person


@transaction.atomic
def save(
    *, delegation: Delegation, given: Mapping[str, Mapping[str, Any] | None], version: int, by: User
) -> Delegation:
    """Keep what a colleague is typing, for this colleague alone. Raises NotTheirs, NoLongerAsked, VersionConflict."""
    current = _asked(delegation, by)
    if current.version != version:
        raise VersionConflict
    wanted = {key: answer for key, answer in given.items() if key in current.questions}
    current.draft = merged(current.assessment, current.draft, wanted, by)
    current.version, current.saved_at = version + 1, timezone.now()
    written = Delegation.objects.filter(pk=current.pk, version=version).update(
        draft=current.draft, version=current.version, saved_at=current.saved_at
    )
    if not written:
        raise VersionConflict
    detail = {"delegation": current.public_id, "questions": sorted(wanted)}
    audit.record(by=by, action="colleague.saved", about=current.assessment.system, detail=detail)
    return current


@transaction.atomic
def answer(*, delegation: Delegation, version: int, by: User) -> Delegation:
    """Bring what the colleague typed into the draft, marked with who gave it. Where the owner has answered meanwhile,
    nothing is overwritten: the owner chooses. Raises NotTheirs, NoLongerAsked, VersionConflict."""
    current = _asked(delegation, by)
    if current.version != version:
        raise VersionConflict
    assessment = Assessment.objects.select_for_update(of=("self",)).get(pk=current.assessment_id)
    if assessment.state not in Assessment.UNDER_WAY:
        raise NoLongerAsked
    stamp = {"by": by.pk, "at": timezone.now().isoformat(timespec="seconds")}
    current.answers = {key: {**current.draft[key], **stamp} for key in _still_asked(current) if key in current.draft}
    free = [key for key in current.answers if assessment.answers.get(key) == current.before.get(key)]
    if assessment.state not in Assessment.WITH_OWNER:
        free = []
    current.to_choose = [key for key in current.answers if key not in free]
    done = _over(current, State.ANSWERED, "colleague.answered", {"questions": sorted(current.answers)}, by=by)
    if free:
        _put(assessment, {key: current.answers[key] for key in free})
    return done


def _still_asked(delegation: Delegation) -> list[str]:
    """Of two questions that hang together, one may have become needless by the answer to the other."""
    document, wanted = parsed(delegation.assessment.questionnaire.document), delegation.questions
    others = {key: each for key, each in delegation.assessment.answers.items() if key not in wanted}
    questions = [document.questions[key] for key in wanted if key in document.questions]
    return [question.key for question in asked(document, {**others, **delegation.draft}, questions)]


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
    if assessment.state not in Assessment.WITH_OWNER:
        raise NotOpen
    if question not in current.to_choose:
        raise NothingToChoose
    if assessment.version != version:
        raise VersionConflict
    current.to_choose = [key for key in current.to_choose if key != question]
    current.save(update_fields=["to_choose"])
    chosen = str(delegation.person) if take else str(by)
    detail = {"delegation": current.public_id, "question": question, "chosen": chosen}
    audit.record(by=by, action="colleague.chosen", about=delegation.assessment.system, detail=detail)
    if take:
        _put(assessment, {question: current.answers[question]})


def _asked(delegation: Delegation, by: User) -> Delegation:
    """The delegation as it is now, held, if it waits for this person."""
    current = Delegation.objects.whole().select_for_update(of=("self",)).get(pk=delegation.pk)
    if current.person_id != by.pk:
        raise NotTheirs
    if current.state != State.ASKED or current.assessment.state not in Assessment.UNDER_WAY:
        raise NoLongerAsked
    return current


def _put(assessment: Assessment, answers: Mapping[str, Any]) -> None:
    """Into the draft of an assessment that is held; its version grows, so that no open page overwrites it unseen."""
    Assessment.objects.filter(pk=assessment.pk).update(
        answers={**assessment.answers, **answers}, version=F("version") + 1, saved_at=timezone.now()
    )
    if assessment.saved_at is None:
        set_answer_state([assessment.system_id])


def _over(delegation: Delegation, state: str, action: str, detail: Mapping[str, Any], *, by: User) -> Delegation:
    delegation.state, delegation.answered_at = state, timezone.now()
    delegation.save(update_fields=["state", "answered_at", "answers", "to_choose", "comment"])
    about = {"delegation": delegation.public_id, **detail}
    audit.record(by=by, action=action, about=delegation.assessment.system, detail=about)
    cancel(f"{ASK_COLLEAGUE}:{delegation.pk}")
    if delegation.asked_by is not None:
        key = f"{COLLEAGUE_ANSWERED}:{delegation.pk}"
        owe_soon(
            kind=COLLEAGUE_ANSWERED,
            key=key,
            recipient=reader_of(delegation.asked_by),
            context=_mail_context(delegation),
        )
    return delegation


def _mail_context(delegation: Delegation) -> dict[str, int]:
    return {"delegation": delegation.pk}
