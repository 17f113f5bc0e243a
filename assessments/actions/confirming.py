"""Confirming what a list says of a system: it becomes the answer of who confirms it, and is sent where nothing else has
to be answered."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from accounts.services import audit
from assessments.actions.answering import NotOpen, save_answers, submit
from assessments.actions.asking import begin
from assessments.models import Assessment
from assessments.services.without_answers.proposed import confirming, mark_of, open_seconds, proposal_of
from questionnaires.document.parsing import parsed
from questionnaires.services import wizard
from systems.models import System
from systems.services.imports.applying.proposing import measures_in_words


class ChangedSince(Exception):
    """The list says another thing by now, or somebody has answered; nothing was written."""


@transaction.atomic
def confirm(*, system: System, shown: str, by: User) -> Assessment:
    """Make all that was `shown` of a list the answers of this person. They are sent, in short, where the objectives are
    answered by now; else what is still open can be answered.

    Raises ChangedSince, NotOpen, NotTheOwner; a second press finds nothing open, and writes nothing.
    """
    round_ = begin(system=system, by=by)
    if round_.state != Assessment.State.OPEN:
        raise NotOpen
    document, proposal = parsed(round_.questionnaire.document), proposal_of(system)
    open_ = open_seconds(proposal, document, round_.answers)
    if proposal is None or not open_ or mark_of(open_) != shown:
        raise ChangedSince
    given = confirming(proposal, document, round_.answers, open_)
    saved = save_answers(assessment=round_, given=given, version=round_.version, by=by)
    said = measures_in_words({f"{name}_seconds": seconds for name, seconds in open_.items()})
    audit.record(by=by, action="answers.confirmed", about=system, detail={"file": proposal.source, "said": said})
    if wizard.missing(document, saved.answers):
        return saved
    return submit(assessment=saved, version=saved.version, by=by, assumed={})
