"""What was derived about systems that were retired: the plan is kept to be read, the contradictions are closed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from systems.models import Finding, Profile, ProvisionalPlan


@transaction.atomic
def put_aside(system_ids: Collection[int], *, as_of: datetime) -> set[int]:
    """Close the findings of systems that were retired when they were read, at `as_of`. Returns the ids that are
    unsettled, because somebody else is at the row.

    Whoever read before and writes later finds a newer row, and leaves it. A system that is brought back has no
    fingerprint any more, so all of it is written again.
    """
    older = Profile.objects.filter(Q(derived_at__isnull=True) | Q(derived_at__lte=as_of), pk__in=system_ids)
    ours = set(older.select_for_update(skip_locked=True).order_by("pk").values_list("pk", flat=True))
    locked = set(older.values_list("pk", flat=True)) - ours
    nothing = {str(severity): 0 for severity in Finding.Severity.values}
    ProvisionalPlan.objects.filter(pk__in=ours).delete()
    Finding.objects.open().filter(system_id__in=ours).order_by().resolve(as_of)
    Profile.objects.filter(pk__in=ours).update(derived_at=as_of, inputs_hash="", **nothing)
    return locked
