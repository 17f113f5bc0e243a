"""Other teams and throughputs, tried out on the page of a scenario: nothing of it is saved."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from recovery.scenarios.reading import MOST_TEAMS
from scenarios.forms.throughput import ROWS, SpeedField
from scenarios.services.predicting import Capacity, Situation, capacity_of

PLACE, SPEED = "place", "speed"


class CapacityForm(forms.Form):
    """Teams, and a speed for each place; `places` are those that copies come from or that have a limit."""

    teams = forms.IntegerField(
        label=_("Teams"), min_value=1, max_value=MOST_TEAMS,
        widget=forms.NumberInput(attrs={"class": "form-control"}),
    )  # fmt: skip

    def __init__(self, data: QueryDict | None, *, capacity: Capacity, places: Iterable[str]) -> None:
        self.places = dict(enumerate([*dict.fromkeys([*capacity.throughput, *places])][: ROWS.most]))
        sent = None if data is None else {"teams": data.get("teams", ""), **self._speeds(data)}
        super().__init__(sent, initial={"teams": capacity.teams})
        for at, place in self.places.items():
            label = _("%(place)s gives back, MiB a second") % {"place": place}
            self.fields[f"{SPEED}{at}"] = SpeedField(
                label=label, required=False, initial=capacity.throughput.get(place)
            )

    def _speeds(self, data: QueryDict) -> dict[str, str]:
        """By the names of the places, because their number may have changed since the page was drawn."""
        given = dict(zip(data.getlist(PLACE), data.getlist(SPEED), strict=False))
        return {f"{SPEED}{at}": given.get(place, "") for at, place in self.places.items()}

    @property
    def speeds(self) -> Iterable[tuple[str, forms.BoundField]]:
        return ((place, self[f"{SPEED}{at}"]) for at, place in self.places.items())

    def capacity(self) -> Capacity:
        given: dict[str, Any] = self.cleaned_data
        speeds = {place: given[f"{SPEED}{at}"] for at, place in self.places.items()}
        return Capacity(given["teams"], {place: float(speed) for place, speed in speeds.items() if speed is not None})


def capacity_asked(data: QueryDict, situation: Situation) -> CapacityForm:
    """The form with what an address asks for; where it asks for nothing, as the scenario is saved."""
    asked = data if "teams" in data else None
    return CapacityForm(asked, capacity=capacity_of(situation.scenario), places=situation.places)
