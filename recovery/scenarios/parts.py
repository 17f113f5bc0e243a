"""What a system does by itself when it falls: the one place where a scenario asks the plan how long things take.

Preparing is what goes on while others come up (method, section 5), noticing and deciding left out: in a scenario they
are once for all. Finishing is start, connect, check.
"""

import math
from dataclasses import dataclass

from recovery.durations import MINUTE
from recovery.facts import State, System
from recovery.planning.plan import choose
from recovery.policy import Policy, StrategyRow

FINISHING = 15 * MINUTE
"""What is left to do, where a person acts, once everything needed is up (method, section 5)."""
CHOOSING = 30 * MINUTE
"""To choose a copy of the past and to check it, when the data are destroyed (method, section 4)."""
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


def strategy_of(system: System, policy: Policy) -> StrategyRow | None:
    """Today's strategy if it is known, else the plan's."""
    return policy.row(system.today.strategy) or choose(system.rto, system.rpo, system.facts, policy)


def due_of(system: System, *, data_destroyed: bool) -> int | None:
    """When it is to be back: the RTO, where the data are destroyed the one for that; None while nobody has said."""
    rto = system.data_rto if data_destroyed and system.data_rto is not None else system.rto
    return None if isinstance(rto, State) else rto


def parts_of(system: System, policy: Policy, *, data_destroyed: bool = False) -> Parts:
    """The parts of a system's recovery after the loss of a site or a supplier, or of its data.

    What an exercise measured (RTA) takes the place of the sum. When the data are destroyed a person always acts, and
    the data are always copied back.
    """
    row, rta = strategy_of(system, policy), system.exercise.rta
    size = _size(system) if data_destroyed or (row is not None and row.restores) else 0
    acts_by_itself = not data_destroyed and row is not None and not row.needs_person
    if row is None and rta is None and not data_destroyed:
        return Parts(0, 0, 0, acts_by_itself=True, unknown=True)
    doing = row.best_time if row is not None else 0
    if rta is not None:
        doing = max(0, rta - _noticing(policy, acts_by_itself=acts_by_itself) - _measured_copying(system, size))
    elif data_destroyed:
        doing = max(doing, CHOOSING)
    finishing = 0 if acts_by_itself else min(FINISHING, doing)
    return Parts(doing - finishing, size or 0, finishing, acts_by_itself, unknown=size is None)


def _size(system: System) -> int | None:
    """Bytes to copy back; None while nobody has said how many."""
    if system.rpo is State.NOT_APPLICABLE:
        return 0
    size = system.facts.data_size_gib
    return None if size is None else math.ceil(size * GIB)


def _noticing(policy: Policy, *, acts_by_itself: bool) -> int:
    return 0 if acts_by_itself else policy.detection_time + policy.declaration_time


def _measured_copying(system: System, size: int | None) -> int:
    """What copying back took of a measured time: all data at the system's own throughput."""
    throughput = system.facts.restore_mib_per_s
    return math.ceil(size / (throughput * 2**20)) if size and throughput else 0
