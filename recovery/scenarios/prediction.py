"""When many fall at once: when each is back, how late, what it waited for, and what decides (method, section 7)."""

from collections.abc import Sequence
from dataclasses import dataclass

from recovery.facts import Dependency, System
from recovery.policy import Policy
from recovery.results import Finding
from recovery.scenarios.assumptions import COUNTED_ZERO, assumptions
from recovery.scenarios.capacity import LeastCapacity, least_capacity
from recovery.scenarios.findings import findings
from recovery.scenarios.ordering import begin_order
from recovery.scenarios.project import work
from recovery.scenarios.recovery import Made, Recovery, SignOfLife, unwatched, work_out
from recovery.scenarios.scenario import Scenario
from recovery.scenarios.spans import Span, spans_of
from recovery.scenarios.waiting import CHAIN, Wait, Waits, decisive


@dataclass(frozen=True, slots=True)
class SystemPrediction:
    """When one system is back, in seconds from the disruption, and how late that is against RTO and MTD − WRT: 0 in
    time, None without such a date.

    `waited_for` is what it waited for last, None for nothing. `spans` are what is done when, `due` its RTO and `last`
    its MTD − WRT as far as they are known, `assumed` what nobody has said about it.
    """

    key: str
    back_at: int
    late_rto: int | None
    late_mtd: int | None
    waited_for: Wait | None
    spans: tuple[Span, ...]
    due: int | None
    last: int | None
    assumed: tuple[str, ...]

    @property
    def unknown(self) -> bool:
        """Whether some of its times counts 0, because nobody has entered what it takes to know it."""
        return not COUNTED_ZERO.isdisjoint(self.assumed)


@dataclass(frozen=True, slots=True)
class Prediction:
    """What comes of a scenario. `systems` are those that fall, in the order given; `late` how many miss their RTO,
    `cost_of_lateness` the loss per hour × hours late where it is known, None where it is known of no late system;
    `order` the keys in which to begin; `bound` the seconds before which no schedule has everything back."""

    systems: tuple[SystemPrediction, ...]
    late: int
    cost_of_lateness: float | None
    decides: str
    least_capacity: LeastCapacity
    order: tuple[str, ...]
    bound: int
    findings: tuple[Finding, ...]


def predict(
    systems: Sequence[System],
    dependencies: Sequence[Dependency],
    policy: Policy,
    scenario: Scenario,
    alive: SignOfLife = unwatched,
) -> Prediction:
    """The prediction of a scenario. The same input gives the same, in whatever order systems and edges come.

    Of 100,000 systems it takes minutes: `alive` is called with every schedule that is made, and may raise to end it.
    """
    recovery = work_out(systems, dependencies, policy, scenario, alive)
    made = recovery.schedule()
    waits = Waits(recovery, made)
    each = {key: _predicted(recovery, made, waits, node) for node, key in enumerate(recovery.blueprint.network.keys)}
    node = decisive(recovery, made)
    decides, least = CHAIN if node is None else waits.decides(node), least_capacity(recovery)
    return Prediction(
        systems=tuple(each[system.key] for system in systems if system.key in each),
        late=made.late,
        cost_of_lateness=_cost(recovery, made),
        decides=decides,
        least_capacity=least,
        order=begin_order(recovery, made),
        bound=lower_bound(recovery, made),
        findings=findings(recovery, made, least, decides),
    )


def lower_bound(recovery: Recovery, made: Made) -> int:
    """The longest chain; or, once people have begun, the work for a resource ÷ its capacity."""
    chain = max((made.earliest[steps.back] for steps in recovery.blueprint.steps), default=0)
    loads = [(work(made.project, at), capacity) for at, capacity in enumerate(made.project.capacity)]
    return max([chain, *(recovery.declared_at - -load // capacity for load, capacity in loads if load)])


def _predicted(recovery: Recovery, made: Made, waits: Waits, node: int) -> SystemPrediction:
    fallen, steps = recovery.fallen[node], recovery.blueprint.steps[node]
    back = made.generated.finishes[steps.back]
    return SystemPrediction(
        fallen.key,
        back,
        None if fallen.due is None else max(0, back - fallen.due),
        None if fallen.last is None else max(0, back - fallen.last),
        waits.last(node),
        spans_of(made, steps),
        fallen.due,
        fallen.last,
        assumptions(recovery, made, node),
    )


def _cost(recovery: Recovery, made: Made) -> float | None:
    """None where systems are late and nobody has said of any what an hour costs."""
    late = [
        system.loss_per_hour
        for system, steps in zip(recovery.fallen, recovery.blueprint.steps, strict=True)
        if system.due is not None and made.generated.finishes[steps.back] > system.due
    ]
    return None if late and all(loss is None for loss in late) else round(made.score[2], 2)
