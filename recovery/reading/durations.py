"""Durations as people type them, in seconds: exact, about, at most, or from one to another."""

import re
from collections.abc import Iterator
from fractions import Fraction

from recovery.durations import LONGEST
from recovery.messages.text import Text
from recovery.reading import spans
from recovery.reading.numerals import COMMA, POINT
from recovery.reading.spans import Unread
from recovery.reading.tokens import WORD, normalised, without
from recovery.reading.understanding import NotUnderstood, Understood, refused, shown
from recovery.reading.vocabulary import Vocabulary, vocabulary

LONGEST_TEXT = 200
"""Nobody needs more characters to say how long; more would only keep the machine busy."""
ROUND_THE_CLOCK = re.compile(r"\b24 ?[/x×*] ?7\b|\b7 ?[/x×*] ?24\b")
FIGURES = re.compile(r"[0-9]{1,6}")
DASH = re.compile(r"-")


def read_duration(
    text: str, *, unit: int | None = None, longer_is_stricter: bool = False, decimal: str | None = None
) -> Understood[int]:
    """Seconds of a typed duration, in any language. Raises NotUnderstood, which says what would fit.

    `unit` is that of a bare number, where a heading names one. Of “4-8 hours” the stricter end is taken: the shorter,
    or the longer where `longer_is_stricter`, as for how long something takes. `decimal` is the sign that marks decimals
    of a number that leaves it open, like “1,500 h”, where a column shows it; without it such a number is refused.
    """
    if len(text) > LONGEST_TEXT:
        raise refused("long-text", text[:LONGEST_TEXT], most=LONGEST_TEXT)
    typed, known = normalised(text), vocabulary()
    _refuse_what_is_no_time(text, typed, known)
    seconds, how = _Reader(text, known, unit, longer_is_stricter, decimal).seconds_and_reading(typed)
    if seconds > LONGEST:
        raise refused("too-long", text, most=LONGEST)
    if seconds.denominator != 1:
        raise _unknown(text, known)
    meant = int(seconds)
    if not how and (spans.is_said_plainly(typed) or typed == "0"):
        return Understood(meant)
    note = Text(f"reading.understood.{how or 'exactly'}", {"typed": shown(text), "meant": meant})
    return Understood(meant, note, exact=not how)


def parse_duration(text: str) -> int:
    """Seconds of a duration that says exactly one. Raises NotUnderstood, also for “about 4 hours” and “4-8 hours”."""
    understood = read_duration(text)
    if not understood.exact:
        raise refused("inexact", text)
    return understood.value


def unit_called(word: str) -> int | None:
    """The seconds of a unit of time by one of its names, in any language."""
    return vocabulary().units.get(word)


class _Reader:
    """One text, with what is known about it from elsewhere. It gives seconds and how they were found."""

    def __init__(self, text: str, known: Vocabulary, unit: int | None, longer: bool, decimal: str | None) -> None:
        self.text, self.known, self.unit, self.longer = text, known, unit, longer
        self.signs = (POINT, COMMA) if decimal is None else (decimal,)

    def seconds_and_reading(self, typed: str) -> tuple[Fraction, str]:
        if re.fullmatch(r"0+", typed) or typed in self.known.phrases["zero"]:
            return Fraction(0), ""
        if typed in self.known.phrases["near-zero"]:
            return Fraction(0), "near-zero"
        # First of all two whole durations: the Spanish “a” between them is an English article, and no sum.
        ends = self._range(typed, whole=True)
        if ends is None and (exact := self._exact(typed)) is not None:
            return exact, ""
        if ends is not None or (ends := self._range(typed)) is not None:
            return max(ends) if self.longer else min(ends), "range"
        for how, signs in (("about", "~"), ("at-most", "<")):
            rest = without(typed, self.known.phrases[how], signs)
            if rest != typed:
                seconds, more = self.seconds_and_reading(rest)
                return seconds, "range" if more == "range" else how
        if FIGURES.fullmatch(typed):
            raise refused("bare", self.text)
        raise _unknown(self.text, self.known)

    def _exact(self, typed: str, unit: int | None = None) -> Fraction | None:
        """None where it is not said exactly. Raises NotUnderstood for a number that may be meant in two ways."""
        unit = unit or self.unit
        try:
            found = {spans.seconds_of(typed, self.known, sign, unit) for sign in self.signs}
        except Unread:
            return None
        if len(found) > 1:
            less, more = sorted(found)
            raise refused("two-ways", self.text, one=round(less), other=round(more))
        return found.pop()

    def _range(self, typed: str, *, whole: bool = False) -> tuple[Fraction, Fraction] | None:
        """Both ends of “4-8 hours”, “from 2 to 3 days”, “between one and two weeks”; when `whole`, only where each end
        has its own unit."""
        bare = without(typed, self.known.phrases["between"], "")
        for left, right in self._cuts(bare, between=bare != typed):
            high = self._exact(right)
            borrowed = None if whole else spans.first_unit(right, self.known)
            low = None if high is None else self._exact(left, borrowed)
            if high is not None and low is not None:
                return low, high
        return None

    def _cuts(self, typed: str, *, between: bool) -> Iterator[tuple[str, str]]:
        for dash in DASH.finditer(typed):
            yield typed[: dash.start()].strip(), typed[dash.end() :].strip()
        words = typed.split(" ")
        joints = {*self.known.phrases["to"], *(self.known.quantities["and"] if between else ())}
        for at, word in enumerate(words):
            if word in joints:
                yield " ".join(words[:at]), " ".join(words[at + 1 :])


def _refuse_what_is_no_time(text: str, typed: str, known: Vocabulary) -> None:
    words = set(WORD.findall(typed))
    if ROUND_THE_CLOCK.search(typed):
        raise refused("round-the-clock", text)
    for name in ("working-time", "class"):
        if words.intersection(known.phrases[name]):
            raise refused(name, text)
    if without(typed, known.phrases["more-than"], ">") != typed:
        raise refused("no-end", text)


def _unknown(text: str, known: Vocabulary) -> NotUnderstood:
    """Which words were not understood; the whole text where each is known, but not in this order."""
    strange = [word for word in dict.fromkeys(WORD.findall(text)) if not known.knows(word.lower())]
    return refused("words", " ".join(strange) or text)
