"""Forms of an import: the file, and what its columns mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from presentation.forms.widgets import QuickSelect
from recovery.reading.numerals import COMMA, POINT
from systems.services.imports.columns import BY_KEY, IGNORE, MEANINGS, NAMING
from systems.services.imports.decoding import MOST_BYTES, Unreadable, decode
from systems.services.imports.reading_words import heading_notes, notes
from systems.services.imports.readings import Reading
from systems.services.imports.table import Table, read_table

NAMELESS = _("Say which column names the systems: a name, a product, a supplier, a purpose or a key.")


class FileForm(forms.Form):
    """Cleans to the text of the file; the table is `table`."""

    file = forms.FileField(
        label=_("CSV file"), allow_empty_file=True, max_length=200,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv", "class": "form-control"}),
    )  # fmt: skip
    table: Table | None = None

    def clean_file(self) -> str:
        chosen = self.cleaned_data["file"]
        if chosen.size > MOST_BYTES:
            raise ValidationError(_("The file is larger than 10 MB. Split it into several files."))
        try:
            text = decode(chosen.read())
            self.table = read_table(text)
        except Unreadable as unreadable:
            raise ValidationError(str(unreadable.reason)) from None
        self.file_name = "".join(letter for letter in chosen.name if letter.isprintable())
        return text.replace("\0", "")


class MappingForm(forms.Form):
    """One choice for each column, how numbers are written, and whether unknown people are added.

    `readings` say, by meaning, how the numbers of the columns are read until now.
    """

    decimal_sign = forms.ChoiceField(
        label=_("Decimals in this file"), required=False, widget=QuickSelect(attrs={"class": "form-select"}),
        choices=[("", _("As the columns show it")), (POINT, _("A point marks decimals: 1,234.56")),
                 (COMMA, _("A comma marks decimals: 1.234,56"))],
    )  # fmt: skip
    add_people = forms.BooleanField(label=_("Add people whose e-mail address is not known yet"), required=False)

    def __init__(
        self, *args: Any, table: Table, mapping: list[str], readings: Mapping[str, Reading], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.table = table
        self.notes = [
            [*heading_notes(heading, meaning), *(notes(readings[meaning]) if meaning in readings else [])]
            for heading, meaning in zip(table.headings, mapping, strict=False)
        ]
        self.assumes = any(reading.assumed for reading in readings.values())
        choices = [(IGNORE, gettext("Leave it out")), *((meaning.key, meaning.label) for meaning in MEANINGS)]
        for at, heading in enumerate(table.headings):
            self.fields[f"column_{at}"] = forms.ChoiceField(
                label=heading, required=False, choices=choices, initial=mapping[at] if at < len(mapping) else IGNORE,
                widget=QuickSelect(attrs={"class": "form-select"}),
            )  # fmt: skip

    def columns(self) -> Iterator[tuple[forms.BoundField, str, list[str]]]:
        """The choice of each column, what stands in its first rows, and how its numbers are read."""
        for at in range(len(self.table.headings)):
            examples = (line.cells[at] for line in self.table.lines[:50] if line.cells[at])
            yield self[f"column_{at}"], next(examples, ""), self.notes[at] if at < len(self.notes) else []

    def clean(self) -> dict[str, Any]:
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

    def choices(self) -> dict[str, Any]:
        """What holds for the whole file."""
        return {name: self.cleaned_data[name] for name in ("add_people", "decimal_sign")}

    def mapping(self) -> list[str]:
        return [self.cleaned_data.get(f"column_{at}", IGNORE) for at in range(len(self.table.headings))]
