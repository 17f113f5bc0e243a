"""What the parts of a plan are called, in the reader's language. The words are the method's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from presentation.language import language
from recovery import messages
from recovery.policy import DEFAULT_POLICY

ORDER: tuple[str, ...] = tuple(row.key for row in DEFAULT_POLICY.strategies)
"""The default policy's strategies from the weakest to the strongest."""


def strategy_name(key: str, names: Mapping[str, str] | None = None) -> str:
    """A strategy in words; `names` are those of the policy's row. A row that nobody has named is called by its key."""
    return messages.strategy_name(key, language(), names)


def strategy_meaning(key: str, meanings: Mapping[str, str] | None = None) -> str:
    """What the strategy is, in half a sentence; empty for a row of which nobody has said it."""
    return messages.strategy_meaning(key, language(), meanings)


def strategy_choices(in_use: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Choices for a form: the known strategies, then any others in use."""
    others = sorted(set(in_use) - set(ORDER) - {""})
    return [(key, strategy_name(key)) for key in (*ORDER, *others)]
