"""What protects a system today, in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext, pgettext

from presentation.durations import duration_in_words
from presentation.strategies import strategy_name
from systems.models import Protection


def protection_facts(protection: Protection | None) -> list[dict[str, Any]]:
    """What somebody has said, as label and value; what nobody has said is left out."""
    if protection is None:
        return []
    facts = [
        (gettext("Strategy"), strategy_name(protection.strategy) if protection.strategy else ""),
        (gettext("Live copy"), with_lag(protection)),
        (gettext("History"), with_interval(protection)),
        (gettext("Copies are kept for"), duration_or_nothing(protection.retention_seconds)),
        (gettext("Start window"), duration_or_nothing(protection.start_window_seconds)),
        (gettext("One copy takes"), duration_or_nothing(protection.running_time_seconds)),
        (gettext("Until a copy is elsewhere"), duration_or_nothing(protection.copy_lag_seconds)),
        (gettext("Restore speed"), speed(protection)),
        (gettext("A copy in another failure domain"), yes_or_no(protection.copy_elsewhere)),
        (gettext("A copy that nobody can change"), yes_or_no(protection.immutable)),
        (gettext("Note"), protection.note),
    ]
    return [{"label": label, "value": value} for label, value in facts if value]


def duration_or_nothing(seconds: int | None) -> str:
    return "" if seconds is None else duration_in_words(seconds)


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
