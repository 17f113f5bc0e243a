"""Durations that are said exactly: “4 h”, “two weeks”, “an hour and a half”, “1h30”, “4:00”, “PT4H”."""

import re
from collections.abc import Sequence
from fractions import Fraction

from recovery.durations import DAY, HOUR, MINUTE, MONTH, SECOND, WEEK, YEAR
from recovery.reading import numerals
from recovery.reading.vocabulary import Vocabulary

TOKEN = re.compile(r"[0-9](?:[0-9.,']*[0-9])?|[^\W\d_]+|\S")
ISO = re.compile(
    r"p(?:([0-9.,]{1,9})y)?(?:([0-9.,]{1,9})m)?(?:([0-9.,]{1,9})w)?(?:([0-9.,]{1,9})d)?"
    r"(?:t(?:([0-9.,]{1,9})h)?(?:([0-9.,]{1,9})m)?(?:([0-9.,]{1,9})s)?)?"
)
ISO_UNITS = (YEAR, MONTH, WEEK, DAY, HOUR, MINUTE, SECOND)
CLOCK = re.compile(r"([0-9]{1,4})(?:\s?h\s?|:)([0-5][0-9])(?::([0-5][0-9]))?(?:\s?(?:h|hrs?|hours?))?")
HUNDRED, TWENTY, TEN = 100, 20, 10


class Unread(Exception):
    """It is not said as an exact duration."""


def seconds_of(typed: str, known: Vocabulary, sign: str = "", unit: int | None = None) -> Fraction:
    """Seconds of a text in small letters. `sign` marks decimals where a number leaves that open, `unit` is that of a
    bare number. Raises Unread."""
    for shape in (_iso, _clock):
        if (found := shape(typed)) is not None:
            return found
    tokens = TOKEN.findall(typed)
    if not tokens:
        raise Unread
    if unit is not None and known.units.keys().isdisjoint(tokens):
        return _Sum(tokens, known, sign).bare() * unit
    return _Sum(tokens, known, sign).total()


def first_unit(typed: str, known: Vocabulary) -> int | None:
    """The seconds of the first unit that a text names."""
    return next((known.units[token] for token in TOKEN.findall(typed) if token in known.units), None)


def is_said_plainly(typed: str) -> bool:
    """Whether it is figures and units, as the portal writes durations itself."""
    return CLOCK.fullmatch(typed) is None and ISO.fullmatch(typed) is None and typed[:1].isdigit()


def _iso(typed: str) -> Fraction | None:
    parts = ISO.fullmatch(typed)
    if parts is None or not any(parts.groups()):
        return None
    counted = zip(parts.groups(), ISO_UNITS, strict=True)
    return sum((_number(count, numerals.POINT) * unit for count, unit in counted if count), Fraction(0))


def _clock(typed: str) -> Fraction | None:
    parts = CLOCK.fullmatch(typed)
    if parts is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in parts.groups())
    return Fraction(hours * HOUR + minutes * MINUTE + seconds)


def _number(token: str, sign: str) -> Fraction:
    value = numerals.value(token, sign)
    if value is None:
        raise Unread
    return Fraction(value)


class _Sum:
    """Quantities with their units, one after the other: “1 day and 2 hours”."""

    def __init__(self, tokens: Sequence[str], known: Vocabulary, sign: str) -> None:
        self.tokens, self.known, self.sign, self.at = tokens, known, sign, 0

    def total(self) -> Fraction:
        total = Fraction(0)
        while self.at < len(self.tokens):
            total += self._part()
            self._pass("and", ",")
        return total

    def bare(self) -> Fraction:
        """A number without a unit, and nothing behind it."""
        amount = self._amount()
        if self.at < len(self.tokens):
            raise Unread
        return amount

    def _part(self) -> Fraction:
        amount = self._amount()
        unit = self.known.units.get(self._token())
        if unit is None:
            raise Unread
        self.at += 1
        self._pass("", ".")
        return (amount + self._and_a_half()) * unit

    def _amount(self) -> Fraction:
        """What stands before a unit; nothing stands before the one of “hora y media”."""
        token = self._token()
        if token in self.known.units and self._is("and", 1):
            return Fraction(1)
        if token[:1].isdigit():
            self.at += 1
            return _number(token, self.sign) + self._and_a_half(before_unit=True)
        if self._takes("half"):
            return Fraction(1, 2)
        if self._takes("quarter"):
            return Fraction(1, 4)
        return self._number_word()

    def _number_word(self) -> Fraction:
        number = self._word()
        if self._is("and") and number >= TWENTY and self._small(1):
            self.at += 1  # treinta y seis
        if number >= TWENTY and self._small(0):
            number += self._word()
        elif self._token() in self.known.numbers and self.known.numbers[self._token()] == HUNDRED:
            number *= self._word()
        if number == 1 and self._takes("half"):
            return Fraction(1, 2)  # a half hour
        if self._takes("quarter"):
            return Fraction(number, 4)  # three quarters of an hour
        return number + self._and_a_half(before_unit=True)

    def _word(self) -> int:
        number = self.known.numbers.get(self._token())
        if number is None:
            raise Unread
        self.at += 1
        return number

    def _small(self, ahead: int) -> bool:
        return 0 < self.known.numbers.get(self._token(ahead), 0) < TEN

    def _and_a_half(self, *, before_unit: bool = False) -> Fraction:
        """Half of one more: “one and a half hours”, “an hour and a half”, but not “a day and half an hour”."""
        start = self.at
        if self._is("and"):
            self.at += 1
            while self._is("of"):
                self.at += 1
            if self._takes("half") and (self._token() in self.known.units) == before_unit:
                return Fraction(1, 2)
        self.at = start
        return Fraction(0)

    def _takes(self, name: str) -> bool:
        """Goes on behind “half” or “quarter”, and the words that tie it to its unit."""
        if not self._is(name):
            return False
        self.at += 1
        while self._is("of"):
            self.at += 1
        return True

    def _pass(self, name: str, sign: str) -> None:
        if self._token() == sign:
            self.at += 1
        if name and self._is(name):
            self.at += 1

    def _is(self, name: str, ahead: int = 0) -> bool:
        return self._token(ahead) in self.known.quantities[name]

    def _token(self, ahead: int = 0) -> str:
        return self.tokens[self.at + ahead] if self.at + ahead < len(self.tokens) else ""
