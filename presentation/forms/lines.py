"""Names as people type them: one line of signs that can be seen."""

from __future__ import annotations

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

HIDDEN = frozenset({"Cc", "Cf", "Zl", "Zp", "Co", "Cs"})
"""Categories of signs that end a line, turn its direction, or take no room: a name with one reads as another."""


def is_one_line(text: str) -> bool:
    """Whether all of the text can be seen, in one line and in its own direction."""
    return text.isprintable() or not any(unicodedata.category(sign) in HIDDEN for sign in text)


def validate_one_line(text: str) -> None:
    """Raises ValidationError. NUL is left to Django, which says more about it."""
    if not is_one_line(text.replace("\x00", "")):
        raise ValidationError(
            _("A name is one line, without signs that cannot be seen. Type it anew instead of pasting it.")
        )
