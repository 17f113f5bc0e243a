"""The form of a list that is fetched by itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User, normal_email
from accounts.permissions import Permission
from presentation.forms.helper import bare_form_helper
from presentation.forms.lines import validate_one_line
from systems.models import ImportSource
from systems.services.imports.fetched.places import check_place
from systems.services.imports.tables.decoding import Unreadable


class SourceForm(forms.Form):
    """Cleans `person` to the architect."""

    name = forms.CharField(
        label=_("Name"), max_length=80, validators=[validate_one_line], help_text=_("For example “CMDB”.")
    )
    place = forms.CharField(
        label=_("Where the list lies"), max_length=500, validators=[validate_one_line],
        help_text=_("An address that begins with https://, or the name of a file in the folder of imports."),
    )  # fmt: skip
    person = forms.EmailField(
        label=_("Which architect looks at it?"), max_length=254,
        help_text=_("The columns are taken as this person said for the last list with the same headings."),
    )  # fmt: skip
    every = forms.ChoiceField(label=_("How often?"), choices=ImportSource.Every.choices, initial="week")
    applies = forms.BooleanField(
        label=_("Bring it in without a look"), required=False,
        help_text=_("Only if that person has brought in a list with the same headings before. Otherwise it waits."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_form_helper()

    def clean_place(self) -> str:
        place: str = self.cleaned_data["place"]
        try:
            check_place(place)
        except Unreadable as unreadable:
            raise forms.ValidationError(str(unreadable.reason)) from None
        return place

    def clean_person(self) -> User:
        person: User | None = User.objects.active().filter(email=normal_email(self.cleaned_data["person"])).first()
        if person is None or not person.may(Permission.IMPORT_SYSTEMS):
            raise forms.ValidationError(_("This is not the address of an architect with access."))
        return person
