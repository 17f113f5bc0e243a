"""Short titles of the contradictions and of what is behind them, for lists and headings."""

from __future__ import annotations

from presentation.language import language
from recovery.messages import Text, say, title, wordings


def title_of(code: str) -> str:
    return title(code, language())


def subject_name(about: str) -> str:
    """What a group of findings is about: "What protects it today"."""
    return say(Text(f"about.{about}"), language())


def cause_name(cause: str) -> str:
    """What is behind one finding or several, in a few words: of a rule that shares its cause with none, its title."""
    code = f"cause.{cause}"
    return say(Text(code), language()) if code in wordings(language()) else title_of(cause)
