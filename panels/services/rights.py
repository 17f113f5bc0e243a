"""Who may do what in a hearing. Everybody who has a part in it may know of it; these may move it on."""

from __future__ import annotations

from accounts.models import User
from accounts.permissions import Permission
from assessments.models import Assessment, Hearing, Voice
from systems.models import System

SECOND_ROUND = (Hearing.State.SECOND, Hearing.State.REVISED)


def may_invite(person: User, system: System) -> bool:
    """Architects, and the owner of the system."""
    return person.may(Permission.INVITE_OWNERS) or person.pk == system.owner_id


def may_lead(person: User, hearing: Hearing) -> bool:
    """Who ends a round, asks again and names who decides."""
    return person.pk == hearing.asked_by_id or may_invite(person, hearing.assessment.system)


def decider_of(hearing: Hearing) -> User | None:
    """The person named, else the owner."""
    return hearing.decider or hearing.assessment.system.owner


def may_decide(person: User, hearing: Hearing) -> bool:
    return person == decider_of(hearing) and hearing.state in Hearing.TO_DECIDE and still_wanted(hearing)


def still_wanted(hearing: Hearing) -> bool:
    """Whether the owner's answers can still take a decision in: once they are decided upon, nothing is asked."""
    return hearing.assessment.state in Assessment.UNDER_WAY


def may_change(voice: Voice) -> bool:
    """Whether this voice is waited for in the round that is under way."""
    hearing = voice.hearing
    if not still_wanted(hearing):
        return False
    if hearing.state == Hearing.State.FIRST:
        return voice.first is None
    return hearing.state == Hearing.State.SECOND and voice.first is not None and voice.second is None


def has_sent(hearing: Hearing, voice: Voice) -> bool:
    """Whether this voice was heard in the round that is under way, or in the last one; after the decision, at all."""
    return (voice.second if hearing.state in SECOND_ROUND else voice.first) is not None


def is_asked(hearing: Hearing, voice: Voice) -> bool:
    """Whether this voice has a part in that round: the second is for those who were heard in the first."""
    return hearing.state not in SECOND_ROUND or voice.first is not None
