"""Forms of the file of an import: the file itself, which of its sheets, and which row holds the headings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from presentation.forms.widgets import QuickSelect
from systems.services.imports.rows import shortened
from systems.services.imports.tables.decoding import MOST_BYTES, TOO_LARGE, Unreadable
from systems.services.imports.tables.files import chosen_sheet, is_large, sheets_of
from systems.services.imports.tables.sheets import Sheet
from systems.services.imports.tables.table import Table, read_table

ACCEPTED = ".csv,.tsv,.txt,text/csv,.xlsx,.xlsm,.yaml,.yml"


class FileForm(forms.Form):
    """Cleans to the sheets of the file; `sheet` is the first that holds a list, and `table` is that list. A large file
    is not read here: its bytes are `unread`, and there are no sheets yet."""

    file = forms.FileField(
        label=_("List as CSV, Excel or Backstage file"), allow_empty_file=True, max_length=200,
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED, "class": "form-control"}),
    )  # fmt: skip
    table: Table | None = None
    sheet: Sheet | None = None
    unread: bytes = b""

    def clean_file(self) -> list[Sheet]:
        chosen = self.cleaned_data["file"]
        if chosen.size > MOST_BYTES:
            raise ValidationError(TOO_LARGE)
        data = chosen.read()
        self.file_name = "".join(letter for letter in chosen.name if letter.isprintable())
        if is_large(data):
            self.unread = data
            return []
        try:
            sheets = sheets_of(chosen.name, data)
            self.sheet, self.table = chosen_sheet(sheets)
        except Unreadable as unreadable:
            raise ValidationError(str(unreadable.reason)) from None
        return sheets


class SheetForm(forms.Form):
    """Which sheet of a workbook. Cleans to its name; the new list is `table`."""

    sheet = forms.ChoiceField(label=_("Sheet of the workbook"), widget=QuickSelect(attrs={"class": "form-select"}))
    chosen: Sheet | None = None
    table: Table | None = None

    def __init__(self, data: QueryDict | None, *, sheets: Sequence[Sheet], shown: str) -> None:
        super().__init__(data, initial={"sheet": shown})
        self.sheets = list(sheets)
        names = [(sheet.name, sheet.name) for sheet in sheets]
        cast(forms.ChoiceField, self.fields["sheet"]).choices = names

    def clean_sheet(self) -> str:
        name: str = self.cleaned_data["sheet"]
        try:
            self.chosen, self.table = chosen_sheet(self.sheets, name)
        except Unreadable as unreadable:
            raise ValidationError(str(unreadable.reason)) from None
        return name


class HeadingForm(forms.Form):
    """Which of the first rows holds the headings. Cleans to the number of the row; the new table is `table`."""

    heading_row = forms.TypedChoiceField(
        label=_("Row with the headings"), coerce=int, widget=QuickSelect(attrs={"class": "form-select"})
    )
    table: Table | None = None

    def __init__(self, data: QueryDict | None, *, text: str, table: Table) -> None:
        super().__init__(data, initial={"heading_row": table.heading_row})
        self.text = text
        cast(forms.ChoiceField, self.fields["heading_row"]).choices = [
            (number, f"{number}: {shortened([cell for cell in cells if cell])}") for number, cells in table.beginning
        ]

    def clean_heading_row(self) -> int:
        row: int = self.cleaned_data["heading_row"]
        try:
            self.table = read_table(self.text, row)
        except Unreadable as unreadable:
            raise ValidationError(str(unreadable.reason)) from None
        return row
