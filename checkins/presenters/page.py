"""What the page of a system says about its check-ins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from checkins.models import CheckIn, CheckInAddress, Measured
from checkins.services.fact_source import age
from presentation.durations import duration_in_words
from systems.models import System

LISTED = 20
DRAWN = timedelta(days=30)
MOST_DRAWN = 400
WIDTH = 600


@dataclass(frozen=True, slots=True)
class Tick:
    """One check-in on the line: how far to the right, and what it is."""

    x: float
    look: str


@dataclass(frozen=True, slots=True)
class Said:
    """A fact of the page with its label."""

    label: str
    value: str


def page_about(system: System, token: str = "") -> dict[str, object]:
    """With a `token` the address is said, for this once."""
    address = CheckInAddress.objects.filter(system=system, revoked_at=None).first()
    check_ins = CheckIn.objects.filter(system=system).order_by("-happened_at")
    now = timezone.now()
    drawn = check_ins.filter(happened_at__gte=now - DRAWN)[:MOST_DRAWN]
    url = called(token or "…")
    return {
        "address": address,
        "url": url if token else "",
        "examples": examples(url),
        "check_ins": list(check_ins[:LISTED]),
        "ticks": [Tick(place_of(each.happened_at, now), look_of(each)) for each in drawn],
        "width": WIDTH,
        "facts": facts_of(Measured.objects.filter(pk=system.pk).first(), now),
    }


def called(token: str) -> str:
    return f"{settings.PUBLIC_URL.rstrip('/')}{reverse('checkins:check_in', args=['token'])[: -len('token')]}{token}"


def examples(url: str) -> list[Said]:
    """How to call it, to be copied into a job."""
    ends = f"curl -fsS -m 10 --retry 3 {url}"
    return [
        Said(gettext("At the end of a copy that succeeded"), ends),
        Said(gettext("With the status of the command before"), f'{ends} -d "result=$?"'),
        Said(gettext("After a restore test that took 20 minutes"), f"{ends} -d kind=restore -d duration=1200"),
        Said(gettext("With what a tool prints"), f'restic snapshots --json | {ends}"?from=restic" --data-binary @-'),
    ]


def facts_of(measured: Measured | None, now: datetime) -> list[Said]:
    """What the check-ins amount to, as far as they say it."""
    if measured is None:
        return []
    facts = [
        (gettext("Age of the newest good copy"), age(measured.newest_copy_at, now)),
        (gettext("Oldest it grew until the next"), measured.gap_seconds),
        (gettext("Last restore that succeeded, ago"), age(measured.restored_at, now)),
        (gettext("Last restore that failed, ago"), age(measured.restore_failed_at, now)),
    ]
    return [Said(label, duration_in_words(seconds)) for label, seconds in facts if seconds is not None]


def place_of(moment: datetime, now: datetime) -> float:
    """How far to the right: the days that are drawn end now."""
    return round(WIDTH * (1 - min(max((now - moment) / DRAWN, 0), 1)), 1)


def look_of(check_in: CheckIn) -> str:
    return check_in.kind if check_in.good else "failed"
