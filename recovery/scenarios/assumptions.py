"""What nobody has said about a fallen system, and what is assumed instead."""

from recovery.scenarios.parts import strategy_of
from recovery.scenarios.recovery import Made, Recovery

OBJECTIVE = "objective"
"""Neither an RTO nor an MTD: it cannot be late."""
STRATEGY = "strategy"
"""Neither a strategy nor an exercise: its recovery counts 0."""
SIZE, THROUGHPUT = "size", "throughput"
"""How much there is to copy back, or how fast it comes: the copying counts 0."""
PLANNED = "planned"
"""What protects it today: the strategy of its plan is taken, which may not be there yet."""
ASSUMPTIONS = (OBJECTIVE, STRATEGY, SIZE, THROUGHPUT, PLANNED)
COUNTED_ZERO = frozenset((STRATEGY, SIZE, THROUGHPUT))


def assumptions(recovery: Recovery, made: Made, node: int) -> tuple[str, ...]:
    """What is assumed about one system."""
    system, fallen, steps = recovery.systems[node], recovery.fallen[node], recovery.blueprint.steps[node]
    strategy, policy = strategy_of(system, recovery.policy), recovery.policy
    by_strategy = strategy is None and not fallen.destroyed
    found = {
        OBJECTIVE: fallen.date is None,
        STRATEGY: fallen.parts.unknown and by_strategy,
        SIZE: fallen.parts.unknown and not by_strategy,
        THROUGHPUT: steps.ready in recovery.blueprint.copying and not made.project.durations[steps.ready],
        PLANNED: not system.is_service and strategy is not None and policy.row(system.today.strategy) is None,
    }
    return tuple(name for name in ASSUMPTIONS if found[name])
