"""What a system does by itself when it falls: the one place where a scenario asks the plan how long things take.

Preparing is what goes on while others come up (method, section 5), noticing and deciding left out: in a scenario they
are once for all. Finishing is start, connect, check.
"""

import math
from dataclasses import dataclass

from recovery.facts import DATA_RESTORE, SAME_SITE, State, System
from recovery.planning.clock import data_doing_time, doing_time, measured_time
from recovery.planning.plan import choose
from recovery.policy import LIVE, Policy, StrategyRow

GIB = 2**30


@dataclass(frozen=True, slots=True)
class Parts:
    """Seconds of preparing and of finishing, bytes to copy back in between, and whether nobody has to act.

    `unknown` says that a time counts 0, because neither a strategy nor an exercise is known, or the size of the data.
    """

    preparing: int
    copying: int
    finishing: int
    acts_by_itself: bool = False
    unknown: bool = False


NOTHING = Parts(0, 0, 0, acts_by_itself=True)


def strategy_of(system: System, policy: Policy) -> StrategyRow | None:
    """Today's strategy if it is known, else the plan's."""
    pair = choose(system.rto, system.rpo, system.facts, policy)
    return policy.row(system.today.strategy) or (pair.row if pair else None)


def due_of(system: System, *, data_destroyed: bool) -> int | None:
    """When it is to be back: the RTO, where the data are destroyed the one for that; None while nobody has said."""
    rto = system.data_rto if data_destroyed and system.data_rto is not None else system.rto
    return None if isinstance(rto, State) else rto


def parts_of(system: System, policy: Policy, *, data_destroyed: bool = False) -> Parts:
    """The parts of a system's recovery after the loss of a site or a supplier, or of its data.

    What an exercise measured (RTA) takes the place of the sum. When the data are destroyed a person always acts, and
    the data are always copied back. A business service has nothing of its own to recover.
    """
    if system.is_service:
        return NOTHING
    row, rta = strategy_of(system, policy), _measured(system, policy, data_destroyed=data_destroyed)
    size = _size(system) if data_destroyed or (row is not None and _restores(system, row)) else 0
    acts_by_itself = not data_destroyed and row is not None and not row.person
    if row is None and rta is None and not data_destroyed:
        return Parts(0, 0, 0, acts_by_itself=True, unknown=True)
    doing = _doing(system, row, policy, data_destroyed=data_destroyed)
    if rta is not None:
        doing = max(0, rta - (0 if acts_by_itself else policy.reaction_time) - _measured_copying(system, size))
    finishing = 0 if acts_by_itself else min(policy.finish_time, doing)
    return Parts(doing - finishing, size or 0, finishing, acts_by_itself, unknown=size is None)


def waiting_parts(system: System, policy: Policy) -> Parts:
    """The parts of a system that only needs what is lost: nothing of it is built anew or copied back. It is started,
    connected and checked once that is there again."""
    whole = parts_of(system, policy)
    unknown = whole.unknown and strategy_of(system, policy) is None
    return Parts(0, 0, whole.finishing, whole.acts_by_itself, unknown=unknown)


def _doing(system: System, row: StrategyRow | None, policy: Policy, *, data_destroyed: bool) -> int:
    """Seconds of doing without noticing and deciding; what fails over by itself waits for its health checks."""
    if data_destroyed:
        return data_doing_time(row, policy)
    if row is None:
        return 0
    failover = 0 if row.person or row.goes_on else policy.failover_time
    return failover + doing_time(row, system.facts)


def _measured(system: System, policy: Policy, *, data_destroyed: bool) -> int | None:
    if not data_destroyed:
        return measured_time(system, strategy_of(system, policy))
    exercise = system.exercise(DATA_RESTORE)
    return exercise.rta if exercise is not None else None


def _restores(system: System, row: StrategyRow) -> bool:
    """Whether the loss of its site leaves it only the copies of the past: it carries no live copy, has none today, or
    has it at the same site."""
    today = system.today
    there = today.live_copy is None or (today.live_copy in LIVE and today.live_site != SAME_SITE)
    return not (row.fails_over and there)


def _size(system: System) -> int | None:
    """Bytes to copy back; None while nobody has said how many."""
    if not system.has_data:
        return 0
    size = system.facts.data_size_gib
    return None if size is None else math.ceil(size * GIB)


def _measured_copying(system: System, size: int | None) -> int:
    """What copying back took of a measured time: all data at the system's own throughput."""
    throughput = system.facts.restore_mib_per_s
    return math.ceil(size / (throughput * 2**20)) if size and throughput else 0
