"""Which language the reader of a page or a letter speaks, which there are, and what they are called."""

from __future__ import annotations

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext

from recovery.languages import DEFAULT, english_name, known, writes_names_of_languages_capital


def language() -> str:
    """The reader's language, of those in which the method speaks."""
    return known(get_language() or DEFAULT)


def offered_languages() -> tuple[str, ...]:
    """The codes of the languages in which pages can be read, the one that stands in for the others first."""
    return tuple(code for code, _own_name in settings.LANGUAGES)


def language_name(code: str) -> str:
    """What a language is called in the reader's own, within a sentence: "Spanish" is "español"."""
    name = gettext(english_name(code))
    return name if writes_names_of_languages_capital(language()) else name[:1].lower() + name[1:]


def language_title(code: str) -> str:
    """The same where nothing stands before it."""
    return str(capfirst(language_name(code)))


def language_choices() -> list[tuple[str, str]]:
    return [(code, language_title(code)) for code in offered_languages()]
