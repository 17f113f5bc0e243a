"""Which language the reader of a page or a letter speaks."""

from __future__ import annotations

from django.utils.translation import get_language

SPOKEN = ("en", "es")


def language() -> str:
    """The reader's language, of those in which the method speaks."""
    spoken = (get_language() or SPOKEN[0])[:2]
    return spoken if spoken in SPOKEN else SPOKEN[0]
