"""Forms about signing in, oneself, and other people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import audit_words
from accounts.models import UNREACHABLE, User, normal_email
from accounts.permissions import ROLE_MEANINGS, Role
from accounts.services.zones import is_place, zone_choices
from presentation.forms.lines import is_one_line, validate_one_line
from presentation.language import language_choices

PASSWORD_LENGTH = 256  # a longer one would only keep the machine busy


def action_choices() -> list[tuple[str, str]]:
    """What can happen, in the sentences of the trail, with dots for what it happens to."""
    named = [(action, audit_words.sentence_of(action, {})) for action in audit_words.registered()]
    return [("", str(_("Whatever happened"))), *sorted(named, key=lambda each: each[1])]


def email_field() -> forms.EmailField:
    return forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={
            "required": _("Type your e-mail address."),
            "invalid": _("An e-mail address looks like name@example.org."),
        },
    )


def password_field(label: Any, autocomplete: str, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        strip=False,
        max_length=PASSWORD_LENGTH,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
        **options,
    )


def clean_address(typed: str) -> str:
    """The address in its normal form. Raises ValidationError for one that only looks like another."""
    if not is_one_line(typed):
        raise ValidationError(
            gettext("The address holds signs that cannot be seen. Type it anew instead of pasting it.")
        )
    return normal_email(typed)


class LinkForm(forms.Form):
    """The address to which a link should go."""

    email = email_field()

    def clean_email(self) -> str:
        return clean_address(self.cleaned_data["email"])


class SignInForm(LinkForm):
    password = password_field(
        _("Password"),
        "current-password",
        error_messages={"required": _("Type your password, or let us send you a link.")},
    )


class CodeForm(forms.Form):
    """A code of the second factor: of an app, or one to recover with."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autocapitalize": "none"}
        ),
        error_messages={"required": _("Type the code that your app shows, or a recovery code.")},
    )


class PasskeyForm(forms.Form):
    """A passkey that the browser has made, and how its person calls it."""

    name = forms.CharField(
        label=_("Name"),
        max_length=60,
        help_text=_("So that you know which it is: phone, laptop, key ring."),
        validators=[validate_one_line],
        error_messages={"required": _("Type a name for the passkey.")},
    )
    credential = forms.CharField(required=False, widget=forms.HiddenInput)


