"""What is due, as a calendar in the form of RFC 5545: whole days, in the reader's zone and language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from calendars.queries import ANSWERS, CONFIRM, REVIEW, Due
from presentation.numbers import grouped_number
from recovery.facts import DATA_RESTORE, FAILOVER

MOST = 1_000
"""So many days at most, the nearest: programs of calendars take no more in good time."""
NAMED = 20
"""So many systems an entry of what is overdue names."""
TITLES: dict[str, str | Promise] = {
    ANSWERS: gettext_lazy("Answer the questions: %(system)s"),
    REVIEW: gettext_lazy("Review: %(system)s"),
    CONFIRM: gettext_lazy("Confirm the objectives: %(system)s"),
    FAILOVER: gettext_lazy("Try to fail over: %(system)s"),
    DATA_RESTORE: gettext_lazy("Try to bring data back: %(system)s"),
}
REASONS: dict[str, str | Promise] = {
    ANSWERS: gettext_lazy("The owner was asked to answer until this day."),
    REVIEW: gettext_lazy("The answers were sent and wait for a decision."),
    CONFIRM: gettext_lazy("After this day the approval is too old, and the owner is asked again."),
    FAILOVER: gettext_lazy("After this day the last exercise is too old to prove anything."),
    DATA_RESTORE: gettext_lazy("After this day the last exercise is too old to prove anything."),
}


def calendar_of(due: Iterable[Due]) -> bytes:
    """The same is due: the same bytes, until the next day begins. What is overdue stands on today, gathered."""
    today, coming, late = timezone.localdate(), list[tuple[date, Due]](), defaultdict[str, list[Due]](list)
    for each in due:
        if each.day is None or each.day < today:
            late[each.what].append(each)
        else:
            coming.append((each.day, each))
    coming.sort(key=lambda pair: (pair[0], pair[1].what, pair[1].identity))
    calendar = head_of(left_out=max(0, len(coming) - MOST))
    for what in TITLES:
        if what in late:
            calendar.add_component(gathered(what, late[what], today))
    for day, each in coming[:MOST]:
        calendar.add_component(entry_of(each, day))
    content: bytes = calendar.to_ical()
    return content


def head_of(*, left_out: int) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", f"-//DR Portal//{settings.RELEASE}//{(get_language() or 'en').upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for name in ("name", "x-wr-calname"):
        calendar.add(name, "DR Portal")
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    if left_out:
        more = _("The nearest days only. %(n)s later ones stand in the portal.") % {"n": grouped_number(left_out)}
        calendar.add("description", more)
        calendar.add("x-wr-caldesc", more)
    return calendar


def entry_of(due: Due, day: date) -> Event:
    title = TITLES[due.what] % {"system": one_line(due.name)}
    about = str(REASONS[due.what])
    return event(f"{due.what}-{due.identity}", title, day, since=due.since, about=about, path=page_of(due))


def gathered(what: str, due: list[Due], today: date) -> Event:
    """One entry for all that is overdue in one way: hundreds on one day would hide everything else."""
    due = sorted(due, key=lambda each: (each.name.casefold(), each.identity))
    title = overdue(what, len(due))
    names = [one_line(each.name) for each in due[:NAMED]]
    if len(due) > NAMED:
        names.append(_("and %(n)s more") % {"n": grouped_number(len(due) - NAMED)})
    path = page_of(due[0]) if len(due) == 1 else reverse("assessments:to_do")
    begun = timezone.make_aware(datetime.combine(today, datetime.min.time()))
    return event(f"overdue-{what}", title, today, since=begun, about="\n".join(names), path=path)


def overdue(what: str, count: int) -> str:
    """What so many of them are called together."""
    titles = {
        ANSWERS: ngettext("%(n)s system waits for answers", "%(n)s systems wait for answers", count),
        REVIEW: ngettext("%(n)s review is overdue", "%(n)s reviews are overdue", count),
        CONFIRM: ngettext("%(n)s approval has grown too old", "%(n)s approvals have grown too old", count),
        FAILOVER: ngettext("%(n)s failover is to be tried", "%(n)s failovers are to be tried", count),
        DATA_RESTORE: ngettext("%(n)s restore is to be tried", "%(n)s restores are to be tried", count),
    }
    return titles[what] % {"n": grouped_number(count)}


def page_of(due: Due) -> str:
    return reverse("systems:detail", args=[due.key])


def event(uid: str, title: str, day: date, *, since: datetime, about: str, path: str) -> Event:
    address = settings.PUBLIC_URL.rstrip("/") + path
    found = Event()
    found.add("uid", f"{uid}@{urlsplit(settings.PUBLIC_URL).hostname}")
    found.add("dtstamp", since.astimezone(UTC).replace(microsecond=0))
    found.add("dtstart", day)
    found.add("dtend", day + timedelta(days=1))
    found.add("summary", title)
    found.add("description", f"{about}\n{address}")
    found.add("url", address)
    found.add("transp", "TRANSPARENT")
    return found


def one_line(name: str) -> str:
    """What somebody typed, without signs that no calendar may hold."""
    return " ".join("".join(printable(name)).split())


def printable(text: str) -> Iterator[str]:
    for sign in text:
        yield sign if sign.isprintable() else " "
