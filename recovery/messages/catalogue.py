"""The codes of a language's catalogue: how its sections lie in the file is known here and nowhere else.

A code is the way to its text, such as `because.mtd.both`; of a rule, the rule's code and the variant. What a rule
says and what is said of offers that it alone makes stand together: `rules.unattended.offer.on-call` is `offer.on-call`.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from recovery.languages import catalogue
from recovery.messages.wording import Wording

RULES, OFFER = "rules", "offer"
OTHERWISE_READ = frozenset(("language", "numbers", "durations", "values", "pictures", RULES))
"""Sections that hold no codes, and the rules."""
Found = tuple[str, Wording]


@lru_cache(maxsize=256)
def wordings(language: str) -> Mapping[str, Wording]:
    """What each code says, in the order of the file. Raises ValueError for a code that stands there twice."""
    found: dict[str, Wording] = {}
    for code, wording in _all(catalogue(language)):
        if code in found:
            raise ValueError(f"{code} is said twice")
        found[code] = wording
    return found


def title(code: str, language: str = "en") -> str:
    """The short title of a rule, for lists that count findings; the code itself where no rule has it."""
    rule = catalogue(language)[RULES].get(code)
    return rule["title"] if rule else code


def _all(sections: Mapping[str, Any]) -> Iterator[Found]:
    for group, entries in sections.items():
        if group not in OTHERWISE_READ:
            yield from _within(group, entries)
    for code, entries in sections[RULES].items():
        yield from _within(code, {name: entry for name, entry in entries.items() if name not in ("title", OFFER)})
        yield from _within(OFFER, entries.get(OFFER, {}))


def _within(code: str, entries: Mapping[str, Any]) -> Iterator[Found]:
    """The texts of a table: its own, which is `plain` and perhaps `terms`, and those below it."""
    for name, entry in entries.items():
        if name == "plain":
            yield code, Wording(entry, entries.get("terms", ""))
        elif isinstance(entry, Mapping):
            yield from _within(f"{code}.{name}", entry)
        elif name != "terms":
            yield f"{code}.{name}", Wording(entry)
