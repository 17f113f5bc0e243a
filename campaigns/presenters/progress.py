"""How far a campaign is, as its pages say it: each number with the address of its list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign
from campaigns.services.progress import Counted, Step, SystemProgress, counted, grouped_by
from systems.queries.filters import NOBODY

STEPS: dict[Step, str | Promise] = {
    Step.PLANNED: _("not asked yet"),
    Step.NOT_ASKED: _("nobody could be asked"),
    Step.ASKED: _("asked"),
    Step.OPENED: _("opened"),
    Step.BEGUN: _("begun"),
    Step.SENT: _("sent"),
    Step.APPROVED: _("approved"),
}
Row = dict[str, Any]


def with_links(campaign: int, numbers: Counted, group: Mapping[str, object]) -> list[dict[str, Any]]:
    """The numbers in the order of the columns: what is counted, how many, and where they stand."""
    page = reverse("campaigns:systems", args=[campaign])
    cells = []
    for name, count in asdict(numbers).items():
        query = urlencode({**group, **({} if name == "systems" else {"step": name})})
        cells.append({"name": name, "count": count, "url": f"{page}?{query}".rstrip("?")})
    return cells


def by_unit(campaign: int, progress: list[SystemProgress], today: dt.date) -> list[Row]:
    """By name; what belongs to none comes last."""
    groups = grouped_by(progress, lambda each: (each.unit_id, each.unit))
    return [
        {"name": name, "numbers": with_links(campaign, counted(rows, today), {"unit": pk or NOBODY})}
        for (pk, name), rows in groups.items()
    ]


def by_wave(campaign: Campaign, progress: list[SystemProgress], today: dt.date) -> list[Row]:
    groups = grouped_by(progress, lambda each: each.wave)
    numbers = {number: counted(rows, today) for number, rows in groups.items()}
    return [
        {
            "wave": wave,
            "numbers": with_links(campaign.pk, numbers.get(wave.number) or counted((), today), {"wave": wave.number}),
        }
        for wave in campaign.waves.select_related("asking")
    ]


def by_person(campaign: int, progress: list[SystemProgress], today: dt.date) -> list[Row]:
    """Who owes most comes first, then by name; nobody last."""
    groups = grouped_by(progress, lambda each: (each.person_id, each.person))
    rows = []
    for (pk, name), of_person in groups.items():
        numbers = counted(of_person, today)
        owes = numbers.asked - numbers.sent
        cells = with_links(campaign, numbers, {"person": pk or NOBODY})
        rows.append({"name": name, "owes": owes, "numbers": cells, "nobody": pk is None})
    return sorted(rows, key=lambda row: (row["nobody"], -row["owes"], row["name"].casefold()))
