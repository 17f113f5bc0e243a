"""Who of the architects is expected to decide about what was sent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import uuid4

from django.db import transaction

from accounts.models import User
from accounts.permissions import Permission
from assessments.mail_kinds import REVIEW_ASSIGNED
from assessments.models import Assessment
from assessments.services.four_eyes import involved_in_each
from notifications.services.outgoing import owe_together
from systems.services.trail import record_all


class NoReviewer(Exception):
    """Who is named may not decide about answers."""


@dataclass
class Assigned:
    """What came of it: assigned now, assigned to the same before, not assigned because they had a part in it."""

    now: list[Assessment] = field(default_factory=list)
    before: list[Assessment] = field(default_factory=list)
    had_a_part: list[Assessment] = field(default_factory=list)


@transaction.atomic
def assign(*, rounds: Iterable[Assessment], to: User | None, by: User) -> Assigned:
    """Those that are in review and that `to` may decide about; None takes them from whoever has them. Another person
    is told by mail.

    Raises NoReviewer.
    """
    if to is not None and not to.may(Permission.REVIEW):
        raise NoReviewer
    ids = [each.pk for each in rounds]
    held = Assessment.objects.select_for_update(of=("self",)).select_related("system").defer("answers", "submitted")
    current = list(held.filter(pk__in=ids, state=Assessment.State.SUBMITTED).order_by("pk"))
    involved = involved_in_each([each.system for each in current]) if to is not None else {}
    assigned = Assigned()
    for each in current:
        if each.reviewer_id == (to.pk if to else None):
            assigned.before.append(each)
        elif to is not None and to.pk in involved[each.system_id].people:
            assigned.had_a_part.append(each)
        else:
            assigned.now.append(each)
    Assessment.objects.filter(pk__in=[each.pk for each in assigned.now]).update(reviewer=to)
    action, detail = ("review.assigned", {"reviewer": str(to)}) if to else ("review.released", {})
    record_all(by=by, events=((action, each.system, detail) for each in assigned.now))
    if to is not None and to != by and assigned.now:
        owe_together(kind=REVIEW_ASSIGNED, key=f"{REVIEW_ASSIGNED}:{uuid4()}", recipient=to)
    return assigned
