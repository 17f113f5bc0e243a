"""How an outage hurts the longer it lasts: the impact over time of a business impact analysis (ISO 22301, 8.2.2)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rating:
    """How bad it is once the outage has lasted `at_seconds`; it holds until a later rating changes it."""

    at_seconds: int
    rating: str


@dataclass(frozen=True, slots=True)
class Harm:
    """One kind of harm, the earliest rating first; none where nobody rated it."""

    category: str
    ratings: tuple[Rating, ...]
