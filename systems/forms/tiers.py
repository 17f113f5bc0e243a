"""The table of tiers as a form: a row for each, and empty ones for more."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from presentation.forms.durations import DurationField
from presentation.forms.lines import is_one_line
from systems.models.tiers import LONGEST, Tier
from systems.services.imports.columns import normalised_heading
from systems.services.tiers import Objectives

EMPTY_ROWS, MOST_ROWS = 3, 50


def typed(**attrs: str) -> forms.TextInput:
    return forms.TextInput(attrs={"class": "form-control", "autocomplete": "off", **attrs})


class TierForm(forms.Form):
    """One row. Without a name it is no tier: so one is taken out, too."""

    name = forms.CharField(label=_("Tier"), max_length=LONGEST, required=False, widget=typed())
    rto = DurationField(label=_("Back within (RTO)"), required=False, widget=typed())
    rpo = DurationField(label=_("May lose (RPO)"), required=False, widget=typed())

    def clean_name(self) -> str:
        name: str = " ".join(self.cleaned_data["name"].split())
        if name and not (is_one_line(name) and normalised_heading(name)):
            raise ValidationError(_("A tier is called by letters or digits."))
        return name

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("name") and cleaned.get("rto") is None and "rto" not in self.errors:
            self.add_error("rto", _("Say how soon a system of this tier has to be back, like “4 hours”."))
        return cleaned


class Tiers(forms.BaseFormSet):  # type: ignore[type-arg]
    """All rows. Cleans to `tiers`: name, RTO and RPO of each that has a name."""

    default_error_messages = {
        **forms.BaseFormSet.default_error_messages,
        "missing_management_form": _("The table did not arrive as a whole. Please open the page again."),
    }

    def clean(self) -> None:
        names = [normalised_heading(name) for name, _objectives in self.tiers]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice:
            raise ValidationError(_("Two rows are called “%(name)s”."), params={"name": twice})

    @property
    def tiers(self) -> list[tuple[str, Objectives]]:
        rows = [form.cleaned_data for form in self.forms if form.is_valid()]
        return [(row["name"], (row["rto"], row["rpo"])) for row in rows if row.get("name")]


def tiers_form(data: Any, tiers: list[Tier]) -> Tiers:
    made = forms.formset_factory(TierForm, formset=Tiers, extra=EMPTY_ROWS, max_num=MOST_ROWS, absolute_max=MOST_ROWS)
    initial = [{"name": tier.name, "rto": tier.rto_seconds, "rpo": tier.rpo_seconds} for tier in tiers]
    # What was sent is not held against the table of now: a row that is the same would count as left empty.
    return cast(Tiers, made(data, initial=initial if data is None else None))
