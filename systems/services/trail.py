"""Many audit entries at once: the same chain as `accounts.services.audit.record` writes, in a few statements."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from accounts.models import AuditEntry, AuditHead, User
from accounts.services.anchor import anchor_after_commit
from accounts.services.audit import as_json_values, locked_head, seal
from systems.models import System


def record_all(*, by: User, events: Iterable[tuple[str, System, dict[str, Any]]]) -> None:
    """One entry for each (action, system, detail), in order. Inside the transaction of what they tell of."""
    previous, entries, now = locked_head().hash, [], timezone.now()
    for action, system, detail in events:
        entry = AuditEntry(
            at=now,
            actor_id=by.pk,
            actor=by.email,
            action=action,
            object_type="system",
            object_id=str(system.pk),
            object_label=str(system)[:200],
            detail=as_json_values(detail),
            previous_hash=previous,
        )
        entry.hash = previous = seal(entry)
        entries.append(entry)
    AuditEntry.objects.bulk_create(entries, batch_size=1000)
    AuditHead.objects.filter(pk=1).update(hash=previous)
    anchor_after_commit()
