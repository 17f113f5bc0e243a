"""Texts put into words."""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from recovery.currency import sign
from recovery.durations import DAY, words
from recovery.messages.catalogue import CATALOGUE
from recovery.messages.text import Text

Names = Mapping[str, str]
Said = Callable[[Any, str, Names, Text], str]
Pieces = tuple[tuple[str, str, str], ...]
_PLACE = re.compile(r"\{(\w+):(\w+)\}")


def say(text: Text, language: str = "en", audience: str = "owner", *, names: Names | None = None) -> str:
    """A text as a sentence.

    `language` is "en" or "es" (anything else speaks English), `audience` "owner" or "architect". `names` gives the
    display name of systems by key; a system without one is called by its key. Raises KeyError for an unknown code.
    """
    spoken = "es" if language[:2] == "es" else "en"
    said = []
    for before, name, kind in _pieces(text.code, spoken, audience):
        said.append(before)
        if name:
            said.append(_KINDS[kind](text.values[name], spoken, names or {}, text))
    return "".join(said)


@lru_cache(maxsize=4096)
def _pieces(code: str, language: str, audience: str) -> Pieces:
    """A template cut into text, and the value and kind that follow it."""
    cut = _PLACE.split(_template(code, language, audience))
    return tuple(
        (cut[at], *((cut[at + 1], cut[at + 2]) if at + 2 < len(cut) else ("", ""))) for at in range(0, len(cut), 3)
    )


def _template(code: str, language: str, audience: str) -> str:
    wording = CATALOGUE.get(code)
    if wording is None and code.startswith("strategy."):
        # A policy may bring strategies of its own; their key is all the name they have.
        return code.split(".")[1].replace("_", " ").capitalize()
    return CATALOGUE[code].template(language, audience)


def _duration(value: Any, language: str, names: Names, text: Text) -> str:
    return _spoken(value, language)


@lru_cache(maxsize=8192)
def _spoken(seconds: int, language: str) -> str:
    """Beyond two days nobody counts the seconds."""
    return words(seconds, language, approximate=seconds >= 2 * DAY)


def _work(value: Any, language: str, names: Names, text: Text) -> str:
    """An amount of recent work; zero is said as what it means."""
    if not value:
        return "nada de trabajo" if language == "es" else "no work"
    return f"{_spoken(value, language)} {'de trabajo' if language == 'es' else 'of work'}"


def _most(value: Any, language: str, names: Names, text: Text) -> str:
    if not value:
        return "nada de trabajo" if language == "es" else "no work at all"
    return f"{'como mucho' if language == 'es' else 'at most'} {_work(value, language, names, text)}"


def _within(value: Any, language: str, names: Names, text: Text) -> str:
    if not value:
        return "de inmediato" if language == "es" else "at once"
    return f"{'en' if language == 'es' else 'within'} {_spoken(value, language)}"


def _asked(value: Any, language: str, names: Names, text: Text) -> str:
    """What the owner asks for; zero is said as what it means."""
    if not value:
        return "se pide que no se interrumpa" if language == "es" else "no interruption is asked"
    return f"se piden {_spoken(value, language)}" if language == "es" else f"{_spoken(value, language)} is asked"


def _plus(value: Any, language: str, names: Names, text: Text) -> str:
    """The time until a copy is safe, where it takes any."""
    if not value:
        return ""
    spoken = _spoken(value, language)
    return f", más {spoken} hasta estar a salvo," if language == "es" else f", plus {spoken} until it is safe,"


def _number(value: Any, language: str, names: Names, text: Text) -> str:
    shown = f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"
    return shown.translate(str.maketrans(",.", "\u00a0,")) if language == "es" else shown


def _money(value: Any, language: str, names: Names, text: Text) -> str:
    return f"{_number(value, language, names, text)}\u00a0{sign(str(text.values['currency']))}"


def _percent(value: Any, language: str, names: Names, text: Text) -> str:
    return f"{value * 100:.0f} %"


def _system(value: Any, language: str, names: Names, text: Text) -> str:
    return names.get(value, value)


def _systems(value: Any, language: str, names: Names, text: Text) -> str:
    shown = [names.get(key, key) for key in value]
    joint = " y " if language == "es" else " and "
    return joint.join(filter(None, (", ".join(shown[:-1]), shown[-1]))) if shown else ""


def _chain(value: Any, language: str, names: Names, text: Text) -> str:
    return " → ".join(names.get(key, key) for key in value)


def _tier(value: Any, language: str, names: Names, text: Text) -> str:
    return "$" * int(value)


def _named(group: str) -> Said:
    def said(value: Any, language: str, names: Names, text: Text) -> str:
        return say(Text(f"{group}.{value}"), language)

    return said


_KINDS: Mapping[str, Said] = {
    "duration": _duration,
    "work": _work,
    "most": _most,
    "within": _within,
    "asked": _asked,
    "plus": _plus,
    "number": _number,
    "money": _money,
    "percent": _percent,
    "system": _system,
    "systems": _systems,
    "chain": _chain,
    "tier": _tier,
    "strategy": _named("strategy"),
    "live": _named("live"),
    "category": _named("category"),
    "rating": _named("rating"),
}
