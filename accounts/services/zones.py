"""Time zones: the one a person lives in, and the list to choose it from."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from django.conf import settings

REGIONS = ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


def zone_of(name: str) -> ZoneInfo:
    """The zone of that name, else the portal's own: a page is never refused for a zone that went away."""
    for candidate in (name, settings.TIME_ZONE):
        try:
            return ZoneInfo(candidate)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    return ZoneInfo("UTC")


@cache
def zone_names() -> tuple[str, ...]:
    return tuple(sorted(name for name in available_timezones() if name.partition("/")[0] in REGIONS and "/" in name))


@cache
def zone_choices(present: str = "UTC") -> tuple[tuple[str, object], ...]:
    """Places by region in alphabetical order, so that typing the first letters finds one; `present` is among them."""
    regions = groupby(zone_names(), key=lambda name: name.partition("/")[0])
    places = [(region, tuple((name, place_of(name)) for name in group)) for region, group in regions]
    elsewhere = [(name, name) for name in dict.fromkeys(("UTC", present)) if name not in zone_names()]
    return (*elsewhere, *places)


def place_of(name: str) -> str:
    """`America/Argentina/Buenos_Aires` is “Buenos Aires, Argentina”."""
    return ", ".join(reversed(name.replace("_", " ").split("/")[1:]))
