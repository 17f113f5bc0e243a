"""The rules of docs/words.md, as far as a program can read them: what owners read is understood at first reading."""

from __future__ import annotations

import re

import pytest

from tests.languages.owner_texts import (
    LANGUAGES,
    ROOT,
    SPANISH,
    all_texts,
    length,
    of_the_method,
    sentences,
    without_values,
)

MOST_WORDS = 20
FORBIDDEN = {
    "en": (
        "dearer", "dearest", "by far", "bearable", "lead to nothing", "answers lead to", "it says", "does it do",
        "in a load", "utilise", "utilize", "please note", "leverage", "in order to", "and/or", "stakeholder",
        "MTD", "WRT", "MTPD", "RTA", "RPA", "MBCO",
    ),
    "es": (
        "con mucho lo más", "soportable", "según lo dicho", "en una carga", "y/o", "a nivel de", "en base a",
        "MTD", "WRT", "MTPD", "RTA", "RPA", "MBCO",
    ),
}  # fmt: skip
NUMBER_WORDS = {
    "en": r"\b(?:two|three|four|five|six|seven|eight|nine)\b",
    "es": r"\b(?:dos|tres|cuatro|cinco|seis|siete|ocho|nueve)\b",
}
NOT_THE_COUNT = re.compile(
    r"(?:three questions|two minutes|fewer than two|tres preguntas|dos minutos|menos de dos)", re.I
)
"""Numbers in words that are always these."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_too_long_to_be_read_aloud(language):
    long = [
        f"{where} ({length(each)} words): {each}"
        for where, text in all_texts(language)
        for each in sentences(text)
        if length(each) > MOST_WORDS
    ]
    assert not long, "\n".join(long)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_needs_a_second_reading(language):
    forbidden = re.compile(rf"\b(?:{'|'.join(map(re.escape, FORBIDDEN[language]))})\b", re.IGNORECASE)
    found = [f"{where}: {text}" for where, text in all_texts(language) if forbidden.search(without_values(text))]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("language", "form"), [("en", "plural"), ("es", "said")])
def test_a_plural_names_its_number_and_not_one_in_words(language, form):
    """“Two answers are missing” is wrong as soon as there are three."""
    several = [entry for entry in SPANISH.values() if entry.plural]
    assert several
    texts = [entry.plural if form == "plural" else entry.said[max(entry.said)] for entry in several]
    found = [text for text in texts if re.search(NUMBER_WORDS[language], NOT_THE_COUNT.sub("", text), re.IGNORECASE)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_count_of_the_method_agrees_with_what_is_counted(language):
    """“1 entries”: what can be one has a kind of value that knows the word for it."""
    nouns = {"en": "entries|people", "es": "entradas|personas"}[language]
    found = [
        f"{where}: {text}" for where, text in of_the_method(language) if re.search(rf":number}} (?:{nouns})", text)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_ends_in_a_bare_count(language):
    """“Other systems are too slow as well: 1.” counts nothing that can be seen. Scenarios are read by architects."""
    of_owners = [(where, text) for where, text in of_the_method(language) if not where.startswith("rules.together-")]
    found = [f"{where}: {text}" for where, text in of_owners if re.search(r": \{\w+:number\}\.", text)]
    assert not found, "\n".join(found)


def test_the_rules_are_written_down_with_pairs_of_before_and_after():
    page = (ROOT / "docs" / "words.md").read_text()
    assert f"{MOST_WORDS} words" in page
    for language in LANGUAGES:
        missing = [word for word in FORBIDDEN[language] if f"“{word}”" not in page]
        assert not missing, f"docs/words.md does not name: {missing}"
