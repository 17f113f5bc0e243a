"""What a card's answer would cost, as it stands on the card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Price:
    """`tier` is a cost tier, None where no strategy does it, which `words` then says; else `words` is a year's money,
    empty while nobody knows the running cost. `instead` says what could be had for the same price, `at_least` that it
    is the lowest that it can become, because another answer is open; `strategy` is the name of what it buys."""

    tier: int | None
    words: str = ""
    instead: str = ""
    at_least: bool = False
    strategy: str = ""


CardPrices = Mapping[str, Price | None]
"""Each card of a question that can have a price, by its value; None while the answers lead to none."""


def neighbours_place(question: str) -> str:
    """The id of the place beside “I don't know” that says what the choices beside the suggestion would mean."""
    return f"id_{question}-neighbours"


def place_of(question: str, value: str) -> str:
    """The id of the place on a card where its price stands."""
    return f"id_{question}-{value}-price"
