"""The address of a chat, as somebody copies it there."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from notifications.services.chat.services import LONGEST, NotUsable, chat_at
from presentation.forms.helper import bare_form_helper


class ChannelForm(forms.Form):
    address = forms.CharField(
        label=_("Address of the chat"),
        max_length=LONGEST,
        required=False,
        help_text=_(
            "The address of a webhook or workflow, as Teams, Slack or another chat shows it to you. Whoever knows it "
            "can post there, so it is kept encrypted and never shown again."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "inputmode": "url"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_form_helper()

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"]
        if address:
            try:
                chat_at(address)
            except NotUsable as fault:
                raise ValidationError(str(fault)) from fault
        return address
