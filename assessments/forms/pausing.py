"""Until when nobody is reminded: of what an owner is asked, or of a system."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms import email_field
from accounts.models import User
from accounts.permissions import Permission
from presentation.forms.helper import bare_form_helper
from presentation.forms.lines import validate_one_line

LONGEST = dt.timedelta(days=366)


def validate_day(day: dt.date) -> None:
    if not timezone.localdate() < day <= timezone.localdate() + LONGEST:
        raise ValidationError(_("Choose a day from tomorrow on, within a year."))


class DayField(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}), validators=[validate_day], **kwargs)


class AbsenceForm(forms.Form):
    back_on = DayField(label=_("Back on"), error_messages={"required": _("Say on which day you are back.")})
    deputy = email_field()

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        deputy = self.fields["deputy"]
        deputy.label, deputy.required = _("Who answers meanwhile"), False
        deputy.help_text = _("The e-mail address of a colleague who answers here. Nobody, if you leave it empty.")
        deputy.widget.attrs["autocomplete"] = "off"
        self.helper = bare_form_helper()

    def clean_deputy(self) -> User | None:
        email = self.cleaned_data["deputy"]
        if not email:
            return None
        person: User | None = User.objects.active().by_email(email).first()
        if person is None or not person.may(Permission.ANSWER_QUESTIONS):
            raise ValidationError(_("Nobody with this address answers here. An administrator can change that."))
        if person == self.person:
            raise ValidationError(_("Name somebody else: you are the one who is away."))
        return person


class PauseForm(forms.Form):
    until = DayField(
        label=_("Remind again from"), required=False, help_text=_("Until you say otherwise, if you leave it empty.")
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=300,
        validators=[validate_one_line],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Say why, for those who wonder later.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_form_helper()
