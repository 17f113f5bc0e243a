"""An owner says that a system is somebody else's; an architect says whose it is."""

from __future__ import annotations

from django.db import transaction
from django.db.models.functions import Now

from accounts.models import User
from accounts.permissions import Permission
from accounts.services import audit
from assessments.actions.asking import NotTheOwner, only_the_owner
from assessments.mail_kinds import NOT_THEIRS, OWNER_KEPT
from assessments.models import Reassignment
from assessments.services.reassignments import who_is_told
from notifications.services.outgoing import owe
from systems.models import System


class NotAsked(Exception):
    """Nobody has said that this system is not theirs, or somebody has decided meanwhile."""


@transaction.atomic
def hand_back(*, system: System, suggestion: str, comment: str, by: User) -> Reassignment:
    """Tell the architects that somebody else should answer. Said again, it takes the place of what was said before.

    Raises NotTheOwner.
    """
    # The system's row is held so that two windows say it once.
    held = System.objects.select_for_update(of=("self",)).get(pk=system.pk)
    only_the_owner(system=held, by=by)
    said = {"suggestion": suggestion, "comment": comment}
    request, _new = Reassignment.objects.update_or_create(system=held, person=by, closed_at=None, defaults=said)
    for person in who_is_told(held):
        owe(
            kind=NOT_THEIRS,
            key=f"{NOT_THEIRS}:{request.pk}:{person.pk}",
            recipient=person,
            context={"reassignment": request.pk},
        )
    audit.record(by=by, action="owner.not_theirs", about=held, detail=said)
    return request


@transaction.atomic
def keep_owner(*, system: System, by: User) -> None:
    """The owner stays the owner, as an architect says, who tells them so by mail; or as they say after all.

    Raises NotAsked, and NotTheOwner for everybody else.
    """
    if by.pk != system.owner_id and not by.may(Permission.INVITE_OWNERS):
        raise NotTheOwner
    request = Reassignment.objects.open().filter(system=system).select_related("person").first()
    still_open = Reassignment.objects.filter(pk=request.pk if request else 0, closed_at=None)
    if request is None or not still_open.update(closed_at=Now(), closed_by=by):
        raise NotAsked
    if by != request.person:
        told = {"reassignment": request.pk, "by": by.pk}
        owe(kind=OWNER_KEPT, key=f"{OWNER_KEPT}:{request.pk}", recipient=request.person, context=told)
    audit.record(by=by, action="owner.kept", about=system, detail={"owner": str(request.person)})
