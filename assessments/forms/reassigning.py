"""Who should be asked instead of the owner."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from presentation.forms.helper import bare_form_helper
from presentation.forms.lines import validate_one_line


class ReassignForm(forms.Form):
    suggestion = forms.CharField(
        label=_("Whom should we ask?"),
        help_text=_("A name or an e-mail address. Leave it empty if you do not know."),
        max_length=254,
        required=False,
        validators=[validate_one_line],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    comment = forms.CharField(
        label=_("A word to the architect"),
        help_text=_("If you like."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_form_helper()
