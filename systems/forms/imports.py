"""The form of what the columns of a file mean, and of what an import may do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from presentation.forms.addresses import is_address
from presentation.forms.widgets import QuickSelect
from recovery.reading.numerals import COMMA, POINT
from systems.models import Dependency, ImportBatch
from systems.services.imports.asking import Asked
from systems.services.imports.cells import WORDS, Unusable, objectives_of_tier
from systems.services.imports.choices import LEFT_OUT
from systems.services.imports.kinds.bare_numbers import UNITS, bare_columns, bare_key
from systems.services.imports.meanings import BY_KEY, IGNORE, MEANINGS, NAMING, TIER
from systems.services.imports.reading_words import heading_notes, notes
from systems.services.imports.readings import Reading
from systems.services.imports.rows import shortened
from systems.services.imports.tables.table import Table
from systems.services.tiers import known_tiers

NAMELESS = _("Say which column names the systems: a name, a product, a supplier, a purpose or a key.")


SWITCHES = ("add_people", "add_needed", "clear_empty", "remove_needs")


class MappingForm(forms.ModelForm):  # type: ignore[type-arg]
    """One choice for each column, what cells mean that were not understood, and what the import may do.

    `readings` say, by meaning, how the numbers of the columns are read until now; `asked` are the cells.
    """

    class Meta:
        model = ImportBatch
        fields = ("decimal_sign", "need_kind", *SWITCHES)
        labels = {
            "add_people": _("Add people whose e-mail address is not known yet"),
            "add_needed": _("Add systems that are only named as needed"),
            "clear_empty": _("Empty cells clear what the catalogue says, and tags that are missing are removed"),
            "remove_needs": _("Needs that the file does not name are removed"),
            "need_kind": _("Needs whose kind the file does not say"),
        }
        help_texts = {
            "add_people": _(
                "Owners get the role Owner and can sign in by a link that they get by mail. "
                "Another architect decides about their first answers."
            ),
            "add_needed": _("They get a name and nothing else."),
            "clear_empty": _("Otherwise an empty cell leaves the catalogue as it is."),
            "remove_needs": _("Only of systems that have a row here, and of the kinds that have a column."),
        }

    def __init__(
        self,
        *args: Any,
        table: Table,
        readings: Mapping[str, Reading],
        asked: Sequence[Asked],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.table, self.asked = table, {each.field: each for each in asked}
        self.kind_until_now = self.instance.need_kind
        mapping = self.instance.mapping
        self.notes = [
            [*heading_notes(heading, meaning), *(notes(readings[meaning], meaning) if meaning in readings else [])]
            for heading, meaning in zip(table.headings, mapping, strict=False)
        ]
        self.assumes = any(reading.assumed for reading in readings.values())
        self.fields["decimal_sign"] = decimal_field()
        self.fields["need_kind"].required = False
        self.fields["need_kind"].widget = QuickSelect(attrs={"class": "form-select"}, choices=NEED_KINDS)
        for name in SWITCHES:
            self.fields[name].widget.attrs["class"] = "form-check-input"
        for each in asked:
            self.fields[each.field] = meant_field(each, self.instance.meant.get(each.key, ""))
        self.bare = bare_columns(table, mapping)
        for meaning, number in self.bare.items():
            self.fields[bare_field(meaning)] = unit_field(number, self.instance.meant.get(bare_key(meaning), ""))
        for at, heading in enumerate(table.headings):
            self.fields[f"column_{at}"] = column_field(heading, mapping[at] if at < len(mapping) else IGNORE)

    @property
    def left_out(self) -> list[str]:
        """The headings of columns that say something and are left out."""
        return [
            heading for at, heading in enumerate(self.table.headings)
            if self.instance.mapping[at] == IGNORE and any(line.cells[at] for line in self.table.lines)
        ]  # fmt: skip

    def columns(self) -> Iterator[tuple[forms.BoundField, str, list[str], forms.BoundField | None]]:
        """The choice of each column, what stands in its first rows, how its numbers are read, and what asks for the
        unit of those that name none."""
        mapping = self.instance.mapping
        for at in range(len(self.table.headings)):
            examples = (line.cells[at] for line in self.table.lines[:50] if line.cells[at])
            meaning = mapping[at] if at < len(mapping) else IGNORE
            unit = self[bare_field(meaning)] if meaning in self.bare else None
            yield self[f"column_{at}"], next(examples, ""), self.notes[at] if at < len(self.notes) else [], unit

    def switches(self) -> list[forms.BoundField]:
        """What the import may do, each with a box to tick."""
        return [self[name] for name in SWITCHES]

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or self.cleaned_data
        chosen = Counter(self.mapping())
        twice = [key for key, times in chosen.items() if key != IGNORE and times > 1 and not BY_KEY[key].several]
        for key in twice:
            raise ValidationError(
                _("Two columns are both “%(label)s”. Choose one of them."), params={"label": BY_KEY[key].label}
            )
        if not set(chosen) & set(NAMING):
            raise ValidationError(NAMELESS)
        return cleaned

    def choices(self) -> dict[str, object]:
        """What holds for the whole file."""
        choices = {name: self.cleaned_data[name] for name in self.Meta.fields}
        choices["need_kind"] = choices["need_kind"] or self.kind_until_now
        given = {each.key: self.cleaned_data[name] for name, each in self.asked.items() if name in self.data}
        units = {
            bare_key(each): self.cleaned_data[bare_field(each)] for each in self.bare if bare_field(each) in self.data
        }
        meant = {**self.instance.meant, **given, **units}
        return {**choices, "meant": {key: value for key, value in meant.items() if value}}

    def mapping(self) -> list[str]:
        return [self.cleaned_data.get(f"column_{at}", IGNORE) for at in range(len(self.table.headings))]


NEED_KINDS = [(kind.value, kind.label) for kind in (Dependency.Kind.SOFT, Dependency.Kind.HARD,
                                                    Dependency.Kind.SHARES_TRANSACTIONS)]  # fmt: skip


def decimal_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Decimals in this file"), required=False, widget=QuickSelect(attrs={"class": "form-select"}),
        choices=[("", _("As the columns show it")), (POINT, _("A point marks decimals: 1,234.56")),
                 (COMMA, _("A comma marks decimals: 1.234,56"))],
    )  # fmt: skip


def bare_field(meaning: str) -> str:
    return f"bare_{meaning}"


def unit_field(number: str, said: str) -> forms.ChoiceField:
    """In which unit a column counts whose numbers name none."""
    units = {60: gettext("minutes"), 3600: gettext("hours"), 86400: gettext("days")}
    choices = [("", gettext("not said: they are left out")), *((str(unit), units[unit]) for unit in UNITS)]
    label = gettext("Numbers like “%(number)s” are") % {"number": number}
    widget = QuickSelect(attrs={"class": "form-select"})
    return forms.ChoiceField(label=label, required=False, choices=choices, initial=said, widget=widget)


def column_field(heading: str, meaning: str) -> forms.ChoiceField:
    choices = [(IGNORE, gettext("Leave it out")), *((each.key, each.label) for each in MEANINGS)]
    widget = QuickSelect(attrs={"class": "form-select"})
    return forms.ChoiceField(label=heading, required=False, choices=choices, initial=meaning, widget=widget)


def meant_field(asked: Asked, meant: str) -> forms.Field:
    """One of the values that the column can hold, or the address of a person."""
    label = gettext("“%(cell)s” means") % {"cell": shortened([asked.cell])}
    attrs = {"form": "look", "class": "form-select"}
    if asked.about in WORDS:
        values = [choice for choice in WORDS[asked.about][1].choices if choice[0]]
        choices = [("", gettext("not said yet")), *values, (LEFT_OUT, gettext("leave it out"))]
        return forms.ChoiceField(
            label=label, required=False, choices=choices, initial=meant, widget=QuickSelect(attrs=attrs)
        )
    if asked.about == TIER:
        example = {
            **attrs, "class": "form-control", "list": "tiers",
            "placeholder": gettext("RTO / RPO, like 4 hours / 1 hour"),
        }  # fmt: skip
        return TierField(
            label=label, required=False, max_length=100, initial=meant, widget=forms.TextInput(attrs=example)
        )
    widget = forms.TextInput(attrs={"form": "look", "class": "form-control", "placeholder": gettext("e-mail address")})
    return AddressField(label=label, required=False, max_length=254, initial=meant, widget=widget)


class TierField(forms.CharField):
    """An RTO and an RPO, a tier of the company's table, or the sign that leaves the tier out."""

    def validate(self, value: str) -> None:
        super().validate(value)
        try:
            if value and value != LEFT_OUT:
                objectives_of_tier(value, known_tiers())
        except Unusable as unusable:
            raise ValidationError(unusable.reason) from None


class AddressField(forms.CharField):
    """The address of a person, or the sign that leaves the cell out."""

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and value != LEFT_OUT and not is_address(value):
            raise ValidationError(_("Write an e-mail address, or “-” to leave it out."))
