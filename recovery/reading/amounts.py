"""Numbers, amounts of money and sizes of data as people type them: “10k”, “1,5 Mio”, “about 5000 €”, “1.5 TB”."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from recovery.currency import SIGNS, WITH_DOLLAR_SIGN
from recovery.languages import catalogue
from recovery.messages.text import Text
from recovery.reading import numerals
from recovery.reading.tokens import WORD, normalised, without
from recovery.reading.understanding import NotUnderstood, Understood, refused, shown
from recovery.reading.vocabulary import Vocabulary, vocabulary

LONGEST_TEXT = 60
"""Nobody needs more characters for a number; more would only keep the machine busy."""
NUMBER = re.compile(r"[0-9](?:[0-9., ']*[0-9])?")
TOKEN = re.compile(rf"{NUMBER.pattern}|[^\W\d_]+|\S")
ROUND_SUM = re.compile(r"[.,]-+$")
CENT = Decimal("0.01")
MOST = Decimal(10**17)
"""Nothing that is counted here comes near; more digits would be cut."""
GIB = Decimal(2**30)
SIZES: Mapping[str, Decimal] = {
    **{f"{letter}b": Decimal(1000) ** power / GIB for power, letter in enumerate(("k", "m", "g", "t", "p"), start=1)},
    **{f"{letter}ib": Decimal(1024) ** power / GIB for power, letter in enumerate(("k", "m", "g", "t", "p"), start=1)},
}
"""Units of data in GiB."""
HALF = Decimal("0.5")
TWENTY, TEN = 20, 10


@dataclass(frozen=True, slots=True)
class Kind:
    """What is read: its sentences, and the words that may stand beside the number."""

    name: str
    beside: Mapping[str, Decimal] = field(default_factory=dict)
    currency: str = ""

    def values(self, **values: Decimal) -> dict[str, float | str]:
        numbers: dict[str, float | str] = {name: float(value) for name, value in values.items()}
        return numbers | ({"currency": self.currency} if self.currency else {})


COUNT, PLAIN, SHARE, SIZE = Kind("count"), Kind("number"), Kind("share"), Kind("size", SIZES)


def read_amount(text: str, currency: str, language: str, *, decimal: str | None = None) -> Understood[Decimal]:
    """An amount in a currency, to the cent. Raises NotUnderstood, also for an amount in another currency.

    `decimal` is the sign that marks decimals of a number that leaves it open, like “1.500”; nothing for thousands.
    Without it the signs of the language decide, and what looks like its decimals but may be thousands is refused.
    """
    return _Reader(text, Kind("amount", currency=currency), language, decimal).understand(CENT)


def read_size(text: str, language: str, *, decimal: str | None = None) -> Understood[Decimal]:
    """A size in GiB, which it is without a unit. `decimal` as in `read_amount`. Raises NotUnderstood."""
    return _Reader(text, SIZE, language, decimal).understand(CENT)


def read_count(text: str, language: str) -> Understood[Decimal]:
    """A number of things: “1.500” are thousands in every language. Raises NotUnderstood."""
    return _Reader(text, COUNT, language, "").understand()


def read_number(text: str, language: str) -> Understood[Decimal]:
    """A number with the signs of a language, “1.125” too. Raises NotUnderstood."""
    return _Reader(text, PLAIN, language, decimal_sign(language)).understand()


def read_share(text: str, language: str) -> Understood[Decimal]:
    """A share in hundredths: “25”, “25 %”. Raises NotUnderstood, also for “0.7” without its sign: it may mean 70 %."""
    bare = normalised(text).removesuffix("%").rstrip()
    share = _Reader(bare, SHARE, language, decimal_sign(language)).understand()
    if 0 < share.value < 1 and "%" not in text:
        raise refused("share.fraction", text, meant=float(share.value * 100))
    return share


def decimal_sign(language: str) -> str:
    return str(catalogue(language)["numbers"]["decimal"])


def number_in(text: str) -> str:
    """The first number of a text, as it is written; empty where there is none, or the text is too long for one."""
    found = NUMBER.search(normalised(text)) if len(text) <= LONGEST_TEXT else None
    return found[0] if found else ""


class _Unread(Exception):
    """It is no single number with what may stand beside it."""


class _Reader:
    def __init__(self, text: str, kind: Kind, language: str, decimal: str | None) -> None:
        self.text, self.kind, self.known = text, kind, vocabulary()
        self.own, self.decimal = decimal_sign(language), decimal

    def understand(self, step: Decimal | None = None) -> Understood[Decimal]:
        if len(self.text) > LONGEST_TEXT:
            raise self._refused("words", self.text)
        typed = ROUND_SUM.sub("", normalised(self.text))
        bare, how = self._bare(typed)
        tokens = TOKEN.findall(bare)
        self._check_currency(tokens)
        value = self._value(tokens)
        if value > MOST:
            raise self._refused("words", self.text)
        value = value if step is None else value.quantize(step)
        if how == "exactly" and self._is_plain(tokens):
            return Understood(value)
        note = Text(f"reading.{self.kind.name}.{how}", {"typed": shown(self.text), **self.kind.values(meant=value)})
        return Understood(value, note, exact=how == "exactly")

    def _bare(self, typed: str) -> tuple[str, str]:
        """Without “about” or “up to”, and which of them there was."""
        for how, sign in (("about", "~"), ("at-most", "<")):
            rest = without(typed, self.known.phrases[how], sign)
            if rest != typed:
                return rest, how
        return typed, "exactly"

    def _value(self, tokens: Sequence[str]) -> Decimal:
        """Of a number that may be meant in two ways both are looked at, unless it is said which."""
        signs = (numerals.POINT, numerals.COMMA) if self.decimal is None else (self.decimal,)
        try:
            found = {_Number(tokens, self.known, self.kind, sign).value() for sign in signs}
        except _Unread:
            raise self._unknown(tokens) from None
        if len(found) > 1 and not self._grouped_as_the_language_does(tokens):
            one, other = sorted(found)
            raise self._refused("two-ways", self.text, **self.kind.values(one=one, other=other))
        return max(found)

    def _grouped_as_the_language_does(self, tokens: Sequence[str]) -> bool:
        return all(numerals.sign_of(token) != self.own for token in tokens if numerals.is_open(token))

    def _is_plain(self, tokens: Sequence[str]) -> bool:
        """Whether it is a number as the language writes it, in the portal's own currency or in GiB."""
        numbers = [token for token in tokens if token[0].isdigit()]
        signs = {numerals.sign_of(token) for token in numbers}
        opens = [token for token in numbers if numerals.is_open(token)]
        beside = {token for token in tokens if token not in numbers} - {"gib"} - self.known.currencies.keys()
        as_the_language = self.decimal == self.own or self._grouped_as_the_language_does(opens)
        return not beside and (as_the_language if opens else signs <= {"", self.own})

    def _check_currency(self, tokens: Sequence[str]) -> None:
        """Raises NotUnderstood for an amount in another currency."""
        own = self.kind.currency
        for token in tokens if own else ():
            code = self.known.currencies.get(token, own)
            if code != own and not (token == SIGNS["USD"] and own in WITH_DOLLAR_SIGN):
                raise self._refused("other-currency", self.text, other=code, own=own)

    def _unknown(self, tokens: Sequence[str]) -> NotUnderstood:
        numbers = sum(token[0].isdigit() for token in tokens)
        if numbers > 1 and ("-" in tokens or set(tokens).intersection(self.known.phrases["to"])):
            return self._refused("several", self.text)
        words = [word for word in dict.fromkeys(WORD.findall(self.text)) if not self.known.knows(word.lower())]
        return self._refused("words", " ".join(words) or self.text)

    def _refused(self, why: str, typed: str, **values: float | str) -> NotUnderstood:
        return refused(f"{self.kind.name}.{why}", typed, **values)


