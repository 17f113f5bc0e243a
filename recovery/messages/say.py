"""Texts put into words."""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from recovery.currency import sign
from recovery.durations import DAY, duration_in_words
from recovery.languages import catalogue
from recovery.messages.catalogue import title, wordings
from recovery.messages.names import COPIES, MEANING, STRATEGIES, row_name, strategy_name
from recovery.messages.text import CALLED, Text
from recovery.numbers import as_known, with_signs

Names = Mapping[str, str]
Formatter = Callable[[Any, str, Names, Text], str]
Pieces = tuple[tuple[str, str, str], ...]
WITHOUT_CENTS = 100
_PLACE = re.compile(r"\{(\w+):(\w+)\}")


def say(text: Text, language: str = "en", audience: str = "owner", *, names: Names | None = None) -> str:
    """A text as a sentence.

    A `language` without a catalogue is served by its nearest, `audience` is "owner" or "architect". `names` gives the
    display name of systems by key; a system without one is called by its key. Nothing is said of a text without a code.
    One that an earlier version has stored, under a code or with values that are others now, is said to be so: it stands
    on pages from an update until it is derived again.
    """
    if not text.code:
        return ""
    try:
        return _composed(text, language, audience, names)
    except KeyError:
        return str(catalogue(language)["values"]["earlier"])


def _composed(text: Text, language: str, audience: str, names: Names | None) -> str:
    """The text in words. Raises KeyError where the catalogue has no such code, or the text not its values."""
    pieces = _pieces(text.code, language, audience)
    if len(pieces) == 1:
        return pieces[0][0]
    values, called = text.values, names or {}
    return "".join(
        [
            before + _KINDS[kind](values[name], language, called, text) if name else before
            for before, name, kind in pieces
        ]
    )


@lru_cache(maxsize=4096)
def _pieces(code: str, language: str, audience: str) -> Pieces:
    """A template cut into text, and the value and kind that follow it."""
    cut = _PLACE.split(_template(code, language, audience))
    return tuple(
        (cut[at], *((cut[at + 1], cut[at + 2]) if at + 2 < len(cut) else ("", ""))) for at in range(0, len(cut), 3)
    )


def _template(code: str, language: str, audience: str) -> str:
    known, (group, _dot, key) = wordings(language), code.partition(".")
    if code not in known and group in (STRATEGIES, COPIES):
        # A policy may bring rows of its own.
        return row_name(group, key.removesuffix(f".{MEANING}"), language)
    return known[code].template(audience)


def _duration(value: Any, language: str, names: Names, text: Text) -> str:
    return _spoken(value, language)


@lru_cache(maxsize=8192)
def _spoken(seconds: int, language: str) -> str:
    """Beyond two days nobody counts the seconds."""
    return duration_in_words(seconds, language, approximate=seconds >= 2 * DAY)


def _framed(kind: str) -> Formatter:
    """A duration with the words around it; nothing is said as what it means."""

    @lru_cache(maxsize=4096)
    def framed(seconds: int | None, language: str) -> str:
        frame = catalogue(language)["values"][kind]
        return str(frame["some"].format(_spoken(seconds, language)) if seconds else frame["none"])

    return lambda value, language, names, text: framed(value, language)


def _counted(kind: str) -> Formatter:
    """A count with what is counted, in the right number."""

    def counted(value: Any, language: str, names: Names, text: Text) -> str:
        forms = catalogue(language)["values"][kind]
        return str(forms["one"] if value == 1 else forms["many"].format(_number(value, language, names, text)))

    return counted


def _number(value: Any, language: str, names: Names, text: Text) -> str:
    shown = f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"
    return with_signs(shown, language)


def _money(value: Any, language: str, names: Names, text: Text) -> str:
    """Cents are said of small amounts only: nobody counts them in what a year costs."""
    return _amount(value if value < WITHOUT_CENTS else round(value), language, names, text)


def _estimate(value: Any, language: str, names: Names, text: Text) -> str:
    """An amount that was calculated from estimates, with as many figures as can be known."""
    return _amount(as_known(value), language, names, text)


def _amount(value: Any, language: str, names: Names, text: Text) -> str:
    """As it is, cents and all."""
    amount, currency = _number(value, language, names, text), sign(str(text.values["currency"]))
    return str(catalogue(language)["numbers"]["money"].format(amount, currency))


def _percent(value: Any, language: str, names: Names, text: Text) -> str:
    return str(catalogue(language)["numbers"]["percent"].format(f"{value * 100:.0f}"))


def _system(value: Any, language: str, names: Names, text: Text) -> str:
    return names.get(value, value)


def _place(value: Any, language: str, names: Names, text: Text) -> str:
    return str(value)


def _systems(value: Any, language: str, names: Names, text: Text) -> str:
    shown = [names.get(key, key) for key in value]
    if len(shown) < 2:
        return "".join(shown)
    return str(catalogue(language)["values"]["list"].format(", ".join(shown[:-1]), shown[-1]))


def _chain(value: Any, language: str, names: Names, text: Text) -> str:
    return " → ".join(names.get(key, key) for key in value)


def _tier(value: Any, language: str, names: Names, text: Text) -> str:
    return "$" * int(value)


def _strategy(value: Any, language: str, names: Names, text: Text) -> str:
    called: Any = text.values.get(CALLED) or {}
    return strategy_name(str(value), language, called.get(value))


def _finding(value: Any, language: str, names: Names, text: Text) -> str:
    return title(str(value), language)


def _kinds(value: Any, language: str, names: Names, text: Text) -> str:
    return _systems([say(Text(f"exercise.{kind}"), language) for kind in value], language, {}, text)


def _named(group: str) -> Formatter:
    def named(value: Any, language: str, names: Names, text: Text) -> str:
        return say(Text(f"{group}.{value}"), language)

    return named


_KINDS: Mapping[str, Formatter] = {
    "duration": _duration,
    "work": _framed("work"),
    "most": _framed("most"),
    "live": _framed("live"),
    "within": _framed("within"),
    "asked": _framed("asked"),
    "plus": _framed("plus"),
    "cope": _framed("cope"),
    "after": _framed("after"),
    "entries": _counted("entries"),
    "people": _counted("people"),
    "number": _number,
    "amount": _amount,
    "money": _money,
    "estimate": _estimate,
    "percent": _percent,
    "system": _system,
    "systems": _systems,
    "chain": _chain,
    "tier": _tier,
    "strategy": _strategy,
    "finding": _finding,
    "kinds": _kinds,
    "place": _place,
    "category": _named("category"),
    "rating": _named("rating"),
    "site": _named("site"),
}
