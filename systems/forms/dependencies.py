"""The form of one more thing that a system needs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from presentation.forms.helper import bare_form_helper
from presentation.forms.widgets import Suggesting
from systems.models import Dependency, System, SystemQuerySet
from systems.services.lookup import NoSuchSystem, SeveralSystems, find_system


class DependencyForm(forms.Form):
    """One more thing that the system needs, by key or name."""

    needs = forms.CharField(
        label=_("System that it needs"), max_length=200, widget=Suggesting(reverse_lazy("systems:suggest")),
        help_text=_("Its name or key."),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("How much"), choices=Dependency.Kind.choices, initial=Dependency.Kind.HARD)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, *args: Any, system: System, among: SystemQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.system, self.among = system, among
        self.helper = bare_form_helper()

    def clean_needs(self) -> System:
        typed = self.cleaned_data["needs"]
        try:
            found = find_system(typed, self.among)
        except NoSuchSystem:
            raise ValidationError(_("No system has this key or name. Look it up in the list of systems.")) from None
        except SeveralSystems as several:
            raise ValidationError(
                _("Several systems are called that. Write the key of one: %(keys)s."),
                params={"keys": ", ".join(several.keys)},
            ) from None
        if found.pk == self.system.pk:
            raise ValidationError(_("A system cannot need itself. Name another one."))
        return found
