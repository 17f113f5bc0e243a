"""Text as the readers of numbers see it: small letters, single blanks, one sign for each kind of dash."""

import re

SIGNS = str.maketrans({**dict.fromkeys("–—‒−‑", "-"), "≈": "~", "∼": "~", "≤": "<", "≥": ">", "’": "'"})
FRACTIONS = {"½": ".5", "¼": ".25", "¾": ".75"}
HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
LEADING_POINT = re.compile(r"(?<![0-9])\.(?=[0-9])")
WORD = re.compile(r"[^\W\d_]+")


def normalised(text: str) -> str:
    """A hyphen within a word is a blank, and “.5” is “0.5”."""
    lower = " ".join(text.translate(SIGNS).lower().split())
    for sign, decimals in FRACTIONS.items():
        lower = lower.replace(sign, decimals)
    return HYPHEN.sub(" ", LEADING_POINT.sub("0.", lower))


def without(typed: str, phrases: tuple[str, ...], sign: str) -> str:
    """A text without one of these phrases, or the sign, before or behind it."""
    if sign and typed.startswith(sign):
        return typed.lstrip(f"{sign}= ")
    for phrase in phrases:
        if typed.startswith((f"{phrase} ", f"{phrase}. ")):
            return typed[len(phrase) :].lstrip(". ")
        if typed.endswith((f" {phrase}", f" {phrase}.")):
            return typed.rstrip(".")[: -len(phrase)].rstrip()
    return typed
