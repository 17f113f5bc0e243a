"""Who heads a business unit."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from presentation.forms.helper import bare_form_helper
from systems.forms.people import PersonField
from systems.services.people import NewPerson


class HeadForm(forms.Form):
    head = PersonField(
        label=_("Head of the unit"),
        help_text=_("E-mail address or name. Told once when an owner of the unit was asked in vain. Nobody, if empty."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_form_helper()

    def clean_head(self) -> User | None:
        head: User | NewPerson | None = self.cleaned_data["head"]
        if isinstance(head, NewPerson):
            raise ValidationError(_("Nobody with this address is known yet. An administrator can add them."))
        return head
