"""Putting a draft of the policy in force."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from accounts.models import User
from accounts.services import audit
from accounts.services.second_person import another_than_its_authors
from policies.models import PolicySimulation, PolicyVersion
from policies.services import in_force
from policies.services.differences import changed_fields
from policies.services.rederivation import registered
from policies.services.simulation import policy_of
from questionnaires.services.versions import held_with_all
from recovery.policy import DEFAULT_POLICY


class NotSimulated(Exception):
    """Nobody has seen yet what the draft, as it is, would change in the policy that is in force now."""


@transaction.atomic
def publish(*, draft: PolicyVersion, revision: int, by: User) -> PolicyVersion:
    """The draft comes into force under the next number of the year, and everything is derived again in the background.

    Publishing is one at a time: all versions are held, so a second architect finds the first one's version in force,
    and a simulation against the one before no longer counts. Raises AlreadyPublished, DraftGone, DraftChanged,
    NotSimulated, AnotherPublishes.
    """
    row, rows = held_with_all(draft, revision)
    another_than_its_authors(about=row, by=by)
    before, after = in_force.current(), policy_of(row)
    shown = fresh_simulation(row, before.version)
    if shown is None:
        raise NotSimulated
    row.version = next_label(each.version for each in rows if each.published_at)
    PolicyVersion.objects.filter(pk=row.pk).update(version=row.version, published_at=Now(), published_by=by)
    detail = {
        "version": row.version,
        "before": before.version,
        "changed": changed_fields(before, after),
        "simulated": {name: shown.result[name] for name in ("systems", "plans", "cost", "known")},
        "note": row.note,
    }
    audit.record(by=by, action="policy.published", about=row, detail=detail)
    registered().begin(row)
    return row


def fresh_simulation(draft: PolicyVersion, against: str) -> PolicySimulation | None:
    """The finished simulation of the draft as it is, against the policy in force."""
    about = draft.simulations.filter(revision=draft.revision, against=against, ended_at__isnull=False, error="")
    found: PolicySimulation | None = about.first()
    return found


def next_label(published: Iterable[str]) -> str:
    """The year and the next number in it; the method's own policy counts."""
    year = timezone.localdate().year
    used = [label.partition(".")[2] for label in (*published, DEFAULT_POLICY.version) if label.startswith(f"{year}.")]
    return f"{year}.{1 + max((int(number) for number in used if number.isdecimal()), default=0)}"
