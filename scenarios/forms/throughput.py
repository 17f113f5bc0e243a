"""What a place can give back: a row for each place that copies come from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from policies.forms.fields import NumberField
from presentation.forms.rows import Rows
from presentation.forms.widgets import Offering
from scenarios.models import PLACE_LENGTH

ROWS = Rows("p", most=30)


class SpeedField(NumberField):
    """MiB a second, above zero; empty for a place without a limit."""

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and value <= 0:
            raise ValidationError(_("Write a number above zero, or nothing where there is no limit."), code="zero")


class ThroughputForm(forms.Form):
    """One place. A row without a place says nothing."""

    place = forms.CharField(label=_("Copies come from"), max_length=PLACE_LENGTH, required=False, widget=Offering())
    speed = SpeedField(label=_("Gives back, MiB a second"), required=False)

    def __init__(self, *args: Any, offers: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].widget.offers = list(offers)

    def clean_place(self) -> str:
        return " ".join(self.cleaned_data["place"].split())

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and cleaned.get("speed") is not None and not cleaned.get("place"):
            self.add_error("place", _("Say which place gives back so much."))
        return cleaned


def rows_of(throughput: Mapping[str, float], places: Iterable[str]) -> list[ThroughputForm]:
    """A row for each place with a limit, for each other that the catalogue names, and an empty one."""
    offers = list(places)
    wanted = [*throughput, *(place for place in offers if place not in throughput)][: ROWS.most - 1]
    return [
        ThroughputForm(prefix=f"p{at}", offers=offers, initial={"place": place, "speed": throughput.get(place)})
        for at, place in enumerate([*wanted, ""])
    ]


def rows_sent(data: QueryDict, prefixes: Iterable[str], places: Iterable[str]) -> list[ThroughputForm]:
    offers = list(places)
    return [ThroughputForm(data, prefix=prefix, offers=offers) for prefix in prefixes]


def throughput_in(rows: Iterable[ThroughputForm]) -> dict[str, float]:
    """MiB a second by place; a place without a number has no limit, and of a place named twice the last holds."""
    found: dict[str, Decimal | None] = {}
    for row in rows:
        place, speed = row.cleaned_data.get("place"), row.cleaned_data.get("speed")
        if place:
            found[place] = speed
    return {place: float(speed) for place, speed in found.items() if speed is not None}
