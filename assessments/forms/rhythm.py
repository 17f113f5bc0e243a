"""When and how often people are reminded."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from accounts.forms import known_place
from notifications.services.rhythm import Rhythm
from notifications.services.working_time import WorkingTime
from presentation.forms.helper import bare_form_helper

MOST, LONGEST = 12, 365


class RhythmForm(forms.Form):
    days = forms.CharField(
        label=_("Owners are asked after so many days"),
        max_length=80,
        help_text=_("Whole numbers, the smallest first, with commas: 0, 7, 14, 21. 0 is at once."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    head_after = forms.IntegerField(
        label=_("The head of the unit is told so many days after the last of them"), min_value=1, max_value=LONGEST
    )
    begins = forms.IntegerField(label=_("From this hour"), min_value=0, max_value=23)
    ends = forms.IntegerField(label=_("Until this hour"), min_value=1, max_value=24)
    weekdays = forms.TypedMultipleChoiceField(
        label=_("On these days"), coerce=int, choices=list(WEEKDAYS.items()), widget=forms.CheckboxSelectMultiple
    )
    holidays = forms.CharField(
        label=_("Not on the public holidays of"),
        required=False,
        max_length=10,
        help_text=_("A country by its two letters, or a part of it, like DE-BY. People may name their own."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_form_helper()

    def clean_days(self) -> tuple[int, ...]:
        words = self.cleaned_data["days"].split(",")
        days = [int(word) for word in words if word.strip().isascii() and word.strip().isdigit()]
        if len(days) != len(words) or len(days) > MOST or max(days) > LONGEST or sorted(set(days)) != days:
            raise ValidationError(_("Write whole numbers from 0 to 365, each larger than the one before, at most 12."))
        return tuple(days)

    def clean_holidays(self) -> str:
        return known_place(self.cleaned_data["holidays"])

    def clean(self) -> None:
        begins, ends = self.cleaned_data.get("begins"), self.cleaned_data.get("ends")
        if begins is not None and ends is not None and begins >= ends:
            self.add_error("ends", _("Choose an hour after the first."))

    def rhythm(self) -> Rhythm:
        said = self.cleaned_data
        working = WorkingTime(said["begins"], said["ends"], frozenset(said["weekdays"]), said["holidays"])
        return Rhythm(said["days"], said["head_after"], working)


def initial_of(rhythm: Rhythm) -> dict[str, Any]:
    working = rhythm.working
    return {
        "days": ", ".join(str(day) for day in rhythm.days),
        "head_after": rhythm.head_after,
        "begins": working.begins,
        "ends": working.ends,
        "weekdays": sorted(working.days),
        "holidays": working.place,
    }
