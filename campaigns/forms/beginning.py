"""By when a campaign is to be answered, and in how many waves it is asked."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.forms.asking import LONGEST
from campaigns.services.planning import MOST_WAVES, Candidate, PlannedWave, TooShort, plan_waves

DAYS = 28


class CampaignForm(forms.Form):
    """Valid only if each wave has a day to answer; then `planned` says which there are."""

    name = forms.CharField(
        label=_("Name of the campaign"), max_length=120, help_text=_("People see it in lists, like “Autumn 2026”.")
    )
    starts_on = forms.DateField(label=_("The first wave is asked on"), widget=forms.DateInput(attrs={"type": "date"}))
    due_on = forms.DateField(label=_("All answers are due on"), widget=forms.DateInput(attrs={"type": "date"}))
    waves = forms.IntegerField(
        label=_("How many waves"), min_value=1, max_value=MOST_WAVES, initial=1,
        help_text=_("Unit by unit. All systems of an owner are in one wave, so each owner gets one mail."),
    )  # fmt: skip
    days_apart = forms.IntegerField(
        label=_("Days from one wave to the next"), min_value=1, max_value=90, initial=7,
        help_text=_("Each wave has as many days to answer as the others."),
    )  # fmt: skip

    def __init__(self, *args: Any, candidates: list[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = candidates
        self.planned: list[PlannedWave] = []
        today = timezone.localdate()
        self.fields["starts_on"].initial = today
        self.fields["due_on"].initial = today + dt.timedelta(days=DAYS)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.errors:
            return given
        today, last = timezone.localdate(), timezone.localdate() + LONGEST
        if not today <= given["starts_on"] <= last:
            self.add_error("starts_on", _("Choose a day from today on, within a year."))
        if not today <= given["due_on"] <= last:
            self.add_error("due_on", _("Choose a day from today on, within a year."))
        if not any(each.owner for each in self.candidates):
            raise ValidationError(_("None of these systems has an owner who can be asked."))
        if not self.errors:
            self._plan(given)
        return given

    def _plan(self, given: dict[str, Any]) -> None:
        days = {name: given[name] for name in ("waves", "starts_on", "due_on", "days_apart")}
        try:
            self.planned = plan_waves(self.candidates, **days)
        except TooShort:
            self.add_error("due_on", _("That leaves no day to answer. Choose a later day, or fewer waves."))
