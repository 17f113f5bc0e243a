"""By when many owners are asked to answer."""

from __future__ import annotations

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LONGEST = dt.timedelta(days=366)


class AskManyForm(forms.Form):
    due_on = forms.DateField(label=_("Answers are due on"), widget=forms.DateInput(attrs={"type": "date"}))

    def clean_due_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["due_on"]
        if not timezone.localdate() <= day <= timezone.localdate() + LONGEST:
            raise ValidationError(_("Choose a day from today on, within a year."))
        return day
