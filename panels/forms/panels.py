"""What people type when they ask others: whom, which questions, and what was decided."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, cast

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User, normal_email
from accounts.permissions import Permission
from assessments.forms.reviewing import words
from panels.actions.inviting import DAYS
from presentation.forms.durations import DurationField
from questionnaires.document.structure import Question
from systems.models import System
from systems.services.people import is_address

MOST = 20
LONGEST = timedelta(days=90)


def bare_form_helper() -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    return helper


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


def known_person(typed: str) -> User:
    """The person with this address. Raises ValidationError."""
    found: User | None = User.objects.by_email(typed).first() if is_address(typed.strip()) else None
    if found is None:
        raise ValidationError(_("Nobody here has this address. Correct it, or ask an architect to add this person."))
    if not found.is_active:
        raise ValidationError(_("This person may no longer sign in. Name somebody else."))
    return found


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
    reason = words(
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


class AskForm(forms.Form):
    """A colleague, and the questions for them."""

    questions = forms.MultipleChoiceField(
        error_messages={
            "required": _("Choose at least one question."),
            "invalid_choice": _("One of these questions is not asked any more. Please choose again."),
        },
        label=_("Which questions?"),
        widget=forms.CheckboxSelectMultiple,
    )
    person = forms.CharField(
        label=_("Who knows it?"),
        help_text=_("The colleague's e-mail address."),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write your colleague's e-mail address.")},
    )
    note = words(_("A word to your colleague"), help_text=_("If you like. It is sent with the mail."), rows=2)

    def __init__(self, *args: Any, asked: Iterable[tuple[Question, str]], by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        questions = cast("forms.MultipleChoiceField", self.fields["questions"])
        questions.choices = [(question.key, label) for question, label in asked]
        self.helper = bare_form_helper()

    def clean_person(self) -> User:
        person = known_person(self.cleaned_data["person"])
        if person == self.by:
            raise ValidationError(_("That is you. Write the address of somebody else."))
        return person

    def clean_note(self) -> str:
        note: str = self.cleaned_data["note"]
        if len(note) > 1000:
            raise ValidationError(_("Please keep it to %(n)s characters."), params={"n": 1000})
        return note


class NotMeForm(forms.Form):
    comment = forms.CharField(
        label=_("Who might know it?"),
        help_text=_("If you like."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_form_helper()
