"""On which day all answers of a campaign are due instead."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from assessments.forms.asking import AskManyForm
from campaigns.models import Campaign


class MoveForm(AskManyForm):
    """Any day within a year on which every wave has been asked."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, campaign: Campaign) -> None:
        super().__init__(data, initial={"due_on": campaign.due_on})
        self.campaign = campaign
        self.fields["due_on"].label = _("All answers are due on")
        self.fields["due_on"].help_text = _(
            "The day of each wave moves as far. Owners see the new day at once, and reminders follow it."
        )

    def clean_due_on(self) -> dt.date:
        day = super().clean_due_on()
        last_wave = max(self.campaign.waves.values_list("starts_on", flat=True))
        if day < last_wave:
            text = _("The last wave is asked on %(day)s. Choose that day or a later one.")
            raise ValidationError(text, params={"day": formats.date_format(last_wave)})
        return day
