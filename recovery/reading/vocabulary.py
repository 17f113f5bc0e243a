"""The words that people use for numbers and times, of every language there is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from recovery.currency import CODES, SIGNS
from recovery.durations import UNITS
from recovery.languages import catalogue, languages

Phrases = tuple[str, ...]
PHRASES = ("zero", "near-zero", "about", "at-most", "more-than", "between", "to", "working-time", "class")
CURRENCIES = {code.lower(): code for code in CODES} | {sign: code for code, sign in SIGNS.items()}
QUANTITIES = ("and", "of", "half", "quarter")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words in small letters. `units` are seconds, `numbers` what a word counts, `scales` what a word multiplies by,
    `currencies` the code of one; `phrases` are told apart by what they do, the longest first."""

    units: Mapping[str, int]
    numbers: Mapping[str, int]
    scales: Mapping[str, int]
    currencies: Mapping[str, str]
    quantities: Mapping[str, frozenset[str]]
    phrases: Mapping[str, Phrases]

    def knows(self, word: str) -> bool:
        """Whether a word means something here."""
        words = (self.units, self.numbers, self.scales, *self.quantities.values(), *self._single)
        return any(word in known for known in words)

    @property
    def _single(self) -> Iterator[frozenset[str]]:
        return (frozenset(word for phrase in known for word in phrase.split()) for known in self.phrases.values())


def vocabulary() -> Vocabulary:
    """The words of all languages together: whoever reads English may write “2 días”."""
    return _of(languages())


@lru_cache(maxsize=16)
def _of(spoken: tuple[str, ...]) -> Vocabulary:
    sections = [catalogue(language) for language in spoken]
    typed = [section["durations"]["typed"] for section in sections]
    phrases = [section["durations"]["phrases"] for section in sections]
    words = [section["numbers"]["words"] for section in sections]
    return Vocabulary(
        units={word: seconds for name, seconds in UNITS.items() for word in _gathered(typed, name)},
        numbers={word: int(number) for known in words for number, said in known.items() for word in said},
        scales={word: int(size) for section in sections for size, said in section["numbers"]["scales"].items()
                for word in said},
        currencies=CURRENCIES | {word: code for section in sections
                                 for code, said in section["numbers"]["currencies"].items() for word in said},
        quantities={name: frozenset(_gathered(typed, name)) for name in QUANTITIES},
        phrases={name: tuple(sorted(_gathered(phrases, name), key=len, reverse=True)) for name in PHRASES},
    )  # fmt: skip


def _gathered(sections: list[Mapping[str, Any]], name: str) -> set[str]:
    return {word for section in sections for word in section[name]}
