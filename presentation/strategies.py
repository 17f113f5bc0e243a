"""What the parts of a plan are called, in the reader's language. The words are the method's own."""

from __future__ import annotations

from collections.abc import Iterable

from presentation.language import language
from recovery.messages import Text, say
from recovery.policy import DEFAULT_POLICY

ORDER: tuple[str, ...] = tuple(row.key for row in DEFAULT_POLICY.strategies)
"""The default policy's strategies from the weakest to the strongest."""


def strategy_name(key: str) -> str:
    """A strategy in words; a row that an architect added to the policy is called by its key."""
    return say(Text(f"strategy.{key}"), language())


def strategy_meaning(key: str) -> str:
    """What the strategy is, in half a sentence; empty for a row that an architect added."""
    return say(Text(f"strategy.{key}.meaning"), language()) if key in ORDER else ""


def strategy_choices(in_use: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Choices for a form: the known strategies, then any others in use."""
    others = sorted(set(in_use) - set(ORDER) - {""})
    return [(key, strategy_name(key)) for key in (*ORDER, *others)]
