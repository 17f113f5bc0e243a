"""When and how often people are reminded: as an administrator set it last, else by the settings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings

from notifications.models import ReminderRhythm
from notifications.services.working_time import WorkingTime

DAYS = (0, 7, 14, 21)
HEAD_AFTER = 7


@dataclass(frozen=True)
class Rhythm:
    """Mails go out `days` after it began to wait; `head_after` days after the last of them the head of the unit is
    told; all of it in the `working` time of its reader."""

    days: tuple[int, ...]
    head_after: int
    working: WorkingTime

    def gap_before(self, nth: int) -> timedelta:
        """Between the mail before the `nth` and that; the first is number 0, and waits since it was asked."""
        return timedelta(days=self.days[nth] - (self.days[nth - 1] if nth else 0))

    @property
    def shortest_gap(self) -> timedelta:
        """So far apart at least are two mails to one person, whatever they speak of."""
        return min((self.gap_before(nth) for nth in range(1, len(self.days))), default=timedelta(days=7))


def in_force() -> Rhythm:
    row = ReminderRhythm.objects.first()
    return of_settings() if row is None else of(row)


def of(row: ReminderRhythm) -> Rhythm:
    working = WorkingTime(row.begins, row.ends, frozenset(row.weekdays), row.holidays)
    return Rhythm(tuple(row.days), row.head_after, working)


def of_settings() -> Rhythm:
    begins, ends = settings.WORKING_HOURS
    working = WorkingTime(begins, ends, frozenset(settings.WORKING_DAYS), settings.HOLIDAYS_COUNTRY)
    return Rhythm(DAYS, HEAD_AFTER, working)
