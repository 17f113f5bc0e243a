"""Contradictions with what became of each: open, justified, accepted by whom, or resolved."""

from __future__ import annotations

from collections.abc import Iterable

from assessments import models
from assessments.services.commitments import Promised, is_late
from assessments.services.justifications import identity, same_numbers
from exports.reports.summary import Contradiction, Justification, Promise
from exports.reports.texts import ReaderTexts
from recovery.causes import place
from recovery.messages import Text
from systems.models import Finding, System

OUTDATED = "outdated"
STATES = {
    models.Justification.State.SAID: "justified",
    models.Justification.State.ACCEPTED: "accepted",
    models.Justification.State.REJECTED: "rejected",
}


def contradictions_of(
    system: System, found: Iterable[Finding], promised: Promised, texts: ReaderTexts
) -> tuple[Contradiction, ...]:
    """The open ones in the method's order, then the resolved ones, newest first; one query for the reasons given."""
    justified = {(item.code, item.subject): item for item in system.justifications.select_related("by", "decided_by")}
    items = [
        contradiction(
            finding, justified.get((finding.code, finding.subject)), promised.get(identity(finding), ()), texts
        )
        for finding in found
    ]
    resolved = [item for item in items if item.resolved_at]
    resolved.sort(key=lambda item: (item.resolved_at, item.code), reverse=True)
    return (*(item for item in items if not item.resolved_at), *resolved)


def contradiction(
    finding: Finding,
    given: models.Justification | None,
    promised: Iterable[models.Commitment],
    texts: ReaderTexts,
) -> Contradiction:
    reason = None if given is None else justification(given, finding)
    belongs = place(finding.code, finding.variant, finding.severity)
    return Contradiction(
        code=finding.code,
        variant=finding.variant,
        subject=finding.subject,
        severity=finding.severity,
        about=belongs.about,
        cause=belongs.cause,
        text=texts.say(finding.message()),
        terms=texts.say(finding.message(), in_terms=True),
        read=finding.read,
        state="resolved" if finding.resolved_at else state(reason),
        justification=reason,
        first_seen_at=finding.first_seen_at,
        resolved_at=finding.resolved_at,
        promises=tuple(promise(each, texts) for each in promised),
    )


def promise(given: models.Commitment, texts: ReaderTexts) -> Promise:
    return Promise(
        what=texts.say(Text.from_record(given.label)),
        who=given.who,
        due_on=given.due_on,
        by=str(given.by),
        late=is_late(given),
    )


def justification(given: models.Justification, finding: Finding) -> Justification:
    """A reason was given for certain numbers; with other numbers it no longer counts."""
    return Justification(
        reason=given.reason,
        by=str(given.by),
        at=given.at,
        state=given.state if same_numbers(finding.read, given.read) else OUTDATED,
        decided_by=str(given.decided_by) if given.decided_by else "",
        decided_at=given.decided_at,
    )


def state(reason: Justification | None) -> str:
    return "open" if reason is None or reason.state == OUTDATED else STATES[models.Justification.State(reason.state)]
