"""Which changes are changes of the system, after which an exercise of before says less about it.

An organisation exercises at planned intervals and when there are significant changes (ISO 22301:2019, 8.5). A change of
the record alone is none: another name, owner, tag or note, and what is said for the first time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models.functions import Now

from systems.models import Protection, System

Changes = Mapping[str, tuple[Any, Any]]
"""Old and new value by the name of the field."""

MUCH = 2
"""Data have changed significantly when there are so many times as many, or as few: restoring takes in proportion."""


def another(old: Any, new: Any) -> bool:
    """Two said values that differ. From nothing to something, or back, is a change of what is known."""
    return not unsaid(old) and not unsaid(new) and old != new


def unsaid(value: Any) -> bool:
    return value is None or value == ""


def resized(old: Any, new: Any) -> bool:
    if not another(old, new):
        return False
    small, large = sorted((old, new))
    return bool(large >= MUCH * small)


def went_live(old: Any, new: Any) -> bool:
    return bool(new == System.Status.LIVE and old != new)


OF_THE_RECORD = {"system", "note", "restore_mib_per_s", "running_time_seconds", "copy_lag_seconds"}
"""A note, and what is measured: an exercise that shows another speed than was believed does not outdate itself."""

SIGNIFICANT: Mapping[type, Mapping[str, Callable[[Any, Any], bool]]] = {
    System: {
        "type": another,
        "hosting": another,
        "site": another,
        "supplier": another,
        "data_size_gib": resized,
        "status": went_live,
    },
    Protection: {field.name: another for field in Protection._meta.fields if field.name not in OF_THE_RECORD},
}


def is_significant(changes: Changes, model: type = System) -> bool:
    rules = SIGNIFICANT[model]
    return any(name in rules and rules[name](old, new) for name, (old, new) in changes.items())


def moment_of(changes: Changes, model: type = System) -> dict[str, Now]:
    """The column to set with these changes, if one of them is significant."""
    return {"significantly_changed_at": Now()} if is_significant(changes, model) else {}


def mark_changed(system_ids: Iterable[int]) -> None:
    """What the systems need has become another thing: that is always significant."""
    System.objects.filter(pk__in=list(system_ids)).update(significantly_changed_at=Now())
