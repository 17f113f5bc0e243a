"""When somebody is reminded of what: pure functions, asked by who writes the mails and by who shows the next ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from notifications.services.rhythm import Rhythm
from notifications.services.working_time import WorkingTime, next_moment


@dataclass(frozen=True)
class Unanswered:
    """One system on its occasion: how it is called, since when it waits, and when mails to its reader spoke of it."""

    system: int
    name: str
    since: datetime
    asked: tuple[datetime, ...] = ()


@dataclass(frozen=True)
class Reader:
    """Who reads the mails, in which working time and zone, and when the last one to them was written."""

    zone: ZoneInfo
    working: WorkingTime
    last: datetime | None = None


def due(unanswered: Unanswered, rhythm: Rhythm) -> datetime | None:
    """When the next mail has to speak of it, at any hour; None once it was spoken of as often as anything is."""
    nth = len(unanswered.asked)
    if nth >= len(rhythm.days):
        return None
    return (unanswered.asked[-1] if nth else unanswered.since) + rhythm.gap_before(nth)


def next_mail(all_unanswered: Sequence[Unanswered], reader: Reader, rhythm: Rhythm, now: datetime) -> datetime | None:
    """When the next mail goes out, from `now` on; it speaks of all of them. None where nothing causes one."""
    moments = [moment for each in all_unanswered if (moment := due(each, rhythm)) is not None]
    if not moments:
        return None
    apart = [reader.last + rhythm.shortest_gap] if reader.last else []
    return next_moment(reader.working, reader.zone, max(min(moments), now, *apart))


def mails_until(
    end: datetime, all_unanswered: Sequence[Unanswered], reader: Reader, rhythm: Rhythm, now: datetime
) -> Iterator[tuple[datetime, list[Unanswered]]]:
    """The mails from `now` until `end`, if nobody answers, each with what it speaks of: all that waits then."""
    waiting = list(all_unanswered)
    while (moment := next_mail(waiting, reader, rhythm, now)) is not None and moment < end:
        spoken = [each for each in waiting if each.since <= moment]
        yield moment, spoken
        waiting = [replace(each, asked=(*each.asked, moment)) if each in spoken else each for each in waiting]
        reader, now = replace(reader, last=moment), moment


def mails_to_head(
    end: datetime, asked: Sequence[Unanswered], head: Reader, rhythm: Rhythm, now: datetime
) -> Iterator[tuple[datetime, list[Unanswered]]]:
    """The mails to the head of a unit from `now` until `end`, each with those whose owners were asked in vain by then;
    `asked` says of each when its owner was asked, and will be."""
    waiting = [(moment, each) for each in asked if (moment := head_due(each, rhythm)) is not None]
    while waiting:
        at = next_moment(head.working, head.zone, max(now, min(moment for moment, _ in waiting)))
        if at >= end:
            return
        yield at, [each for moment, each in waiting if moment <= at]
        waiting = [(moment, each) for moment, each in waiting if moment > at]


def head_due(unanswered: Unanswered, rhythm: Rhythm) -> datetime | None:
    """When the head of the unit is told, at any hour; None while its owner is still being asked."""
    if len(unanswered.asked) < len(rhythm.days):
        return None
    return unanswered.asked[-1] + timedelta(days=rhythm.head_after)