class _Number:
    """One number in figures or words, its scale, and what may stand beside it."""

    def __init__(self, tokens: Sequence[str], known: Vocabulary, kind: Kind, sign: str) -> None:
        self.tokens, self.known, self.kind, self.sign, self.at = tokens, known, kind, sign, 0

    def value(self) -> Decimal:
        self._pass_currency()
        value = self._scaled(self._figures())
        unit = self.kind.beside.get(self._token())
        if unit is not None:
            self.at += 1
            value *= unit
        self._pass_currency()
        if self._token() == ".":
            self.at += 1
        if self.at < len(self.tokens):
            raise _Unread
        return value

    def _figures(self) -> Decimal:
        token = self._token()
        if token[:1].isdigit():
            self.at += 1
            value = numerals.value(token, self.sign)
            if value is None:
                raise _Unread
            return value
        if token in self.known.quantities["half"]:
            self.at += 1
            self._pass_of()
            if self._token() not in {**self._scales, **self.kind.beside}:
                raise _Unread  # of what?
            return HALF
        if token in self._scales:
            return Decimal(1)  # “mil euros”
        return Decimal(self._word())

    def _word(self) -> int:
        number = self._number()
        if number >= TWENTY and self._token() in self.known.numbers and self.known.numbers[self._token()] < TEN:
            number += self._number()
        return number

    def _number(self) -> int:
        number = self.known.numbers.get(self._token())
        if number is None:
            raise _Unread
        self.at += 1
        return number

    def _scaled(self, value: Decimal) -> Decimal:
        """“10 k”, “two million”, “mil millones”, “un millón y medio”."""
        scale = Decimal(1)
        while self._token() in self._scales:
            scale *= self.known.scales[self._token()]
            self.at += 1
        halves = self.known.quantities["half"]
        if self._token() in self.known.quantities["and"] and self._token(1) in halves:
            self.at += 2
            value += HALF
        return value * scale

    @property
    def _scales(self) -> Mapping[str, int]:
        """None where units stand beside the number, which look the same: of “5 M” nobody knows what."""
        return {} if self.kind.beside else self.known.scales

    def _pass_currency(self) -> None:
        self._pass_of()
        if self.kind.currency and self._token() in self.known.currencies:
            self.at += 1

    def _pass_of(self) -> None:
        while self._token() in self.known.quantities["of"] and self.at + 1 < len(self.tokens):
            self.at += 1

    def _token(self, ahead: int = 0) -> str:
        return self.tokens[self.at + ahead] if self.at + ahead < len(self.tokens) else ""
