"""One strategy of the policy as a row of the form, with its names where it is the architects' own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from policies.forms.fields import PercentField, TierField
from presentation.forms.durations import DurationField
from presentation.language import language_name, offered_languages
from presentation.strategies import ORDER, strategy_name
from recovery.languages import DEFAULT
from systems.models import STRATEGY_LENGTH

FLAGS = ("needs_person", "keeps_live_data", "restores")
NAMES, MEANINGS = "names", "meanings"
LONGEST_NAME, LONGEST_MEANING = 60, 150


class StrategyForm(forms.Form):
    """One that the method knows keeps its name. Another has a name, and perhaps a meaning, in each language; its key is
    made of the name once and stays, because plans and systems refer to it."""

    key = forms.CharField(required=False, max_length=STRATEGY_LENGTH, widget=forms.HiddenInput)
    best_time = DurationField(label=_("Back at best after"))
    best_point = DurationField(label=_("Loses at best"))
    share = PercentField(label=_("Cost, as a share of the running cost"))
    tier = TierField(label=_("Cost tier"))
    needs_person = forms.BooleanField(label=_("A person has to act"), required=False)
    keeps_live_data = forms.BooleanField(label=_("Keeps a live copy of the data"), required=False)
    restores = forms.BooleanField(label=_("Copies all data back first"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.key_before = str(self["key"].value() or "")
        self.known = self.key_before in ORDER
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
        names = {} if self.known else self._words(NAMES, self._shown)
        if self.key_before or names:
            return strategy_name(self.key_before, names)
        return gettext("A new strategy")

    def _shown(self, field: str) -> str:
        return str(self[field].value() or "")

    def _cleaned(self, field: str) -> str:
        return str(self.cleaned_data.get(field) or "")

    def _words(self, kind: str, value_of: Any) -> dict[str, str]:
        """Names or meanings by language, as far as there are any."""
        typed = {language: " ".join(value_of(f"{kind}-{language}").split()) for language in offered_languages()}
        return {language: words for language, words in typed.items() if words}

    def words_by_language(self) -> Iterator[dict[str, Any]]:
        """The fields of each language, for the template."""
        for language in () if self.known else offered_languages():
            yield {"name": self[f"{NAMES}-{language}"], "meaning": self[f"{MEANINGS}-{language}"]}

    def called(self) -> str:
        """The name by which two strategies of a policy are told apart."""
        return (strategy_name(self.key_before) if self.known else self._cleaned(f"{NAMES}-{DEFAULT}")).casefold()

    def document(self, key: str) -> dict[str, Any]:
        """What was typed, as a row of a policy document."""
        row = {name: as_json_value(self.cleaned_data.get(name)) for name in StrategyForm.base_fields}
        if self.known or key in ORDER:
            return {**row, "key": key}
        words = {kind: self._words(kind, self._cleaned) for kind in (NAMES, MEANINGS)}
        return {**row, "key": key, **{kind: texts for kind, texts in words.items() if texts}}

    def place(self, name: str) -> str:
        """The field that a fault of the document is about; empty where the form has none for it."""
        field = f"{name}-{DEFAULT}" if name in (NAMES, MEANINGS) else name
        return field if field in self.fields else ""


def as_initial(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of a policy document as the fields show it. One without names is called by its key."""
    plain = {name: value for name, value in row.items() if name not in (NAMES, MEANINGS)}
    names = row.get(NAMES) or {}
    words = {NAMES: {DEFAULT: strategy_name(row["key"], names), **names}, MEANINGS: row.get(MEANINGS) or {}}
    return {**plain, **{f"{kind}-{code}": text for kind, texts in words.items() for code, text in texts.items()}}


def as_typed(data: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    """What stands in the fields of a row that was sent, unjudged."""
    words = [f"{kind}-{language}" for kind in (NAMES, MEANINGS) for language in offered_languages()]
    typed = {name: data.get(f"{prefix}-{name}") for name in (*StrategyForm.base_fields, *words)}
    return {name: bool(value) if name in FLAGS else value for name, value in typed.items()}


def keys_of(rows: Iterable[StrategyForm]) -> list[str]:
    """The key of each row: the one that it has, or for a new one, one made of its name that no other row has."""
    rows = list(rows)
    taken = {row.key_before for row in rows if row.key_before}
    keys = []
    for row in rows:
        key = row.key_before or _free_key(str(row.cleaned_data.get(f"{NAMES}-{DEFAULT}", "")), taken)
        taken.add(key)
        keys.append(key)
    return keys


def _free_key(name: str, taken: set[str]) -> str:
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    start = re.sub(r"[^a-z0-9]+", "_", letters).strip("_")[: STRATEGY_LENGTH - 3].strip("_") or "strategy"
    return next(key for key in (start, *(f"{start}_{number}" for number in range(2, 99))) if key not in taken)


def as_json_value(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else value
