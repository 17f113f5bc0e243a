"""Working out what a draft of the policy would change, for every system, before anybody is bound.

Both policies are applied to the same facts of the same moment, so that a difference can only come from the policy.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from background.services import leases
from background.services.gc_pause import undisturbed
from background.services.leases import Lease
from policies.models import PolicySimulation, PolicyVersion, SimulatedChange
from policies.services import in_force
from policies.services.comparing import Outcome, Tally, compare, plan_changes
from policies.services.rederivation import registered
from recovery.policy import Policy
from systems.models import System

TASK = "policies.simulate"
AT_ONCE = 1_000


class DraftChanged(Exception):
    """The draft was changed after the simulation was asked for."""


def simulate(simulation_id: int) -> None:
    """Work out one simulation, if nobody else is at it. Whatever stops it is written down, to be shown."""
    leases.carry_out(leases.claim(PolicySimulation.objects.select_related("policy"), simulation_id), _simulate)


def sweep() -> None:
    """Hand over again what nobody took; end what three workers did not come back from."""
    leases.sweep(PolicySimulation, TASK)


def policy_of(version: PolicyVersion) -> Policy:
    """The policy a version or draft describes. Raises PolicyError."""
    return replace(Policy.from_document(version.document), version=version.version)


def _simulate(lease: Lease[PolicySimulation]) -> None:
    before, after = _policies(lease.work)
    with undisturbed() as look_through:
        result = _worked_out(lease, before, after, look_through)
    lease.end(result=result)


def _policies(simulation: PolicySimulation) -> tuple[Policy, Policy]:
    before, after = in_force.current(), policy_of(simulation.policy)
    if simulation.policy.revision != simulation.revision or before.version != simulation.against:
        raise DraftChanged("the draft or the policy in force was changed meanwhile")
    return before, after


def _worked_out(
    lease: Lease[PolicySimulation], before: Policy, after: Policy, look_through: Callable[[], None]
) -> dict[str, object]:
    in_use = set(System.objects.in_use().order_by().values_list("pk", flat=True))
    _begin(lease, total=len(in_use))
    known = registered().facts(today=timezone.localdate())
    counted = in_use - known.unreadable.keys()
    tally, changes = Tally(), []
    for pk, old, new in compare(known, before, after):
        if pk in counted:
            tally.add(old, new)
            if old != new:
                changes.append(_change(lease.work, pk, old, new))
            if tally.systems % AT_ONCE == 0:
                _progress(lease, tally.systems, changes)
                look_through()
    _progress(lease, tally.systems, changes)
    return {**tally.document(), "unreadable": len(in_use & known.unreadable.keys()), "currency": after.currency}


@transaction.atomic
def _begin(lease: Lease[PolicySimulation], *, total: int) -> None:
    """What an earlier attempt has left is removed."""
    lease.heartbeat(total=total, done=0)
    SimulatedChange.objects.filter(simulation=lease.work).delete()


@transaction.atomic
def _progress(lease: Lease[PolicySimulation], done: int, changes: list[SimulatedChange]) -> None:
    lease.heartbeat(done=done)
    SimulatedChange.objects.bulk_create(changes, batch_size=AT_ONCE)
    changes.clear()


def _change(simulation: PolicySimulation, pk: int, old: Outcome, new: Outcome) -> SimulatedChange:
    return SimulatedChange(
        simulation=simulation,
        system_id=pk,
        strategy_before=old.strategy,
        strategy_after=new.strategy,
        copy_before=old.copy,
        copy_after=new.copy,
        interval_before=old.interval,
        interval_after=new.interval,
        back_before=old.back,
        back_after=new.back,
        data_back_before=old.data_back,
        data_back_after=new.data_back,
        tier_before=old.tier,
        tier_after=new.tier,
        cost_before=old.cost,
        cost_after=new.cost,
        goes=_listed(old.codes - new.codes),
        comes=_listed(new.codes - old.codes),
        plan_changes=plan_changes(old, new),
    )


def _listed(codes: frozenset[str]) -> str:
    return f" {' '.join(sorted(codes))} " if codes else ""
