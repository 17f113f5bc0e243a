"""Accepting what comes of a scenario: with a reason where systems are late, and only what was seen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from scenarios.services.lateness import Lateness


class AcceptanceForm(forms.Form):
    seen = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why can the company live with it?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
        help_text=_("Whoever reads the scenario later sees your reason."),
        error_messages={"required": _("Say in a sentence why the company can live with it.")},
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, lateness: Lateness) -> None:
        super().__init__(data, initial={"seen": lateness.mark}, auto_id="id_accept_%s")
        self.lateness = lateness
        self.fields["reason"].required = lateness.anything
        if not lateness.anything:
            self.fields["reason"].label = _("A note, if you like")

    @property
    def shows_now(self) -> bool:
        """Whether what was seen is still what comes of it."""
        return str(self.cleaned_data.get("seen", "")) == self.lateness.mark
