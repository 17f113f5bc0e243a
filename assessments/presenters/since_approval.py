"""What has changed around a system since its answers were approved, for whoever is asked whether they still hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from accounts.models import AuditEntry
from policies.models import PolicyVersion
from systems.models import Dependency, System

MOST = 12
ADDED = "system.dependency_added"


@dataclass(frozen=True)
class Since:
    """One change, in a sentence, and when it was."""

    at: datetime
    said: str


def since_approval(system: System, approved_at: datetime) -> list[Since]:
    """The newest first: the system itself, who needs it now, exercises, and prices or rules of the policy."""
    found = [*_of_the_system(system, approved_at), *_dependents(system, approved_at), *_policies(approved_at)]
    return sorted(found, key=lambda each: each.at, reverse=True)[:MOST]


def _of_the_system(system: System, since: datetime) -> Iterator[Since]:
    entries = AuditEntry.objects.about("system", [system.pk]).filter(at__gt=since, action__startswith="system.")
    yield from (Since(entry.at, str(entry.sentence)) for entry in entries[:MOST])


def _dependents(system: System, since: datetime) -> Iterator[Since]:
    """Whoever may read about a system may know what needs it."""
    waiting = Dependency.objects.filter(needs=system).values_list("system_id", flat=True)
    entries = AuditEntry.objects.about("system", waiting).filter(at__gt=since, action=ADDED, detail__needs=system.name)
    for entry in entries[:MOST]:
        yield Since(entry.at, gettext("%(name)s needs it now.") % {"name": entry.object_label})


def _policies(since: datetime) -> Iterator[Since]:
    for version in PolicyVersion.objects.filter(published_at__gt=since):
        if version.published_at is not None:
            said = gettext("Other prices or rules: the policy %(version)s.") % {"version": version.version}
            yield Since(version.published_at, said)
