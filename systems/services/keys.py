"""Keys: the short names of systems in addresses and files."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from functools import lru_cache

RESERVED = frozenset({"new", "import", "export", "suggest"})
"""Words that stand in the same place of an address as a key."""

SPELT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "oe", "å": "a", "ð": "d", "đ": "d",
     "þ": "th", "ł": "l", "ı": "i"}
)  # fmt: skip
"""Letters that are written with others where they are missing: nobody looks for “Größe” under “groe”."""
SPANISH = re.compile("(?<=g)ü(?=[eiéí])")
"""Here the dots are no other letter: “pingüino”."""
LONGEST = 60
LOOKED_AT = 400
"""Normalizing takes the square of the time when a text is all accents, and no key needs more of it."""
NOT_IN_KEYS = re.compile("[^a-z0-9]+")


def slug(text: str) -> str:
    """Small letters, digits and single hyphens; empty when the text has no letter or digit of the Latin alphabet."""
    return slug_of(text[:LOOKED_AT])


@lru_cache(maxsize=4096)
def slug_of(text: str) -> str:
    composed = unicodedata.normalize("NFC", text).lower()
    return former_slug(SPANISH.sub("u", composed).translate(SPELT))


def former_slug(text: str) -> str:
    """As keys were made before letters were spelt out; it finds again what an earlier import brought in."""
    text = text[:LOOKED_AT]
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return cut(NOT_IN_KEYS.sub("-", plain.replace("'", "")).strip("-"), LONGEST)


def cut(key: str, length: int) -> str:
    """At most so long, at a hyphen where there is one in the second half."""
    if len(key) <= length:
        return key
    head = key[: length + 1]
    at = head.rfind("-")
    return (head[:at] if at > length // 2 else key[:length]).rstrip("-")


def free_key(wanted: list[str], taken: Container[str]) -> str:
    """The first of the wanted texts whose key is free, else the first with the lowest free number behind it."""
    keys = [key for text in wanted if (key := slug(text))] or ["system"]
    for key in keys:
        if key not in taken and key not in RESERVED:
            return key
    number = 2
    while (numbered := f"{cut(keys[0], LONGEST - len(str(number)) - 1)}-{number}") in taken:
        number += 1
    return numbered
