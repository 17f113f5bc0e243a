"""Whom to ask beside the owner, and until when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.permissions import Permission
from panels.actions.inviting import DAYS
from panels.forms.people import AddressesField, known_person
from presentation.forms.helper import bare_form_helper
from systems.models import System

LONGEST = timedelta(days=90)


class UntilField(forms.DateField):
    """The day until which answers are wanted, or none."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            required=False,
            initial=lambda: timezone.localdate() + timedelta(days=DAYS),
            error_messages={"invalid": _("Choose a day, like 2027-02-28.")},
            **kwargs,
        )

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        today = timezone.localdate()
        if day is not None and not today < day <= today + LONGEST:
            raise ValidationError(_("Choose a day from tomorrow on, within the next 90 days."))
        return day


class UntilForm(forms.Form):
    """How long a round asks: the second one when it begins, and any while it is under way."""

    due_on = UntilField(
        label=_("Answers until"),
        help_text=_("When this day is over the round ends by itself. Left empty, it ends when all have answered."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_form_helper()


class InviteForm(forms.Form):
    """Whom to ask beside the owner. Addresses that nobody has yet can be added by those who may name owners."""

    people = AddressesField(
        label=_("Whom do you want to ask?"),
        help_text=_("Their e-mail addresses, one on each line."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
        error_messages={"required": _("Write at least one e-mail address.")},
    )
    due_on = UntilField(
        label=_("Answers until"),
        help_text=_(
            "When this day is over the round ends by itself, and all are reminded before it. Left empty, it ends when "
            "all have answered. You can always end it before, as soon as two have answered."
        ),
    )
    decider = forms.CharField(
        label=_("Who decides in the end?"),
        help_text=_("An e-mail address. Left empty, the owner decides."),
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, system: System, by: User, more: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.system, self.by = system, by
        self.unknown: list[str] = []
        if more:
            del self.fields["due_on"], self.fields["decider"]
        self.helper = bare_form_helper()

    def clean_decider(self) -> User | None:
        typed = self.cleaned_data["decider"]
        return known_person(typed) if typed else None

    def clean_people(self) -> list[User]:
        wanted: list[str] = self.cleaned_data["people"]
        found = {person.email: person for person in User.objects.filter(email__in=wanted)}
        gone = [email for email, person in found.items() if not person.is_active]
        if gone:
            raise ValidationError(_("No longer with us: %(who)s. Ask somebody else."), params={"who": ", ".join(gone)})
        if self.system.owner is not None and self.system.owner.email in found:
            raise ValidationError(
                _("%(owner)s is the owner: the owner's own answers count anyway. Ask others."),
                params={"owner": self.system.owner},
            )
        self.unknown = [email for email in wanted if email not in found]
        if self.unknown and not self.adds:
            raise ValidationError(self._unknown())
        return [found[email] for email in wanted if email in found]

    @property
    def said_to_add(self) -> list[str]:
        return self.data.getlist("add") if isinstance(self.data, QueryDict) else []

    @property
    def may_add(self) -> bool:
        return self.by.may(Permission.INVITE_OWNERS)

    @property
    def adds(self) -> bool:
        """Whether it was said, after the question, that the unknown ones are to be added: those very ones."""
        return self.may_add and set(self.unknown) <= set(self.said_to_add)

    def _unknown(self) -> str:
        who = ", ".join(self.unknown)[:500]
        if self.may_add:
            sentence = ngettext(
                "Nobody here has the address %(who)s yet. Add this person below, or correct it.",
                "Nobody here has the addresses %(who)s yet. Add these people below, or correct them.",
                len(self.unknown),
            )
        else:
            sentence = ngettext(
                "Nobody here has the address %(who)s. Correct it, or ask an architect to add this person.",
                "Nobody here has the addresses %(who)s. Correct them, or ask an architect to add these people.",
                len(self.unknown),
            )
        return sentence % {"who": who}
