"""What protects a system today, in words; and whom one could ask, or has asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext, pgettext

from accounts.models import User
from presentation.durations import duration_in_words
from presentation.strategies import strategy_name
from systems.models import Protection, ProtectionInquiry, System
from systems.services.inquiries import can_be_asked, is_recent


def protection_facts(protection: Protection | None) -> list[dict[str, Any]]:
    """What somebody has said, as label and value; what nobody has said is left out."""
    if protection is None:
        return []
    deletable = None if protection.isolated is None else not protection.isolated
    facts = [
        (gettext("Strategy"), strategy_name(protection.strategy) if protection.strategy else ""),
        (gettext("Live copy"), with_lag(protection)),
        (gettext("The live copy lies"), site(protection.live_site)),
        (gettext("Copies of the past"), with_interval(protection)),
        (gettext("The copies of the past lie"), site(protection.history_site)),
        (gettext("Copies are kept for"), duration_or_nothing(protection.retention_seconds)),
        (gettext("Administrators could delete them"), yes_or_no(deletable)),
        (gettext("For a time nobody can delete or change them"), yes_or_no(protection.immutable)),
        (gettext("An archive is kept for"), archive(protection.archive_retention_seconds)),
        (gettext("Start window"), duration_or_nothing(protection.start_window_seconds)),
        (gettext("One copy takes"), duration_or_nothing(protection.running_time_seconds)),
        (gettext("Until a copy is elsewhere"), duration_or_nothing(protection.copy_lag_seconds)),
        (gettext("Copies come from"), protection.copies_at),
        (gettext("Restore speed"), speed(protection)),
        (gettext("Note"), protection.note),
    ]
    return [{"label": label, "value": value} for label, value in facts if value]


def duration_or_nothing(seconds: int | None) -> str:
    return "" if seconds is None else duration_in_words(seconds)


def archive(seconds: int | None) -> str:
    return gettext("there is none") if seconds == 0 else duration_or_nothing(seconds)


def site(value: str) -> str:
    return str(Protection.Site(value).label) if value else ""


def with_lag(protection: Protection) -> str:
    copy = str(protection.get_live_copy_display()) if protection.live_copy else ""
    if copy and protection.live_lag_seconds:
        lag = duration_or_nothing(protection.live_lag_seconds)
        return gettext("%(copy)s, up to %(lag)s behind") % {"copy": copy.partition(":")[0], "lag": lag}
    return copy


def with_interval(protection: Protection) -> str:
    kind = str(protection.get_history_display()) if protection.history else ""
    if kind and protection.interval_seconds:
        return gettext("%(kind)s, every %(interval)s") % {
            "kind": kind,
            "interval": duration_or_nothing(protection.interval_seconds),
        }
    return kind


def speed(protection: Protection) -> str:
    if protection.restore_mib_per_s is None:
        return ""
    return gettext("%(number)s MiB a second") % {"number": f"{protection.restore_mib_per_s.normalize():f}"}


def yes_or_no(value: bool | None) -> str:
    return "" if value is None else pgettext("answer", "yes") if value else pgettext("answer", "no")


@dataclass(frozen=True, slots=True)
class Inquiry:
    """Who is asked and has not answered, whether somebody could be asked now, and whether it is the reader's turn."""

    open: ProtectionInquiry | None
    nobody: bool
    may_ask: bool
    waits_for_reader: bool


def inquiry_about(system: System, reader: User) -> Inquiry:
    """From the last inquiry alone; the action looks closer, and at the database's clock."""
    last = system.protection_inquiries.select_related("person").first()
    waiting = last if last and last.answered_at is None else None
    able = can_be_asked(system)
    recently = last is not None and last.person_id == system.technical_contact_id and is_recent(last, timezone.now())
    return Inquiry(
        open=waiting,
        nobody=not able,
        may_ask=able and not recently,
        waits_for_reader=bool(waiting) and system.technical_contact_id == reader.pk,
    )
