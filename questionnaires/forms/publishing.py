"""What is said when a draft of the questionnaire is published."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class PublishForm(forms.Form):
    """`revision` and `against` say what was looked at: this state of the draft, beside that version."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    against = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**63 - 1)
    note = forms.CharField(
        label=_("What changes, and why"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It stands beside the version in the history, for everybody who wonders later."),
        error_messages={"required": _("Say in a sentence what changes, and why.")},
    )
