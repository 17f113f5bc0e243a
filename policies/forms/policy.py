"""The policy's numbers as a form. Its rows stand in forms of their own, and all together are edited at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from policies.forms.fields import DurationsField, NumberField, PercentField
from policies.forms.rows import as_json_value
from policies.presenters.numbers import GROUPS, Kind, Number, numbers
from presentation.forms.durations import DurationField

REFUSED = {
    Kind.DURATION: _("Choose a longer time than nothing."),
    Kind.DURATIONS: _("Each of these times has to be longer than nothing."),
    Kind.PERCENT: _("Choose a share above 0 and up to 100 %."),
    Kind.COUNT: _("Choose a whole number from 1 to 1000."),
    Kind.THRESHOLD: _("Choose a whole number from 1 to 1000."),
    Kind.NUMBER: _("This number will not do: 0 or more, and 1 or more where it says how many times faster."),
    Kind.TEXT: _("Write three letters, like EUR."),
}
COUNTED = partial(forms.IntegerField, min_value=1, max_value=1000)
FIELDS: Mapping[Kind, Callable[..., forms.Field]] = {
    Kind.DURATION: DurationField,
    Kind.DURATIONS: DurationsField,
    Kind.PERCENT: PercentField,
    Kind.COUNT: COUNTED,
    Kind.THRESHOLD: COUNTED,
    Kind.NUMBER: NumberField,
    Kind.TEXT: partial(forms.CharField, max_length=3, validators=[RegexValidator(r"^[A-Z]{3}$", REFUSED[Kind.TEXT])]),
}


class PolicyForm(forms.Form):
    """Everything but the rows."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("What changes, and why"), max_length=300, required=False,
        help_text=_("It stands beside the version in the history, for everybody who wonders later."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.consequences: Mapping[str, list[str]] = {}
        for number in numbers():
            self.fields[number.name] = _field(number)

    def groups(self) -> Iterator[dict[str, Any]]:
        for group in GROUPS:
            fields = [self[number.name] for number in group.numbers]
            yield {"title": group.title, "fields": fields, "consequences": self.consequences.get(group.key, [])}

    def refuse(self, name: str) -> bool:
        """Say that the method refuses this number. False where the form has none of that name."""
        kinds = {number.name: number.kind for number in numbers()}
        if name in kinds:
            self.add_error(name, str(REFUSED[kinds[name]]))
        return name in kinds

    def document(self) -> dict[str, Any]:
        return {number.name: as_json_value(self.cleaned_data.get(number.name)) for number in numbers()}


def _field(number: Number) -> forms.Field:
    explained = format_lazy("{} {}", number.hint, number.help) if number.hint else number.help
    return FIELDS[number.kind](label=number.label, help_text=explained)
