"""The recovery policy: its numbers with their defaults, and its form as a document."""

from recovery.policy.document import PolicyError
from recovery.policy.recovery_policy import DEFAULT_POLICY, DEFAULT_ROWS, Policy, StrategyRow

__all__ = ["DEFAULT_POLICY", "DEFAULT_ROWS", "Policy", "PolicyError", "StrategyRow"]
