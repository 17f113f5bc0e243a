"""What a contradiction rule sees: one system, its numbers, its plan, and the systems that it depends on."""

from dataclasses import dataclass

from recovery.dependencies.peers import ALONE, Peers
from recovery.facts import Facts, System
from recovery.planning.clock import NOTHING, Parts
from recovery.planning.objectives import Suggestion, suggest
from recovery.planning.plan import Plan, make_plan, own_time
from recovery.policy import Policy


@dataclass(frozen=True, slots=True)
class DependencyContext:
    """What a system's neighbours say; none of it changes with the system's own answers.

    `needs` are its hard dependencies with their RTO, the slowest first, `silent` those without one; `earliest_start` is
    when the last of them is up, `start_chain` the needs that decide that; `partners` the longest preparing and
    finishing of the others in its cycle; `sharers` the systems that share transactions, with their RPO, the tightest
    first; `blocked` the workaround's needs that fail with it.
    """

    needs: tuple[tuple[int, str], ...] = ()
    silent: tuple[str, ...] = ()
    earliest_start: int | None = None
    start_chain: tuple[str, ...] = ()
    partners: Parts = NOTHING
    cycle: tuple[str, ...] = ()
    cycle_size: int = 0
    sharers: tuple[tuple[int, str], ...] = ()
    blocked: tuple[str, ...] = ()
    peers: Peers = ALONE


@dataclass(frozen=True, slots=True)
class Case:
    """A system with its numbers. `rto` and `rpo` are seconds, None unless the objective is a duration; `parts` are
    those of the recovery estimate, 0 while it is unknown; `has_data` says whether there is anything to copy."""

    system: System
    policy: Policy
    suggestion: Suggestion
    plan: Plan
    context: DependencyContext
    rto: int | None
    rpo: int | None
    recovery_estimate: int | None
    parts: Parts
    has_data: bool

    @property
    def facts(self) -> Facts:
        return self.system.facts

    @property
    def waits(self) -> bool:
        """Whether it needs other systems at all."""
        return self.context.earliest_start is not None or self.context.cycle_size > 0

    @property
    def data_rto(self) -> int | None:
        """By when destroyed data have to be back, in seconds: the RTO, unless another was given for that."""
        return self.rto if self.system.data_rto is None else self.system.data_rto

    @property
    def data_rpo(self) -> int | None:
        """How much work may be lost with destroyed data, in seconds: the RPO, unless another was given for that."""
        return self.rpo if self.system.data_rpo is None else self.system.data_rpo

    @property
    def earliest_recovery(self) -> int | None:
        """When it can be back at the earliest, in seconds; None while its recovery estimate is unknown."""
        return None if self.recovery_estimate is None else self.earliest_finish

    @property
    def earliest_finish(self) -> int:
        """The same for those that wait for it: an unknown recovery estimate counts 0."""
        partners, own = self.context.partners, self.parts
        ready = max(own.preparing, partners.preparing, self.context.earliest_start or 0)
        return ready + max(own.finishing, partners.finishing)

    @property
    def waits_longest(self) -> bool:
        """Whether it waits for what it needs, and not for its own preparing or that of those in its cycle."""
        start = self.context.earliest_start
        return start is not None and start >= max(self.parts.preparing, self.context.partners.preparing)

    @property
    def waiting_finish(self) -> int:
        """When it would be back if only what it needs took time, and not its own preparing."""
        return (self.context.earliest_start or 0) + max(self.parts.finishing, self.context.partners.finishing)


def make_case(
    system: System,
    policy: Policy,
    context: DependencyContext,
    *,
    suggestion: Suggestion | None = None,
    plan: Plan | None = None,
) -> Case:
    """The case of a system; pass the suggestion or the plan where what leads to it is as it was."""
    plan = plan or make_plan(system, policy)
    estimate, parts = own_time(system, plan.pair, policy)
    return Case(
        system,
        policy,
        suggestion or suggest(system, policy),
        plan,
        context,
        system.rto if isinstance(system.rto, int) else None,
        system.rpo if isinstance(system.rpo, int) else None,
        estimate,
        parts,
        system.has_data,
    )
