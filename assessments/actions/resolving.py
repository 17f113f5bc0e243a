"""Taking a way out of a contradiction from the page of the system: the answers change as if typed again."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from assessments.actions import answering, asking, taking
from assessments.models import Assessment
from assessments.services.offers import token_of
from recovery.results import Offer
from systems.models import Finding


class NoLongerOffered(Exception):
    """The contradiction is gone, or offers other ways out by now."""


def offer_of(finding: Finding, token: str) -> Offer:
    """The offer of this finding with that name. Raises NoLongerOffered."""
    for offer in finding.ways_out() if finding.resolved_at is None else ():
        if token_of(finding.code, offer.change, offer.action) == token:
            return offer
    raise NoLongerOffered


@transaction.atomic
def accept_offer(*, finding: Finding, token: str, version: int | None, by: User, reason: str = "") -> Assessment:
    """Change the owner's answers as an offer says. In review, what is in review changes with them.

    `version` is that of the round under way as it was shown, None where there was none. Raises NoLongerOffered,
    taking.ReasonWanted, answering.VersionConflict, answering.NotTheirs, asking.NotTheOwner, changes.NotAnAnswer.
    """
    offer = offer_of(finding, token)
    if offer.is_promise:
        raise NoLongerOffered
    rounds = Assessment.objects.under_way().select_related("system", "questionnaire", "respondent")
    current = rounds.filter(system_id=finding.system_id).first()
    if (current.version if current else None) != version:
        raise answering.VersionConflict
    if current is None:
        current = asking.begin(system=finding.system, by=by)
    return taking.take(
        assessment=current, finding=finding.code, offer=offer, version=current.version, by=by, reason=reason
    )
