"""What a row of a policy is called in that policy, which need not be the one in force."""

from __future__ import annotations

from presentation.strategies import copy_name, strategy_name
from recovery.policy import NO_COPY, CopyRow, Policy, StrategyRow


def name_of(row: StrategyRow) -> str:
    return strategy_name(row.key, row.names)


def name_of_copy(copy: CopyRow) -> str:
    return copy_name(copy.key, copy.names)


def names_of_copies(row: StrategyRow, policy: Policy) -> list[str]:
    """The live copies that a strategy can carry."""
    carried = [policy.copy(key) for key in row.copies or (NO_COPY,)]
    return [name_of_copy(copy) for copy in carried if copy is not None]
