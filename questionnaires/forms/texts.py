"""What architects type into a draft of the questionnaire: every text in both languages, and questions of their own.

What is typed becomes the written form of a question; `parse` alone decides whether the questionnaire will do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from questionnaires.document.structure import LANGUAGES
from questionnaires.services.drafting.texts import LABEL, Raw, Text

NAMES = {"en": _("English"), "es": _("Spanish")}


def text_field(language: str, longest: int, *, required: bool = True) -> forms.CharField:
    """One text in one language: the English has to be there, Spanish readers see it where the Spanish is missing."""
    line = forms.TextInput(attrs={"lang": language})
    field = forms.CharField(
        label=NAMES[language],
        max_length=longest,
        required=required and language == "en",
        widget=line if longest <= LABEL else forms.Textarea(attrs={"rows": 2, "lang": language}),
    )
    field.error_messages["required"] = _("Write this in English; Spanish may follow later.")
    return field


class TextsForm(forms.Form):
    """Texts in every language of the portal. `seen` marks what they were when the form was opened."""

    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, *, texts: tuple[Text, ...], **how: Any) -> None:
        self.texts = texts
        said = {f"{text.name}-{language}": text.say(language) for text in texts for language in LANGUAGES}
        super().__init__(data, initial={**said, **how.pop("initial", {})}, **how)
        for text in texts:
            for language in LANGUAGES:
                field = text_field(language, text.longest, required=text.required)
                self.fields[f"{text.name}-{language}"] = field

    def pairs(self) -> Iterator[dict[str, Any]]:
        """Each text with its fields side by side, and whether its Spanish is missing."""
        for text in self.texts:
            fields = [self[f"{text.name}-{language}"] for language in LANGUAGES]
            english, spanish = (field.value() for field in fields)
            yield {"what": text.what, "fields": fields, "optional": not text.required, "lacks": english and not spanish}

    def clean(self) -> None:
        for text in self.texts:
            english, spanish = (f"{text.name}-{language}" for language in LANGUAGES)
            if self.cleaned_data.get(spanish) and not self.cleaned_data.get(english) and english not in self.errors:
                self.add_error(english, gettext("There is a Spanish text but none in English. Please write both."))

    def said(self) -> Mapping[str, Mapping[str, str]]:
        """What each text says now, by its name and language."""
        return {
            text.name: {language: plain(self.cleaned_data[f"{text.name}-{language}"]) for language in LANGUAGES}
            for text in self.texts
        }

    def faults(self) -> Iterator[dict[str, Any]]:
        """Every error with the field it is about, for the summary at the top."""
        whats = {f"{text.name}-{language}": text.what for text in self.texts for language in LANGUAGES}
        yield from ({"text": error} for error in self.non_field_errors())
        for field in self:
            label = f"{whats[field.name]} ({field.label})" if field.name in whats else field.label
            yield from ({"text": error, "label": label, "id": field.id_for_label} for error in field.errors)


def plain(text: str) -> str:
    """One kind of line end, as the file has it."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def wording(said: Mapping[str, str]) -> Raw:
    """The languages in which something is said."""
    return {language: text for language, text in said.items() if text}
