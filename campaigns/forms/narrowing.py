"""Which of a campaign's systems somebody looks at."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.services.progress import Step, SystemProgress
from presentation.forms.widgets import QuickSelect
from presentation.numbers import grouped_number
from systems.queries.filters import NOBODY

FROM = {"asked": Step.ASKED, "opened": Step.OPENED, "begun": Step.BEGUN, "sent": Step.SENT, "approved": Step.APPROVED}
"""Who has come so far or further, by the name in the address."""
STEP_CHOICES = (
    ("", _("However far")),
    ("asked", _("Asked")),
    ("opened", _("Opened")),
    ("begun", _("Begun")),
    ("sent", _("Sent")),
    ("approved", _("Approved")),
    ("open", _("Not sent yet")),
    ("late", _("Late")),
)


class NarrowForm(forms.Form):
    unit = forms.ChoiceField(required=False, label=_("Business unit"))
    wave = forms.ChoiceField(required=False, label=_("Wave"))
    person = forms.ChoiceField(required=False, label=_("Person"))
    step = forms.ChoiceField(required=False, label=_("How far"), choices=STEP_CHOICES)

    def __init__(self, data: Any, *, progress: list[SystemProgress]) -> None:
        super().__init__(data)
        units = sorted({(str(each.unit_id), each.unit) for each in progress if each.unit_id}, key=lambda each: each[1])
        people = {(str(each.person_id), each.person) for each in progress if each.person_id}
        waves = sorted({each.wave for each in progress})
        self._offer("unit", _("Any unit"), [*units, (NOBODY, _("No unit"))])
        self._offer("person", _("Anybody"), [*sorted(people, key=lambda each: each[1]), (NOBODY, _("Nobody"))])
        self._offer(
            "wave", _("Any wave"), [(str(number), _("Wave %(n)s") % {"n": grouped_number(number)}) for number in waves]
        )
        self.fields["step"].widget = QuickSelect(attrs={"class": "form-select"}, choices=STEP_CHOICES)

    def _offer(self, name: str, nothing: Any, choices: list[tuple[str, Any]]) -> None:
        offered = [("", nothing), *choices]
        field = forms.ChoiceField(
            required=False,
            label=self.fields[name].label,
            choices=offered,
            widget=QuickSelect(attrs={"class": "form-select"}),
        )
        self.fields[name] = field

    def narrowed(self, progress: list[SystemProgress], today: dt.date) -> list[SystemProgress]:
        """What cannot be read narrows nothing."""
        wanted = self.cleaned_data if self.is_valid() is not None else {}
        return [each for each in progress if self._fits(each, wanted, today)]

    def _fits(self, each: SystemProgress, wanted: dict[str, str], today: dt.date) -> bool:
        ids = {"unit": each.unit_id, "person": each.person_id, "wave": each.wave}
        for name, value in ids.items():
            if (chosen := wanted.get(name)) and chosen != str(value or NOBODY):
                return False
        step = wanted.get("step")
        if step in FROM:
            return each.step >= FROM[step]
        return {"open": each.step < Step.SENT, "late": each.late(today)}.get(step or "", True)
