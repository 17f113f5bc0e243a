"""What a calendar holds."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission


class CalendarForm(forms.Form):
    everything = forms.BooleanField(
        label=_("Every system that I may see"), required=False, help_text=_("Else only what is yours to do.")
    )

    def __init__(self, *args: Any, person: User, **options: Any) -> None:
        super().__init__(*args, **options)
        if not person.may(Permission.VIEW_ALL_SYSTEMS):
            del self.fields["everything"]
