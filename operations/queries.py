"""What waits, runs and failed: the same numbers for the page and for monitoring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.apps import apps
from django.db import connection
from django.db.models import Count, Min
from django.db.models.functions import Now

from background.models import BackgroundWork
from checkins.models import CheckInAddress
from operations.limits import SIGN
from operations.models import Heartbeat
from systems.models import Profile, System


@dataclass(frozen=True)
class Backlog:
    """One kind of work: how much is due and since when, how much is being done, how much has failed for good."""

    kind: str
    waiting: int
    oldest: datetime | None
    held: int
    failed: int


def kinds_of_work() -> dict[str, type[BackgroundWork]]:
    """Every kind of work that is a row, by its name."""
    models = {model._meta.model_name or "": model for model in apps.get_models() if issubclass(model, BackgroundWork)}
    return dict(sorted(models.items()))


def backlogs() -> list[Backlog]:
    return [backlog_of(kind, model) for kind, model in kinds_of_work().items()]


def backlog_of(kind: str, model: type[BackgroundWork]) -> Backlog:
    """What is to be tried again later is not due yet, and waits for nobody."""
    rows: Any = model._default_manager.order_by()
    counts = dict(rows.values_list("state").annotate(Count("pk")))
    due = rows.filter(state=model.PENDING, due_at__lte=Now()).aggregate(count=Count("pk"), oldest=Min("due_at"))
    return Backlog(kind, due["count"], due["oldest"], counts.get(model.HELD, 0), counts.get(model.FAILED, 0))


def out_of_date() -> tuple[int, datetime | None]:
    """How many systems are to be derived anew, and since when the oldest of them waits."""
    found = Profile.objects.filter(stale_since__isnull=False).aggregate(count=Count("pk"), oldest=Min("stale_since"))
    return found["count"], found["oldest"]


def newest_sign() -> Heartbeat | None:
    return Heartbeat.objects.filter(name=SIGN).first()


class CheckedIn(NamedTuple):
    """A system with a valid check-in address: its key, since when copies are awaited, and what has come."""

    system: str
    since: datetime
    copy: datetime | None
    restore: datetime | None


def checked_in() -> list[CheckedIn]:
    """Of systems that are in use or planned. One query."""
    valid = CheckInAddress.objects.filter(revoked_at=None).exclude(system__status=System.Status.RETIRED)
    names = ("system__key", "awaited_since", "system__measured__newest_copy_at", "system__measured__restored_at")
    return [CheckedIn._make(row) for row in valid.order_by("system__key").values_list(*names)]


def database_bytes() -> int:
    """The size of the whole database, its indexes too."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
        else:
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        return int(cursor.fetchone()[0])
