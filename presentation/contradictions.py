"""Short titles of the contradictions, for lists that count them."""

from __future__ import annotations

from presentation.language import language
from recovery.messages import title


def title_of(code: str) -> str:
    return title(code, language())
