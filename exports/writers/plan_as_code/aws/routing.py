"""What Route 53 can do of the policy's failover: intervals, failures and the time to live, within its limits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from exports.writers.plan_as_code.plan import CodePlan

FAST, USUAL = 10, 30
"""Seconds between two checks: Route 53 has no others."""
MOST_FAILURES = 10
MOST_TTL = 2147483647


@dataclass(frozen=True, slots=True)
class Routing:
    """Seconds between checks, failures until the other place takes over, and seconds an address is remembered."""

    interval: int
    failures: int
    ttl: int

    @property
    def time(self) -> int:
        """Seconds until requests go elsewhere by themselves."""
        return self.interval * self.failures + self.ttl


def routing_of(plan: CodePlan) -> Routing:
    interval = USUAL if plan.check_interval >= USUAL else FAST
    return Routing(interval, min(max(1, plan.check_failures), MOST_FAILURES), min(max(0, plan.dns_ttl), MOST_TTL))


def routing_remarks(plan: CodePlan) -> Iterator[str]:
    """What the policy asks for and Route 53 does otherwise."""
    if not plan.fails_over:
        return
    found = routing_of(plan)
    if plan.check_interval != found.interval:
        yield (
            f"The policy checks every {plan.check_interval} s. Route 53 checks every {FAST} or {USUAL} s, so it is "
            f"{found.interval} s here."
        )
    if plan.check_failures != found.failures:
        yield f"The policy waits for {plan.check_failures} failures. Route 53 counts to {MOST_FAILURES} at most."
    if plan.by_person:
        yield (
            "Somebody starts this failover, so no check does it. FailOver=true sends requests to the standby, "
            "false brings them back."
        )
