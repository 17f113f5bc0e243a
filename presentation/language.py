"""Which language the reader of a page or a letter speaks."""

from __future__ import annotations

from django.utils.translation import get_language

from recovery.languages import DEFAULT, known


def language() -> str:
    """The reader's language, of those in which the method speaks."""
    return known(get_language() or DEFAULT)
