"""Laying out the whole catalogue in batches, for as many workers as there are.

Marks of staleness are exchanged for batches in one transaction, so a change that was marked before is read by every
batch, and one that comes later carries a mark of its own, which no batch takes away.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Max, Min, QuerySet
from django.db.models.functions import Now

from background.services.broker import publish
from derivation.models import DerivationBatch
from policies.models import PolicyVersion
from systems.models import Profile, System

TASK = "derivation.derive_batch"
PARTS = 10
SHORTEST, LONGEST = 2_500, 10_000


@transaction.atomic
def take_over(stale: QuerySet[Profile]) -> None:
    """Exchange the marks of these profiles for batches over the whole catalogue, which are begun after the commit."""
    mark = stale.order_by().values_list(Now(), flat=True).first()
    if mark is not None and stale.update(stale_since=mark):
        _lay_out(mark)


@transaction.atomic
def lay_out_for(version: PolicyVersion) -> None:
    """Derive everything again because this version came into force. What was under way for an older one ends here."""
    DerivationBatch.objects.filter(mark=None).call_off(f"overtaken by {version.version}")
    _lay_out(None)


def _lay_out(mark: datetime | None) -> None:
    ends = System.objects.aggregate(first=Min("pk"), last=Max("pk"))
    if ends["first"] is None:
        return
    length = min(max(-(-(ends["last"] - ends["first"] + 1) // PARTS), SHORTEST), LONGEST)
    moment = System.objects.values_list(Now(), flat=True)[0]
    for first in range(ends["first"], ends["last"] + 1, length):
        batch = DerivationBatch.objects.create(first_id=first, last_id=first + length - 1, mark=mark, created_at=moment)
        transaction.on_commit(partial(publish, TASK, batch.pk))
