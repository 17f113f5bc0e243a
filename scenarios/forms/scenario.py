"""The form of a scenario: what happens, what is lost, and with what recovery works."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from presentation.forms.durations import DurationField
from presentation.forms.lines import validate_one_line
from presentation.forms.widgets import Offering
from presentation.numbers import short_number
from recovery.scenarios.reading import MOST_TEAMS
from scenarios.forms.named import SystemsField
from scenarios.forms.throughput import ROWS, ThroughputForm, rows_of, rows_sent, throughput_in
from scenarios.models import Scenario
from systems.forms.differences import Difference, differences
from systems.models import BusinessUnit, System
from systems.services.places import known_places, known_sites, known_suppliers

LostBy = Scenario.LostBy
NAMED: dict[str, str] = {LostBy.SITE: "site", LostBy.HOSTING: "hosting", LostBy.TAG: "tag", LostBy.SUPPLIER: "supplier"}
"""The field that says which one, where a name does."""
FIELD_OF: dict[str, str] = {**NAMED, LostBy.SYSTEMS: "systems", LostBy.UNIT: "unit"}
REQUIRED = _("Say which one is lost.")


class ScenarioForm(forms.Form):
    """Of the fields that say what is lost, only the one counts that `lost_by` asks for."""

    name = forms.CharField(
        label=_("Name"), max_length=200, help_text=_("Like “Frankfurt is lost at night”."),
        validators=[validate_one_line],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("What happens"), choices=Scenario.Kind.choices, initial=Scenario.Kind.SITE,
        help_text=_("Destroyed data are copied back whatever stands ready elsewhere."),
    )  # fmt: skip
    lost_by = forms.ChoiceField(
        label=_("What is lost"), choices=LostBy.choices, initial=LostBy.SITE, widget=forms.RadioSelect,
        help_text=_("What cannot run without it falls with it."),
    )  # fmt: skip
    site = forms.CharField(label=_("Site"), max_length=120, required=False, widget=Offering())
    hosting = forms.ChoiceField(label=_("Kind of hosting"), required=False)
    systems = SystemsField(label=_("Systems"), required=False, help_text=_("One a line, by name or key."))
    unit = forms.ModelChoiceField(label=_("Business unit"), queryset=BusinessUnit.objects.all(), required=False)
    tag = forms.CharField(label=_("Tag"), max_length=200, required=False)
    supplier = forms.CharField(label=_("Supplier"), max_length=200, required=False, widget=Offering())
    teams = forms.IntegerField(
        label=_("Teams that can work side by side"), min_value=1, max_value=MOST_TEAMS, initial=1,
        help_text=_("At that hour: a team brings back one system at a time."),
    )  # fmt: skip
    declared_after = DurationField(
        label=_("Time until it is declared"), required=False, longer_is_stricter=True,
        help_text=_("From the disruption until people begin. Leave it empty for the policy's times."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hostings = [choice for choice in System.Hosting.choices if choice[0]]
        cast(forms.ChoiceField, self.fields["hosting"]).choices = hostings
        self.fields["site"].widget.offers = known_sites()
        self.fields["supplier"].widget.offers = known_suppliers()

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or self.cleaned_data
        wanted = FIELD_OF.get(cleaned.get("lost_by", ""))
        # What was typed where it does not count is no reason to stop anybody.
        for name in FIELD_OF.values():
            if name != wanted and name in self.errors:
                del self.errors[name]
        if wanted and wanted not in self.errors and not cleaned.get(wanted):
            self.add_error(wanted, REQUIRED)
        return cleaned

    @property
    def lost_fields(self) -> Iterator[tuple[str, forms.BoundField]]:
        """Each way of saying what is lost, with its field."""
        return ((way, self[name]) for way, name in FIELD_OF.items())

    def values(self) -> dict[str, Any]:
        """The fields of the model, but for what the places give back."""
        cleaned = self.cleaned_data
        lost_by = cleaned["lost_by"]
        named = cleaned[NAMED[lost_by]] if lost_by in NAMED else ""
        return {
            "name": cleaned["name"],
            "kind": cleaned["kind"],
            "lost_by": lost_by,
            "lost_name": " ".join(named.split()),
            "lost_keys": cleaned["systems"] if lost_by == LostBy.SYSTEMS else [],
            "unit": cleaned["unit"] if lost_by == LostBy.UNIT else None,
            "teams": cleaned["teams"],
            "declared_after_seconds": cleaned["declared_after"],
        }


class ScenarioEditing:
    """The form with its rows of places."""

    def __init__(self, form: ScenarioForm, rows: Sequence[ThroughputForm]) -> None:
        self.form, self.rows = form, list(rows)

    @classmethod
    def of(cls, scenario: Scenario | None) -> ScenarioEditing:
        """As it is stored; of none yet, an empty one."""
        throughput = scenario.throughput if scenario else {}
        return cls(
            ScenarioForm(initial=initial_of(scenario) if scenario else None), rows_of(throughput, known_places())
        )

    @classmethod
    def sent(cls, data: QueryDict, *, rearranged: bool = False) -> ScenarioEditing:
        """As somebody sent it; `rearranged` as the pressed button wants its rows, without looking for faults."""
        prefixes = ROWS.rearranged(data) if rearranged else ROWS.sent(data)
        return cls(ScenarioForm(data), rows_sent(data, prefixes, known_places()))

    @property
    def full(self) -> bool:
        return len(self.rows) >= ROWS.most

    def is_valid(self) -> bool:
        return all([each.is_valid() for each in (self.form, *self.rows)])  # noqa: C419 - each has to be looked at

    def errors(self) -> Iterator[dict[str, str]]:
        """Every fault with the field that it is about."""
        for each in (self.form, *self.rows):
            for field in each:
                for text in field.errors:
                    yield {
                        "id": field.id_for_label or f"id_{field.html_name}",
                        "label": str(field.label),
                        "text": str(text),
                    }

    def values(self) -> dict[str, Any]:
        """The fields of the model."""
        return {**self.form.values(), "throughput": throughput_in(self.rows)}

    def differences(self, stored: Scenario) -> list[Difference]:
        """Where what was typed differs from what is stored by now."""
        found = differences(self.form, ScenarioForm(initial=initial_of(stored)))
        mine, theirs = throughput_in_words(throughput_in(self.rows)), throughput_in_words(stored.throughput)
        if mine != theirs:
            found.append(Difference(str(_("Gives back, MiB a second")), mine, theirs))
        return found


def throughput_in_words(throughput: dict[str, float]) -> str:
    return "\n".join(f"{place}: {short_number(speed)}" for place, speed in sorted(throughput.items()))


def initial_of(scenario: Scenario) -> dict[str, object]:
    named = {NAMED[scenario.lost_by]: scenario.lost_name} if scenario.lost_by in NAMED else {}
    return {
        **named,
        "name": scenario.name,
        "kind": scenario.kind,
        "lost_by": scenario.lost_by,
        "systems": list(scenario.lost_keys),
        "unit": scenario.unit_id,
        "teams": scenario.teams,
        "declared_after": scenario.declared_after_seconds,
        "version": scenario.version,
    }
