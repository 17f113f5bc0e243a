"""The form of a system: what it is, who answers for it, where it runs and what it costs."""

from __future__ import annotations

from typing import Any, cast

from crispy_forms.layout import Div, Field, Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from presentation.forms.amounts import AmountField, SizeField
from presentation.forms.durations import DurationField
from presentation.forms.helper import bare_form_helper
from presentation.forms.lines import validate_one_line
from presentation.forms.widgets import Offering
from presentation.numbers import without_empty_fraction
from systems.forms.people import PersonField
from systems.models import BusinessUnit, System
from systems.services.keys import RESERVED
from systems.services.people import NewPerson
from systems.services.places import known_sites

MODEL_FIELDS = (
    "name", "key", "type", "purpose", "data_kinds", "status", "tags", "hosting", "site", "data_size_gib",
    "running_cost", "recovery_budget", "supplier",
)  # fmt: skip


NUMBERS = ("data_size_gib", "running_cost", "recovery_budget")


class SystemForm(forms.ModelForm):  # type: ignore[type-arg]
    """Creates or edits. `values()` is what the actions take; nothing is saved here."""

    unit = forms.CharField(
        label=_("Business unit"), max_length=120, required=False, widget=Offering(),
        help_text=_("One of the list, or a new one."),
    )  # fmt: skip
    owner = PersonField(label=_("Owner"), help_text=_("The e-mail address of the business person who answers for it."))
    technical_contact = PersonField(label=_("Technical contact"), help_text=_("Who knows how it runs."))
    add_people = forms.BooleanField(
        label=_("Add people whose address is not known yet"), required=False,
        help_text=_("They can sign in by a link that they get by mail."),
    )  # fmt: skip
    supplier_rto_seconds = DurationField(
        label=_("Supplier is back within"), required=False, help_text=_("As the contract says, like “4 hours”.")
    )
    supplier_rpo_seconds = DurationField(
        label=_("Supplier may lose"), required=False, help_text=_("Recent work, like “15 minutes”; 0 for nothing.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    class Meta:
        model = System
        fields = MODEL_FIELDS
        field_classes = {"data_size_gib": SizeField, "running_cost": AmountField, "recovery_budget": AmountField}
        widgets = {
            "purpose": forms.Textarea(attrs={"rows": 3}),
            "data_kinds": forms.Textarea(attrs={"rows": 2}),
            "site": Offering(),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        system = self.instance if self.instance.pk else None
        self.fields["unit"].widget.offers = list(BusinessUnit.objects.values_list("name", flat=True))
        self.fields["site"].widget.offers = known_sites()
        if system:
            del self.fields["key"]
            self.initial.update(initial_of(system))
        else:
            self.fields["key"].required = False
            self.fields["key"].help_text = _("Leave it empty to get one from the name. It does not change later.")
        for name in ("name", "unit", "site", "supplier"):
            self.fields[name].validators.append(validate_one_line)
        self.fields["type"].required = False
        if not system or system.status != System.Status.RETIRED:
            choices = [choice for choice in System.Status.choices if choice[0] != System.Status.RETIRED]
            cast(forms.ChoiceField, self.fields["status"]).choices = choices
        self.helper = bare_form_helper()
        self.helper.layout = layout(with_key=system is None)

    def clean_key(self) -> str:
        key: str = self.cleaned_data.get("key", "")
        if key in RESERVED:
            raise ValidationError(
                _("“%(key)s” is part of the portal's own addresses. Choose another key."), params={"key": key}
            )
        return key

    def clean_type(self) -> str:
        """What nobody says stays as it is; most entries are applications."""
        return str(self.cleaned_data.get("type") or self.instance.type)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or self.cleaned_data
        for name in ("purpose", "data_kinds"):
            # Browsers send line ends as two characters; the text that nobody touched has one.
            cleaned[name] = cleaned.get(name, "").replace("\r\n", "\n")
        if not cleaned.get("add_people"):
            for name in ("owner", "technical_contact"):
                if isinstance(cleaned.get(name), NewPerson):
                    self.add_error(name, UNKNOWN_PERSON)
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        """An empty key is filled by the action, so it is not compared with the keys there are."""
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded | {"key"} if not self.cleaned_data.get("key") else excluded

    def values(self) -> dict[str, Any]:
        """The cleaned fields of the system, people and unit as they were given."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("version", "add_people")}


UNKNOWN_PERSON = ValidationError(
    _("Nobody with this address is known yet. Correct it, or tick “Add people whose address is not known yet”."),
    code="unknown_person",
)


def initial_of(system: System) -> dict[str, object]:
    numbers = {name: getattr(system, name) for name in NUMBERS}
    return {
        **{name: None if number is None else without_empty_fraction(number) for name, number in numbers.items()},
        "unit": system.business_unit.name if system.business_unit else "",
        "owner": system.owner,
        "technical_contact": system.technical_contact,
        "supplier_rto_seconds": system.supplier_rto_seconds,
        "supplier_rpo_seconds": system.supplier_rpo_seconds,
        "version": system.version,
    }


def layout(*, with_key: bool) -> Layout:
    """Four groups; a person who only knows the name and the owner needs the first two."""
    return Layout(
        Fieldset(
            str(_("What it is")),
            "name",
            *(("key",) if with_key else ()),
            "type",
            "purpose",
            "data_kinds",
            "status",
            "tags",
        ),
        Fieldset(str(_("Who answers for it")), "unit", "owner", "technical_contact", "add_people"),
        Fieldset(
            str(_("Where it runs and what it costs")),
            Div(Field("hosting"), Field("site"), css_class="field-row"),
            Div(Field("data_size_gib"), Field("running_cost"), Field("recovery_budget"), css_class="field-row"),
        ),
        Fieldset(
            str(_("Supplier")),
            "supplier",
            Div(Field("supplier_rto_seconds"), Field("supplier_rpo_seconds"), css_class="field-row"),
        ),
        "version",
    )
