"""The order of a schedule, as people follow it."""

from recovery.scenarios.recovery import Made, Recovery


def begin_order(recovery: Recovery, made: Made) -> tuple[str, ...]:
    """The systems in the order in which their recovery begins; of those that begin together, that come back first."""
    finishes, durations = made.generated.finishes, made.project.durations
    begun = [
        (finishes[steps.preparing] - durations[steps.preparing], finishes[steps.back], key)
        for steps, key in zip(recovery.blueprint.steps, recovery.blueprint.network.keys, strict=True)
    ]
    return tuple(key for _, _, key in sorted(begun))
