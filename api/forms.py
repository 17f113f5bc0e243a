"""The forms of a new token and of a new service."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Role
from api.models import Token
from presentation.forms.helper import bare_form_helper
from presentation.forms.lines import validate_one_line

DAYS = ((30, _("30 days")), (90, _("90 days")), (365, _("A year")))


class TokenForm(forms.Form):
    name = forms.CharField(
        label=_("What is it for?"), max_length=80, validators=[validate_one_line],
        help_text=_("For example the program that will use it."),
    )  # fmt: skip
    scopes = forms.MultipleChoiceField(
        label=_("What may it do?"), choices=Token.Scope.choices, widget=forms.CheckboxSelectMultiple,
        help_text=_("Never more than you may do yourself."),
    )  # fmt: skip
    days = forms.TypedChoiceField(label=_("Until when?"), choices=DAYS, coerce=int, initial=90)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.helper = bare_form_helper()


OF_SERVICES = [choice for choice in Role.choices if choice[0] != Role.OWNER]
"""A service answers no questions."""


class ServiceForm(TokenForm):
    roles = forms.MultipleChoiceField(
        label=_("Which roles does it have?"), choices=OF_SERVICES, widget=forms.CheckboxSelectMultiple,
        help_text=_("As few as it needs. It may do what these roles may, within what is chosen below."),
    )  # fmt: skip
    field_order = ("name", "roles", "scopes", "days")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scopes"].help_text = _("Never more than its roles may do.")
