"""What architects decide about answers: approve them, or return them with a comment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from accounts.models import User
from accounts.services import audit
from assessments.mail_kinds import APPROVED, RETURNED
from assessments.models import Assessment, Decision, Justification
from assessments.services.absences import reader_of
from assessments.services.answer_state import set_answer_state
from assessments.services.commitments import Promised, commitments_of, is_promised
from assessments.services.four_eyes import may_decide
from assessments.services.justifications import Identity, justifications_of, still_blocking
from assessments.services.signed import told_of
from notifications.services.outgoing import owe_soon
from recovery.messages import Text, say
from systems.models import Finding, Profile
from systems.services.staleness import mark_stale


class NotDecided(Exception):
    """Nothing was decided; each subclass says why."""


class OwnAnswers(NotDecided):
    """Four eyes: nobody decides about what they had a part in (`assessments.services.four_eyes`)."""


class NotInReview(NotDecided):
    """Somebody has decided already, or the owner took the answers back to change them."""


class ChangedSince(NotDecided):
    """The answers or the plan are no longer those that were on the page."""


class BeingCalculated(NotDecided):
    """A fact has changed and the plan does not know yet."""


class StillBlocked(NotDecided):
    """Contradictions that block are neither resolved nor justified and accepted."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(len(findings))
        self.findings = findings


class WorthALook(NotDecided):
    """Something does not fit: it may be approved, but not together with others, without a look."""


@dataclass(frozen=True)
class Seen:
    """What was on the page when the decision was made: when the answers were sent, and the plan's fingerprint."""

    sent: str
    plan: str


def seen_of(assessment: Assessment, profile: Profile) -> Seen:
    sent = assessment.submitted_at.isoformat() if assessment.submitted_at else ""
    return Seen(sent, profile.inputs_hash)


@transaction.atomic
def approve(
    *, assessment: Assessment, key: UUID, seen: Seen, by: User, comment: str = "", only_fitting: bool = False
) -> Decision:
    """Sign what was seen; with `only_fitting` only where nothing is open. The same `key` again gives the decision that
    is there. Raises NotDecided."""
    current, earlier = _locked(assessment, key, APPROVED, by)
    if earlier:
        return earlier
    profile = Profile.objects.select_for_update().get(pk=current.system_id)
    if profile.stale_since is not None:
        raise BeingCalculated
    if seen_of(current, profile) != seen:
        raise ChangedSince
    findings = list(Finding.objects.open().filter(system_id=current.system_id))
    if only_fitting and any(each.severity != Finding.Severity.INFORMS for each in findings):
        raise WorthALook
    justifications = justifications_of(findings)
    promised = commitments_of(findings)
    if blocking := [each for each in still_blocking(findings, justifications) if not is_promised(each, promised)]:
        raise StillBlocked(blocking)
    Profile.objects.filter(pk=profile.pk).update(approved_mark=profile.plan_mark)
    decision = Decision.objects.create(
        assessment=current,
        outcome=Decision.Outcome.APPROVED,
        by=by,
        by_name=str(by),
        comment=comment,
        signed=_signed(current, profile, findings, justifications) | {"promises": _promises(promised)},
        policy_version=profile.policy_version,
        idempotency_key=key,
    )
    return _decided(current, decision, Assessment.State.APPROVED)


@transaction.atomic
def return_(*, assessment: Assessment, key: UUID, sent: str, comment: str, by: User, question: str = "") -> Decision:
    """Give the answers back with a comment, if need be about one question. Raises NotDecided."""
    current, earlier = _locked(assessment, key, RETURNED, by)
    if earlier:
        return earlier
    if (current.submitted_at.isoformat() if current.submitted_at else "") != sent:
        raise ChangedSince
    decision = Decision.objects.create(
        assessment=current,
        outcome=Decision.Outcome.RETURNED,
        by=by,
        by_name=str(by),
        comment=comment,
        question=question,
        idempotency_key=key,
    )
    return _decided(current, decision, Assessment.State.RETURNED)


def _locked(assessment: Assessment, key: UUID, outcome: str, by: User) -> tuple[Assessment, Decision | None]:
    """The assessment, held until the end, and the decision that the same click has made already."""
    rows = Assessment.objects.select_for_update(of=("self",)).select_related("system", "respondent", "questionnaire")
    current = rows.get(pk=assessment.pk)
    if not may_decide(by, current.system):
        raise OwnAnswers
    earlier = Decision.objects.filter(idempotency_key=key).first()
    if earlier and (earlier.assessment_id, earlier.outcome, earlier.by_id) == (current.pk, outcome, by.pk):
        return current, earlier
    if earlier or current.state != Assessment.State.SUBMITTED:
        raise NotInReview
    return current, None


def _decided(current: Assessment, decision: Decision, state: str) -> Decision:
    Assessment.objects.filter(pk=current.pk).update(state=state)
    action = f"assessment.{decision.outcome}"
    audit.record(by=decision.by, action=action, about=current.system, detail=told_of(decision))
    set_answer_state([current.system_id])
    mark_stale([current.system_id])
    recipient = current.system.owner
    if recipient is not None:
        owe_soon(
            kind=decision.outcome,
            key=f"{decision.outcome}:{decision.pk}",
            recipient=reader_of(recipient),
            context={"decision": decision.pk},
        )
    return decision


def _promises(promised: Promised) -> list[dict[str, str]]:
    """What was approved with it, although it is not done yet."""
    return [
        {
            "code": each.finding,
            "action": each.action,
            "what": say(Text.from_record(each.label)),
            "who": each.who,
            "due_on": each.due_on.isoformat(),
            "by": str(each.by),
        }
        for every in promised.values()
        for each in every
    ]


def _signed(
    assessment: Assessment, profile: Profile, findings: Iterable[Finding], justifications: dict[Identity, Justification]
) -> dict[str, object]:
    """Everything the signature stands for, word for word: it must not change when the system does."""
    return {
        "rto": profile.rto,
        "rpo": profile.rpo,
        "plan": profile.record,
        "fingerprint": profile.inputs_hash,
        "policy_version": profile.policy_version,
        "questionnaire": f"{assessment.questionnaire.slug} {assessment.questionnaire.version}",
        "answers": assessment.submitted,
        "findings": [
            {"code": each.code, "subject": each.subject, "severity": each.severity, "text": each.text}
            for each in findings
        ],
        "justifications": [
            {
                "code": each.code,
                "subject": each.subject,
                "reason": each.reason,
                "by": str(each.by),
                "state": each.state,
                "decided_by": str(each.decided_by) if each.decided_by else "",
            }
            for each in justifications.values()
        ],
    }
