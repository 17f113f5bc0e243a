"""What architects type into a draft of the questionnaire: every text in each language, and questions of their own.

What is typed becomes the written form of a question; `parse` alone decides whether the questionnaire will do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext, ngettext

from presentation.language import language_name, language_title, offered_languages
from questionnaires.services.drafting.texts import LABEL, Raw, Text
from recovery.languages import DEFAULT


def text_field(language: str, longest: int, *, required: bool = True) -> forms.CharField:
    """One text in one language: the English has to be there, for it is read where another is missing."""
    line = forms.TextInput(attrs={"lang": language})
    return forms.CharField(
        label=language_title(language),
        max_length=longest,
        required=required and language == DEFAULT,
        widget=line if longest <= LABEL else forms.Textarea(attrs={"rows": 2, "lang": language}),
        error_messages={"required": english_first()},
    )


def english_first() -> str:
    others = [language_name(language) for language in offered_languages() if language != DEFAULT]
    return ngettext(
        "Write this in English; %(language)s may follow later.",
        "Write this in English; the other languages may follow later.",
        len(others),
    ) % {"language": others[0] if others else ""}


def without_english(texts: Mapping[str, Any]) -> str:
    """What to do where a text, by language, says something but nothing in English; empty where all is well."""
    written = [language for language in offered_languages() if texts.get(language)]
    if not written or DEFAULT in written:
        return ""
    return gettext("There is a %(language)s text but none in English. Please write both.") % {
        "language": language_name(written[0])
    }


class TextsForm(forms.Form):
    """Texts in every language of the portal. `seen` marks what they were when the form was opened."""

    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, *, texts: tuple[Text, ...], **how: Any) -> None:
        self.texts = texts
        written = {name_in(text, language): text.say(language) for text in texts for language in offered_languages()}
        super().__init__(data, initial={**written, **how.pop("initial", {})}, **how)
        for text in texts:
            for language in offered_languages():
                self.fields[name_in(text, language)] = text_field(language, text.longest, required=text.required)

    def by_text(self) -> Iterator[dict[str, Any]]:
        """Each text with its fields side by side, and the languages that it is missing in."""
        for text in self.texts:
            fields = {language: self[name_in(text, language)] for language in offered_languages()}
            values = {language: field.value() for language, field in fields.items()}
            missing = [
                language_name(language) for language in offered_languages() if values[DEFAULT] and not values[language]
            ]
            yield {"what": text.what, "fields": fields.values(), "optional": not text.required, "untranslated": missing}

    def clean(self) -> None:
        for text in self.texts:
            english = name_in(text, DEFAULT)
            fault = without_english(self._typed(text))
            if fault and english not in self.errors:
                self.add_error(english, fault)

    def typed_texts(self) -> Mapping[str, Mapping[str, str]]:
        """What each text says now, by its name and language."""
        return {text.name: self._typed(text) for text in self.texts}

    def _typed(self, text: Text) -> dict[str, str]:
        return {
            language: with_one_line_end(self.cleaned_data.get(name_in(text, language)) or "")
            for language in offered_languages()
        }

    def faults(self) -> Iterator[dict[str, Any]]:
        """Every error with the field it is about, for the summary at the top."""
        whats = {name_in(text, language): text.what for text in self.texts for language in offered_languages()}
        yield from ({"text": error} for error in self.non_field_errors())
        for field in self:
            label = f"{whats[field.name]} ({field.label})" if field.name in whats else field.label
            yield from ({"text": error, "label": label, "id": field.id_for_label} for error in field.errors)


def name_in(text: Text, language: str) -> str:
    """The field of a text in a language."""
    return f"{text.name}-{language}"


def with_one_line_end(text: str) -> str:
    """One kind of line end, as the file has it."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def wording(typed: Mapping[str, str]) -> Raw:
    """The languages in which something is said."""
    return {language: text for language, text in typed.items() if text}
