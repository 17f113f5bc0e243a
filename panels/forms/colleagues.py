"""Asking a colleague single questions, and the answer that somebody else should know."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from assessments.forms.reviewing import comment_field
from panels.forms.people import colleague
from panels.services.acquaintances import Acquaintance
from presentation.forms.helper import bare_form_helper
from presentation.forms.lines import validate_one_line
from questionnaires.document.structure import Question
from systems.services.people import NewPerson

SOMEBODY_ELSE = "else"


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
    known = forms.ChoiceField(label=_("Who knows it?"), required=False, widget=forms.RadioSelect)
    person = forms.CharField(
        label=_("Your colleague's e-mail address"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    name = forms.CharField(
        label=_("Your colleague's name"),
        help_text=_("If you like. It stands in the mail and beside the answer."),
        max_length=120,
        required=False,
        validators=[validate_one_line],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    note = comment_field(_("A word to your colleague"), help_text=_("If you like. It is sent with the mail."), rows=2)

    def __init__(
        self,
        *args: Any,
        asked: Iterable[tuple[Question, str]],
        known: Iterable[Acquaintance],
        by: User,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        people = [(each.person.email, f"{each.person} · {each.known_as}") for each in known]
        field = cast("forms.ChoiceField", self.fields["known"])
        field.choices = [*people, (SOMEBODY_ELSE, _("Somebody else"))] if people else []
        questions = cast("forms.MultipleChoiceField", self.fields["questions"])
        questions.choices = [(question.key, label) for question, label in asked]
        self.helper = bare_form_helper()

    def clean(self) -> dict[str, object]:
        """Whoever is chosen; the address counts where nobody is, or somebody else."""
        given = super().clean() or {}
        chosen, typed = given.get("known", ""), given.get("person", "")
        if "known" not in self.errors and "person" not in self.errors:
            try:
                if typed and chosen not in ("", SOMEBODY_ELSE):
                    raise ValidationError(_("You chose a colleague and wrote an address, too. Leave one of them out."))
                given["person"] = self._whom(typed if chosen in ("", SOMEBODY_ELSE) else chosen, given.get("name", ""))
            except ValidationError as error:
                self.add_error("person", error)
        return given

    def _whom(self, address: str, name: str) -> User | NewPerson:
        if not address:
            raise ValidationError(_("Write your colleague's e-mail address."))
        person = colleague(address, name)
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
