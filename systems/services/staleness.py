"""Saying that something derived is out of date. Whoever changes a fact calls this; deriving is somebody else's work."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from django.db import transaction
from django.db.models.functions import Now

from background.services.broker import publish
from systems.models import Profile

# By name: the tasks live above this package.
DERIVE = "derivation.derive"
DERIVE_AGAIN = "derivation.derive_again"


def mark_stale(system_ids: Iterable[int]) -> None:
    """Mark the systems' profiles, inside the caller's transaction; after its commit a worker is told.

    A worker that is not told, because the broker is away, finds the mark by its sweep.
    """
    ids = sorted(set(system_ids))
    if not ids:
        return
    Profile.objects.filter(system_id__in=ids).update(stale_since=Now(), attempts=0, last_error="")
    transaction.on_commit(partial(publish, DERIVE))
