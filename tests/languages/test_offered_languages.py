"""A language is offered when the method and the pages have its catalogue, and writes numbers in one way."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import formats, translation

from drportal.languages import languages_with_catalogues
from presentation.language import language_name, language_title
from recovery import languages

ROOT = Path(__file__).resolve().parents[2]
CODES = [code for code, _name in settings.LANGUAGES]


def test_what_is_offered_is_what_has_catalogues(tmp_path, monkeypatch):
    method, pages = tmp_path / "method", tmp_path / "pages"
    shutil.copytree(languages.FOLDER, method)
    shutil.copytree(ROOT / "locale", pages)
    shutil.copy(method / "es.toml", method / "q1.toml")
    shutil.copytree(pages / "es", pages / "q2")
    monkeypatch.setattr(languages, "FOLDER", method)
    assert languages_with_catalogues([pages]) == [("en", "English"), ("es", "Español")]
    shutil.copytree(pages / "es", pages / "q1")
    assert languages_with_catalogues([pages]) == [("en", "English"), ("es", "Español"), ("q1", "Español")]
    languages.forget()


def test_a_language_is_called_as_its_reader_calls_it():
    assert [language_title(code) for code in CODES] == ["English", "Spanish"]
    with translation.override("es"):
        assert [language_title(code) for code in CODES] == ["Inglés", "Español"]
        assert language_name("es") == "español"


@pytest.mark.parametrize("language", CODES)
def test_forms_and_texts_write_numbers_alike(language):
    """Django's fields have formats of their own; they agree with those of the method."""
    numbers = languages.catalogue(language)["numbers"]
    with translation.override(language):
        assert formats.get_format("DECIMAL_SEPARATOR") == numbers["decimal"]
        assert formats.get_format("THOUSAND_SEPARATOR") == numbers["grouping"]


def test_a_language_without_formats_writes_dates_as_english_does():
    assert formats.get_format("DATETIME_FORMAT", "en") == settings.DATETIME_FORMAT == "j F Y, H:i"
