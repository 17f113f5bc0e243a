"""Where a person lives: their time zone with the list to choose it from, and their public holidays."""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from django.conf import settings

if TYPE_CHECKING:
    from holidays import HolidayBase

PLACE = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,4})?")
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


def is_place(place: str) -> bool:
    """Whether the holidays of this country (ISO 3166), or part of it like `DE-BY`, are known."""
    if not PLACE.fullmatch(place):
        return False
    try:
        holidays_of(place)
    except NotImplementedError:
        return False
    return True


@cache
def holidays_of(place: str) -> HolidayBase:
    """Years are worked out as they are asked for. Loaded only where a place is set: it takes half a second."""
    from holidays import country_holidays  # noqa: PLC0415

    country, _, part = place.partition("-")
    return country_holidays(country, subdiv=part or None)
