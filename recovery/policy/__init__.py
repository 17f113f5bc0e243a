"""The recovery policy: its numbers with their defaults, and its form as a document."""

from recovery.policy.document import PolicyError
from recovery.policy.recovery_policy import DEFAULT_POLICY, Policy
from recovery.policy.rows import DEFAULT_COPIES, DEFAULT_ROWS, LIVE, NO_COPY, CopyRow, Pair, StrategyRow

__all__ = [
    "DEFAULT_COPIES",
    "DEFAULT_POLICY",
    "DEFAULT_ROWS",
    "LIVE",
    "NO_COPY",
    "CopyRow",
    "Pair",
    "Policy",
    "PolicyError",
    "StrategyRow",
]
