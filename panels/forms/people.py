"""People as they are named in a form: by their e-mail addresses."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User, normal_email
from presentation.forms.addresses import is_address
from systems.services.people import NewPerson

MOST = 20


class AddressesField(forms.CharField):
    """Several e-mail addresses, one to a line or between commas. Cleans to a list without repetitions."""

    def clean(self, value: Any) -> list[str]:
        typed = super().clean(value)
        found = list(dict.fromkeys(normal_email(each) for each in typed.replace(",", " ").replace(";", " ").split()))
        if len(found) > MOST:
            raise ValidationError(_("Please ask at most %(n)s people at once."), params={"n": MOST})
        wrong = [each for each in found if not is_address(each)]
        if wrong:
            raise ValidationError(
                _("This is no e-mail address: %(wrong)s. Write it like maria@example.org."),
                params={"wrong": ", ".join(wrong[:5])[:300]},
            )
        return found


def colleague(typed: str, name: str) -> User | NewPerson:
    """The person with this address; at an address of the company it may be somebody new. Raises ValidationError."""
    address = normal_email(typed)
    domain = address.rpartition("@")[2]
    new = is_address(address) and domain in settings.COMPANY_DOMAINS and not User.objects.by_email(address).exists()
    return NewPerson(address, name) if new else known_person(typed)


def known_person(typed: str) -> User:
    """The person with this address. Raises ValidationError."""
    found: User | None = User.objects.by_email(typed).first() if is_address(typed.strip()) else None
    if found is None:
        raise ValidationError(_("Nobody here has this address. Correct it, or ask an architect to add this person."))
    if not found.is_active:
        raise ValidationError(_("This person may no longer sign in. Name somebody else."))
    return found
