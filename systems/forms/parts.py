"""Forms of what belongs to a system: a dependency, today's protection, an exercise."""

from __future__ import annotations

import datetime as dt
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from presentation.forms.durations import DurationField
from presentation.forms.widgets import Suggesting
from presentation.strategies import own_strategies, strategy_choices
from systems.models import Dependency, Exercise, Protection, System, SystemQuerySet
from systems.services.lookup import NoSuchSystem, SeveralSystems, find_system

EARLIEST_EXERCISE = dt.date(1990, 1, 1)


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
        self.helper = plain_helper()

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


class ProtectionForm(forms.ModelForm):  # type: ignore[type-arg]
    """What protects the system today. Everything may stay unsaid."""

    live_lag_seconds = DurationField(label=_("Live copy is behind by at most"), required=False)
    interval_seconds = DurationField(
        label=_("A copy every"), required=False, help_text=_("Like “1 hour” or “24 hours”.")
    )
    retention_seconds = DurationField(label=_("Copies are kept for"), required=False, help_text=_("Like “35 days”."))
    start_window_seconds = DurationField(
        label=_("Start window"), required=False, help_text=_("How late a copy may begin."),
    )  # fmt: skip
    running_time_seconds = DurationField(label=_("One copy takes"), required=False)
    copy_lag_seconds = DurationField(
        label=_("Until it is elsewhere"), required=False, help_text=_("How long it takes to reach the other place.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    class Meta:
        model = Protection
        fields = (
            "strategy", "live_copy", "live_lag_seconds", "history", "interval_seconds", "retention_seconds",
            "start_window_seconds", "running_time_seconds", "copy_lag_seconds", "restore_mib_per_s", "copy_elsewhere",
            "immutable", "note",
        )  # fmt: skip
        localized_fields = ("restore_mib_per_s",)
        widgets = {"note": forms.Textarea(attrs={"rows": 3}), "strategy": forms.Select}

    def __init__(self, *args: Any, system: System, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [*own_strategies(), self.instance.strategy]
        self.fields["strategy"] = forms.ChoiceField(
            label=_("Strategy"), required=False, choices=[("", _("not said")), *strategy_choices(known)]
        )
        for name in ("copy_elsewhere", "immutable"):
            self.fields[name] = forms.TypedChoiceField(
                label=self.fields[name].label, required=False, empty_value=None, choices=YES_NO, coerce=SAID.get
            )
        self.initial["version"] = system.version
        self.helper = plain_helper()

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


YES_NO = [("", _("not said")), ("True", _("yes")), ("False", _("no"))]
SAID = {"True": True, "False": False}


class ExerciseForm(forms.ModelForm):  # type: ignore[type-arg]
    """A test of the recovery, with what was reached."""

    performed_on = forms.DateField(
        label=_("Performed on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    rta_seconds = DurationField(
        label=_("Recovery took"),
        required=False,
        help_text=_("From the disaster until people could work, like “45 min”."),
    )
    rpa_seconds = DurationField(
        label=_("Data lost"), required=False, help_text=_("Recent work that was gone; 0 for nothing.")
    )

    class Meta:
        model = Exercise
        fields = ("performed_on", "rta_seconds", "rpa_seconds", "note")
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = plain_helper()

    def clean_performed_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["performed_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day is still to come. Record the drill when it is done."))
        if day < EARLIEST_EXERCISE:
            raise ValidationError(_("That is very long ago. Check the year."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        measured = ("rta_seconds", "rpa_seconds")
        if not self.errors and all(cleaned.get(name) is None for name in measured) and not cleaned.get("note"):
            self.add_error("rta_seconds", _("Say how long the recovery took, how much was lost, or what was learnt."))
        return cleaned


def plain_helper() -> FormHelper:
    """The fields alone: the page brings the form's frame, its token and its buttons."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    return helper
