"""Asking a colleague single questions, and the answer that somebody else should know."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from assessments.forms.reviewing import comment_field
from panels.forms.people import bare_form_helper, known_person
from questionnaires.document.structure import Question


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
    note = comment_field(_("A word to your colleague"), help_text=_("If you like. It is sent with the mail."), rows=2)

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
