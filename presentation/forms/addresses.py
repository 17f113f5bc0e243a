"""What is an e-mail address, wherever one is typed."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from presentation.forms.lines import is_one_line

LONGEST = 254


def is_address(text: str) -> bool:
    """Whether mail can go there, and all of it can be seen."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= LONGEST and is_one_line(text)
