"""The clock of a recovery: from the disruption until people can work again (method, sections 4 and 5)."""

import math
from dataclasses import dataclass

from recovery.durations import LONGEST
from recovery.facts import DATA_RESTORE, FAILOVER, Facts, System
from recovery.policy import Pair, Policy, StrategyRow


@dataclass(frozen=True, slots=True)
class Parts:
    """What a system does by itself, in seconds: `preparing` goes on while others come up; for `finishing` everything
    that it needs must be up."""

    preparing: int
    finishing: int


NOTHING = Parts(0, 0)


def restore_time(facts: Facts) -> int | None:
    """Seconds that copying all data back takes: size ÷ throughput. None while either is unanswered."""
    if facts.data_size_gib is None or facts.restore_mib_per_s is None:
        return None
    if not facts.data_size_gib:
        return 0
    if not facts.restore_mib_per_s:
        return LONGEST
    return min(math.ceil(facts.data_size_gib * 1024 / facts.restore_mib_per_s), LONGEST)


def copying_time(facts: Facts) -> int:
    """The same as it is counted: 0 while size or throughput is unanswered, which the plan says it assumes."""
    return restore_time(facts) or 0


def doing_time(row: StrategyRow, facts: Facts) -> int:
    """Seconds of doing. Where the reduced service that suffices at first (MBCO) stands ready, there is none."""
    enough = facts.minimum_service
    return 0 if enough is not None and enough <= row.standby_capacity and not row.person else row.doing_time


def recovery_time(pair: Pair, facts: Facts, *, has_data: bool) -> int:
    """Seconds from the loss of a site until the system is back: noticing, deciding, doing, copying back.

    Where a person acts, noticing and deciding come first (policy). What fails over by itself takes the health checks
    and the time to live of the old address; what goes on at the other site takes nothing.
    """
    time = pair.base_time
    if facts.minimum_service is not None:
        time += doing_time(pair.row, facts) - pair.row.doing_time
    return time + copying_time(facts) if pair.restores and has_data else time


def data_recovery_time(row: StrategyRow | None, facts: Facts, policy: Policy) -> int:
    """Seconds until destroyed data are back, which every live copy has lost as well: noticing, deciding, choosing and
    checking a copy of the past (or building the system anew, where that takes longer), copying back."""
    return policy.reaction_time + data_doing_time(row, policy) + copying_time(facts)


def data_doing_time(row: StrategyRow | None, policy: Policy) -> int:
    """Seconds of choosing and checking a copy of the past, or of building the system anew where that takes longer."""
    return policy.data_restore_base if row is None else max(row.doing_time, policy.data_restore_base)


def measured_time(system: System, row: StrategyRow | None) -> int | None:
    """The recovery time that the last failover exercise showed (RTA); None when there was none.

    What restores from copies when its site is lost has shown it by restoring.
    """
    for kind in (FAILOVER,) if row is None or row.fails_over else (FAILOVER, DATA_RESTORE):
        exercise = system.exercise(kind)
        if exercise is not None and exercise.rta is not None:
            return exercise.rta
    return None


def parts_of(total: int, row: StrategyRow | None, policy: Policy) -> Parts:
    """A recovery time cut in two: where a person acts, the last 15 minutes (policy) are finishing, of a measured time
    at most as much; what comes back by itself has nothing to finish. Before a strategy is chosen nobody knows which of
    them it will be, and nothing is counted as finishing."""
    finishing = min(policy.finish_time, total) if row is not None and row.person else 0
    return Parts(total - finishing, finishing)
