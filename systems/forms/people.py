"""A form field for a person, by e-mail address or name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from presentation.forms.widgets import Suggesting
from systems.services.people import NewPerson, NoSuchPerson, PersonGone, find_person


class PersonField(forms.CharField):
    """Cleans to a User, to a NewPerson when the address is not known yet, or to None."""

    default_error_messages = {
        "no_such_person": _("Nobody is called that, or several people are. Write the e-mail address."),
        "gone": _("This person may no longer sign in. Name somebody else."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=254, required=False, widget=Suggesting(reverse_lazy("systems:suggest_people")), **kwargs
        )

    def clean(self, value: Any) -> User | NewPerson | None:
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return find_person(typed)
        except NoSuchPerson:
            raise ValidationError(self.error_messages["no_such_person"], code="no_such_person") from None
        except PersonGone:
            raise ValidationError(self.error_messages["gone"], code="gone") from None

    def prepare_value(self, value: Any) -> Any:
        return value.email if isinstance(value, User | NewPerson) else value
