"""How often a person was written to about a system: a mail that was not sent, or refused, counts as none.

An owner is asked four times, a week apart, the first time at once (an administrator may set another rhythm); then the
mails end until somebody asks anew.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Case, Exists, Max, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from assessments.models import Assessment, Reminder
from assessments.services.absences import asked_instead
from background.services.clock import database_now
from notifications.models import OutgoingMail
from systems.models import Profile, SystemQuerySet

NEVER_CAME = (OutgoingMail.State.CANCELLED, OutgoingMail.State.FAILED)

_newest = Assessment.objects.filter(system=OuterRef("pk")).order_by().values("system").annotate(last=Max("pk"))
_counted = Reminder.objects.filter(
    system=OuterRef("pk"), assessment=OuterRef("round"), old=OuterRef("old")
).exclude(mail__state__in=NEVER_CAME)  # fmt: skip


def on_its_occasion(systems: SystemQuerySet, now: datetime) -> SystemQuerySet:
    """Each with the `round` and `old` that its reminders have, and who is `asked` now."""
    approved = When(profile__answer_state=Profile.AnswerState.APPROVED, then=True)
    return systems.annotate(
        round=Coalesce(Subquery(_newest.values("last")), Value(0)),
        old=Case(approved, default=False),
        asked=asked_instead("owner", now),
    )


def asked_often_enough(times: int) -> Q:
    """Of systems on their occasion: who is asked now was asked as often as anybody is."""
    return Q(Exists(_counted.filter(person=OuterRef("asked"), nth__gte=times)))


def told(person: str) -> Q:
    """Of systems on their occasion: a mail to whom the field leads to spoke of it."""
    return Q(Exists(_counted.filter(person=OuterRef(person))))


@transaction.atomic
def write_down(mail: OutgoingMail, systems: SystemQuerySet) -> None:
    """The mail speaks about these. Twice is once."""
    rounds = on_its_occasion(systems, database_now()).order_by("pk").values("pk", "round", "old")  # type: ignore[misc]
    found = [(each["pk"], each["round"], each["old"]) for each in rounds]
    rows = Reminder.objects.filter(person=mail.recipient, system__in=[pk for pk, _, _ in found])
    rows.filter(mail__state__in=NEVER_CAME).delete()
    before: dict[tuple[int, int, bool], int] = {}
    for pk, round_, old, nth in rows.values_list("system", "assessment", "old", "nth"):
        before[pk, round_, old] = max(nth, before.get((pk, round_, old), 0))
    Reminder.objects.bulk_create(
        (
            Reminder(
                system_id=pk, person=mail.recipient, assessment=round_, old=old, mail=mail,
                nth=before.get((pk, round_, old), 0) + 1,
            )
            for pk, round_, old in found
        ),
        ignore_conflicts=True,
    )  # fmt: skip
