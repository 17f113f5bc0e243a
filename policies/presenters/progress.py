"""How far the catalogue has come under a new policy, counted from its rows."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from policies.services.rederivation import registered
from presentation.numbers import grouped_number
from systems.models import Profile, System


@dataclass(frozen=True)
class Progress:
    """`failed` systems could not be derived and wait for somebody to change their facts."""

    done: int
    total: int
    failed: int
    under_way: bool

    @property
    def in_words(self) -> dict[str, str]:
        return {"done": grouped_number(self.done), "total": grouped_number(self.total)}

    @property
    def complete(self) -> bool:
        return self.done + self.failed >= self.total


def progress_of(version: str) -> Progress:
    """A profile is done when it was derived with this version and nothing changed since. Nothing is derived about
    retired systems."""
    rederivation = registered()
    done = Q(policy_version=version, stale_since__isnull=True)
    counted = Profile.objects.exclude(system__in=System.objects.retired()).aggregate(
        done=Count("pk", filter=done), total=Count("pk"), failed=Count("pk", filter=rederivation.failed)
    )
    return Progress(under_way=rederivation.under_way(), **counted)