def known_place(typed: str) -> str:
    """A country or part of it whose holidays are known, in capitals. Raises ValidationError."""
    place = typed.strip().upper()
    if place and not is_place(place):
        raise ValidationError(_("The holidays of this place are not known. Write it like DE or DE-BY."))
    return place


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a person says about themselves."""

    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=zone_choices,
        help_text=_("Times in pages and mails are told in it."),
        error_messages={"invalid_choice": _("Choose a time zone from the list.")},
    )

    holidays = forms.CharField(
        label=_("Public holidays"),
        required=False,
        max_length=10,
        help_text=_("Of a country by two letters, or of a part of it, like DE-BY. The company's, if empty."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    language = forms.ChoiceField(label=_("Language"), required=False, help_text=_("Of pages and mails."))

    def clean_holidays(self) -> str:
        return known_place(self.cleaned_data["holidays"])

    class Meta:
        model = User
        fields = ("name", "time_zone", "holidays", "language")
        error_messages = {"name": {"required": _("Type your name.")}}
        help_texts = {"name": _("As your colleagues know you.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].choices = zone_choices(self.instance.time_zone)  # type: ignore[attr-defined]
        self.fields["language"].choices = [  # type: ignore[attr-defined]
            ("", _("as in the browser")),
            *language_choices(),
        ]
        self.fields["name"].required = True
        self.fields["name"].validators.append(validate_one_line)
        self.fields["name"].widget.attrs["autocomplete"] = "name"


class PasswordForm(forms.Form):
    """A new password, twice; with the old one, where that is needed."""

    old = password_field(
        _("Your password until now"),
        "current-password",
        help_text=_("Forgotten? Sign out, sign in by link, and come back here: then it is not asked."),
    )
    new = password_field(
        _("New password"),
        "new-password",
        help_text=_("At least 12 characters. A sentence is good."),
        error_messages={"required": _("Type a new password.")},
    )
    again = password_field(
        _("New password, once more"),
        "new-password",
        error_messages={"required": _("Type the new password once more.")},
    )

    def __init__(self, *args: Any, person: User, old_needed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        if not old_needed:
            del self.fields["old"]

    def clean_old(self) -> str:
        old = str(self.cleaned_data["old"])
        if not self.person.check_password(old):
            raise ValidationError(gettext("This is not your password until now. Try again, or sign in by link."))
        return old

    def clean_new(self) -> str:
        new = str(self.cleaned_data["new"])
        password_validation.validate_password(new, self.person)
        return new

    def clean(self) -> None:
        new, again = self.cleaned_data.get("new"), self.cleaned_data.get("again")
        if new and again and new != again:
            self.add_error("again", gettext("The two differ. Type the new password once more."))


def role_choices() -> list[tuple[str, Any]]:
    return [(role.value, format_html("{}<small>{}</small>", role.label, ROLE_MEANINGS[role.value])) for role in Role]


class PersonForm(forms.Form):
    """What an administrator says about a person. `version` is the person's when the form was opened."""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        error_messages={"required": _("Type the name by which colleagues know this person.")},
        validators=[validate_one_line],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=role_choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A person may have several."),
        error_messages={"required": _("Choose at least one role; without one there is nothing to do here.")},
    )
    may_sign_in = forms.BooleanField(
        label=_("May sign in"),
        required=False,
        help_text=_("Without this, all sessions of the person end at once. Systems and history stay as they are."),
    )
    hand_over_to = forms.EmailField(
        label=_("Hand it over to"),
        required=False,
        max_length=254,
        help_text=_("The e-mail address of somebody who may sign in. All of it is theirs when you save."),
        error_messages={"invalid": _("An e-mail address looks like name@example.org.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def clean_hand_over_to(self) -> User | None:
        email = self.cleaned_data["hand_over_to"]
        if not email:
            return None
        person: User | None = User.objects.active().by_email(email).first()
        if person is None:
            raise ValidationError(_("Nobody who may sign in has this address. Add them first."))
        return person

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Who was imported by address has no name yet; to end the access, nobody has to make one up."""
        super().__init__(*args, **kwargs)
        if not self.initial.get("name"):
            self.fields["name"].required = False


class NewPersonForm(forms.Form):
    """A person who is not known yet."""

    email = email_field()
    name = PersonForm.base_fields["name"]
    roles = PersonForm.base_fields["roles"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs["autocomplete"] = "off"
        self.fields["email"].error_messages["required"] = gettext("Type the e-mail address the person signs in with.")

    def clean_email(self) -> str:
        return clean_address(self.cleaned_data["email"])


class PeopleFilterForm(forms.Form):
    """What the list of people shows."""

    q = forms.CharField(
        label=_("Search name or address"),
        required=False,
        max_length=100,
        widget=forms.TextInput(
            attrs={"type": "search", "class": "form-control", "placeholder": _("Search name or address")}
        ),
    )
    role = forms.ChoiceField(
        label=_("Role"),
        required=False,
        choices=[("", _("Any role")), *Role.choices],
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    access = forms.ChoiceField(
        label=_("Access"),
        required=False,
        choices=[
            ("", _("Any access")),
            ("yes", _("May sign in")),
            ("no", _("May not sign in")),
            (UNREACHABLE, _("Mail does not arrive")),
        ],
        widget=forms.Select(attrs={"class": "form-select"}),
    )


class TrailFilterForm(forms.Form):
    """What a part of the audit trail shows. Days are those of the reader."""

    q = forms.CharField(
        label=_("Search what it is about"),
        required=False,
        max_length=100,
        widget=forms.TextInput(
            attrs={"type": "search", "class": "form-control", "placeholder": _("Search what it is about")}
        ),
    )
    who = forms.CharField(
        label=_("Who"),
        required=False,
        max_length=254,
        widget=forms.TextInput(attrs={"class": "form-control", "placeholder": _("Anybody: e-mail address")}),
    )
    action = forms.ChoiceField(
        label=_("What"), required=False, widget=forms.Select(attrs={"class": "form-select"}), choices=action_choices
    )
    since = forms.DateField(
        label=_("From this day on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}),
    )
    until = forms.DateField(
        label=_("Up to this day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}),
    )

    def wanted(self) -> dict[str, Any]:
        """As `AuditEntry.objects.matching` takes it. What cannot be read filters nothing, so old bookmarks work."""
        return {name: value for name, value in self.cleaned_data.items() if value} if self.is_valid() else {}
