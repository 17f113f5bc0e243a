"""Who decides in the end, and what was decided."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from assessments.forms.reviewing import comment_field
from panels.forms.people import known_person
from presentation.forms.durations import DurationField
from presentation.forms.helper import bare_form_helper


class DeciderForm(forms.Form):
    person = forms.CharField(
        label=_("Somebody else decides"),
        help_text=_("The e-mail address."),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write the e-mail address of who decides.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_form_helper()

    def clean_person(self) -> User:
        return known_person(self.cleaned_data["person"])


class DecideForm(forms.Form):
    """The objectives that are decided. `seen` is the state of the panel that the page showed."""

    rto = DurationField(
        label=_("Back within"),
        help_text=_("How long can you be without it? For example “4 hours”; 0 for no interruption at all."),
        error_messages={"required": _("Say how soon it has to be back.")},
    )
    rpo = DurationField(
        label=_("May lose"),
        help_text=_("How much recent work may be lost? For example “15 minutes”; 0 for nothing at all."),
        error_messages={"required": _("Say how much recent work may be lost.")},
    )
    reason = comment_field(
        _("Why?"),
        required=_("Say in a sentence why, so that everybody who was asked understands it."),
        help_text=_("Everybody who was asked can read it."),
    )
    seen = forms.CharField(max_length=10, widget=forms.HiddenInput)

    def __init__(self, *args: Any, with_rpo: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not with_rpo:
            del self.fields["rpo"]
        self.helper = bare_form_helper()

    def chosen(self) -> dict[str, int]:
        return {name: self.cleaned_data[name] for name in ("rto", "rpo") if name in self.cleaned_data}
