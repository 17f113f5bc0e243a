"""The forms of a new token, a new service and a new webhook."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Role
from api.models import Token, Webhook
from background.services.web_places import NoPlace, place_of
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


class WebhookForm(forms.Form):
    name = forms.CharField(
        label=_("Who is told?"), max_length=80, validators=[validate_one_line],
        help_text=_("For example the program that listens."),
    )  # fmt: skip
    url = forms.CharField(
        label=_("At which address?"), max_length=500, widget=forms.URLInput,
        help_text=_("It begins with https:// and leads out of your network."),
    )  # fmt: skip
    events = forms.MultipleChoiceField(
        label=_("Of what?"), choices=Webhook.Event.choices, widget=forms.CheckboxSelectMultiple,
        help_text=_("The name of the system is told with it, to whoever listens there."),
    )  # fmt: skip

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.helper = bare_form_helper()

    def clean_url(self) -> str:
        """Where its name leads is looked at before every call, since that may change."""
        url: str = self.cleaned_data["url"]
        try:
            place = place_of(url)
        except (NoPlace, ValueError) as error:
            raise forms.ValidationError(_("That is no address of the web that can be called.")) from error
        if place.scheme != "https" and not settings.WEBHOOK_PRIVATE_ADDRESSES:
            raise forms.ValidationError(_("Write an address that begins with https://."))
        return url
