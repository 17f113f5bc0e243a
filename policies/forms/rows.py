"""A row of the policy as part of its form: a strategy or a live copy, with names where it is the architects' own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext

from presentation.language import language_name, offered_languages
from recovery.languages import DEFAULT

NAMES, MEANINGS = "names", "meanings"
LONGEST_NAME, LONGEST_MEANING = 60, 150


class RowForm(forms.Form):
    """One that the method knows keeps its name. Another has a name, and perhaps a meaning, in each language; its key is
    made of the name once and stays, because plans and systems refer to it."""

    key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    brought: ClassVar[Collection[str]] = ()
    """The keys of the rows that the method brings itself."""
    name_of_key: ClassVar[Callable[..., str]]
    called_new: ClassVar[str | Promise]
    said_twice: ClassVar[str | Promise]
    stands_in: ClassVar[str]
    """The key of a row whose name has no letters that a key may have."""
    longest_key: ClassVar[int]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.key_before = str(self["key"].value() or "")
        self.known = self.key_before in self.brought
        self.consequences: list[str] = []
        if not self.known:
            self._add_words()
        self.title = self._title()

    def _add_words(self) -> None:
        for language in offered_languages():
            known = {"language": language_name(language)}
            self.fields[f"{NAMES}-{language}"] = forms.CharField(
                label=gettext("Name in %(language)s") % known,
                max_length=LONGEST_NAME,
                required=language == DEFAULT,
                widget=forms.TextInput(attrs={"lang": language}),
            )
            self.fields[f"{MEANINGS}-{language}"] = forms.CharField(
                label=gettext("What it is, in %(language)s") % known,
                max_length=LONGEST_MEANING,
                required=False,
                widget=forms.TextInput(attrs={"lang": language}),
                help_text=gettext("Half a sentence, which stands beside the name."),
            )

    def _title(self) -> str:
        names = {} if self.known else self._named(NAMES, self._shown)
        if self.key_before or names:
            return self.name_of_key(self.key_before, names)
        return str(self.called_new)

    def _shown(self, field: str) -> str:
        return str(self[field].value() or "")

    def cleaned(self, field: str) -> str:
        return str(self.cleaned_data.get(field) or "")

    def _named(self, kind: str, value_of: Callable[[str], str]) -> dict[str, str]:
        """Names or meanings by language, as far as there are any."""
        typed = {language: " ".join(value_of(f"{kind}-{language}").split()) for language in offered_languages()}
        return {language: words for language, words in typed.items() if words}

    def words_by_language(self) -> Iterator[dict[str, object]]:
        """The fields of each language, for the template."""
        for language in () if self.known else offered_languages():
            yield {"name": self[f"{NAMES}-{language}"], "meaning": self[f"{MEANINGS}-{language}"]}

    def called(self) -> str:
        """The name by which two rows of a policy are told apart."""
        return (self.name_of_key(self.key_before) if self.known else self.cleaned(f"{NAMES}-{DEFAULT}")).casefold()

    def document(self, key: str) -> dict[str, Any]:
        """What was typed, as a row of a policy document."""
        row = {name: as_json_value(self.cleaned_data.get(name)) for name in self.base_fields}
        if self.known or key in self.brought:
            return {**row, "key": key}
        words = {kind: self._named(kind, self.cleaned) for kind in (NAMES, MEANINGS)}
        return {**row, "key": key, **{kind: texts for kind, texts in words.items() if texts}}

    def place(self, name: str) -> str:
        """The field that a fault of the document is about; empty where the form has none for it."""
        field = f"{name}-{DEFAULT}" if name in (NAMES, MEANINGS) else name
        return field if field in self.fields else ""

    @classmethod
    def as_initial(cls, row: Mapping[str, Any]) -> dict[str, Any]:
        """A row of a policy document as the fields show it. One without names is called by its key."""
        plain = {name: value for name, value in row.items() if name not in (NAMES, MEANINGS)}
        names = row.get(NAMES) or {}
        words = {NAMES: {DEFAULT: cls.name_of_key(row["key"], names), **names}, MEANINGS: row.get(MEANINGS) or {}}
        return {**plain, **{f"{kind}-{code}": text for kind, texts in words.items() for code, text in texts.items()}}

    @classmethod
    def as_typed(cls, data: QueryDict, prefix: str) -> dict[str, object]:
        """What stands in the fields of a row that was sent, unjudged."""
        words = {
            f"{kind}-{language}": forms.TextInput() for kind in (NAMES, MEANINGS) for language in offered_languages()
        }
        widgets = {name: field.widget for name, field in cls.base_fields.items()} | words
        return {name: widget.value_from_datadict(data, {}, f"{prefix}-{name}") for name, widget in widgets.items()}


def keys_of(rows: Iterable[RowForm]) -> list[str]:
    """The key of each row: the one that it has, or for a new one, one made of its name that no other row has.

    Names are found by keys, so that no strategy and no live copy share one.
    """
    rows = list(rows)
    taken = {row.key_before for row in rows if row.key_before}
    keys = []
    for row in rows:
        key = row.key_before or _free_key(row, taken)
        taken.add(key)
        keys.append(key)
    return keys


def _free_key(row: RowForm, taken: set[str]) -> str:
    """A row of the method comes back by its name."""
    for key in row.brought:
        if key not in taken and row.name_of_key(key).casefold() == row.called():
            return key
    letters = unicodedata.normalize("NFKD", row.cleaned(f"{NAMES}-{DEFAULT}")).encode("ascii", "ignore").decode()
    cut = re.sub(r"[^a-z0-9]+", "_", letters.casefold()).strip("_")[: row.longest_key - 3].strip("_")
    start = cut or row.stands_in
    return next(key for key in (start, *(f"{start}_{number}" for number in range(2, 99))) if key not in taken)


def as_json_value(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else value
