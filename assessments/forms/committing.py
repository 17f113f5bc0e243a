"""Who sees to something, and until when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

LONGEST_PROMISE = timedelta(days=2 * 365)


class PromiseForm(forms.Form):
    who = forms.CharField(
        label=_("Who sees to it?"),
        max_length=120,
        widget=forms.TextInput(attrs={"class": "form-control"}),
        error_messages={"required": _("Please name who sees to it.")},
    )
    due_on = forms.DateField(
        label=_("By which day is it done?"),
        widget=forms.DateInput(attrs={"class": "form-control", "type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Please choose a day."), "invalid": _("This is no day of the calendar.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "id_promise_%s"

    def clean_due_on(self) -> date:
        due_on: date = self.cleaned_data["due_on"]
        today = timezone.localdate()
        if due_on < today:
            raise forms.ValidationError(gettext("This day has gone by. Choose today or a later day."))
        if due_on > today + LONGEST_PROMISE:
            raise forms.ValidationError(gettext("Please choose a day within the next two years."))
        return due_on
