"""Today's protection against what the objectives ask."""

from collections.abc import Iterator
from typing import Any

from recovery.case import Case
from recovery.contradictions.rule import ARCHITECT, BLOCKS, Hit, Remediation, act, change, relabelled, rule
from recovery.planning.plan import Loss, backup_loss

SECTION_4 = "method, section 4"


def loss_today(case: Case) -> Loss:
    """What today's protection loses at worst, in seconds; None where nobody has entered it or there is no limit."""
    today = case.system.today
    kept = backup_loss(today.history, today.interval, case.facts) if today.history not in (None, "none") else None
    lag = {"synchronous": 0, "asynchronous": today.live_lag}.get(today.live_copy or "", kept)
    return Loss(lag, kept)


def _unprotected(case: Case) -> bool:
    return case.system.today.history == "none" and case.system.today.live_copy == "none"


def _derived_backups(case: Case) -> dict[str, Any]:
    history = case.plan.history
    return {} if history is None else {"today.history": history.kind, "today.interval": history.interval}


def _backup_label(case: Case) -> str:
    return f"offer.protect-{case.plan.history.kind}" if case.plan.history else "offer.add-history"


def derived_protection(case: Case) -> dict[str, Any]:
    """Today's protection as the plan would have it."""
    replication, changes = case.plan.live_copy, _derived_backups(case)
    if replication in ("synchronous", "asynchronous"):
        lag = 0 if replication == "synchronous" else case.plan.live_alarm
        changes |= {"today.live_copy": replication, "today.live_lag": lag}
    elif replication == "none" and (case.system.today.live_lag or 0) > (case.rpo or 0):
        # A copy that follows so late protects less than the history does.
        changes |= {"today.live_copy": replication}
    return changes


def _cadence(case: Case) -> Iterator[Remediation]:
    loss = loss_today(case)
    yield relabelled(_backup_label(case), derived_protection(case))
    known = [seconds for seconds in (loss.disaster, loss.corruption) if seconds is not None]
    if known and not _unprotected(case):
        yield change(rpo=max(known))


@rule(
    "worst-loss-exceeds-rpo",
    BLOCKS,
    ARCHITECT,
    _cadence,
    "rpo today.history today.interval today.live_copy today.live_lag start_window running_time copy_lag",
    order=170,
    source=SECTION_4,
)
def worst_loss_exceeds_rpo(case: Case) -> Hit | None:
    """What today's protection loses at worst exceeds the RPO: in a disaster, or in a corruption where copies of the
    past could be closer together. No history can do better than the planned one, so that much is allowed."""
    rpo, loss = case.rpo, loss_today(case)
    if rpo is None:
        return None
    if _unprotected(case):
        return Hit({"rpo": rpo}, "nothing")
    if loss.disaster is not None and loss.disaster > rpo:
        return Hit({"rpo": rpo, "loss": loss.disaster}, "disaster")
    if loss.corruption is not None and loss.corruption > max(rpo, case.plan.worst_loss.corruption or 0):
        return Hit({"rpo": rpo, "loss": loss.corruption}, "corruption")
    return None


def _add_backups(case: Case) -> Iterator[Remediation]:
    history = case.plan.history
    if history is None or history.kind == "none":
        yield act("add-history")
    else:
        yield relabelled(_backup_label(case), _derived_backups(case))


@rule(
    "replication-without-history",
    BLOCKS,
    ARCHITECT,
    _add_backups,
    "today.live_copy today.history",
    order=140,
    source=SECTION_4,
)
def replication_without_history(case: Case) -> Hit | None:
    """Today a live copy exists but no copy of the past: a deletion or a corruption is repeated at once."""
    today = case.system.today
    if today.history != "none" or today.live_copy not in ("asynchronous", "synchronous"):
        return None
    return Hit({"live": today.live_copy})


def _keep_longer(case: Case) -> Iterator[Remediation]:
    yield change(**{"today.retention": (case.facts.discovery_time or 0) + case.policy.discovery_margin})


@rule(
    "retention-below-discovery",
    BLOCKS,
    ARCHITECT,
    _keep_longer,
    "today.retention discovery_time",
    order=150,
    source=SECTION_4,
)
def retention_below_discovery(case: Case) -> Hit | None:
    """Copies are deleted before a corruption would be noticed: by then no good copy is left."""
    kept, discovery = case.system.today.retention, case.facts.discovery_time
    return (
        None
        if kept is None or discovery is None or kept >= discovery
        else Hit({"retention": kept, "discovery": discovery})
    )


def _elsewhere(case: Case) -> Iterator[Remediation]:
    yield relabelled("offer.copy-elsewhere", {"today.copy_elsewhere": True})


@rule("copy-shares-fate", BLOCKS, ARCHITECT, _elsewhere, "rpo today.copy_elsewhere", order=230, source=SECTION_4)
def copy_shares_fate(case: Case) -> Hit | None:
    """All copies lie in the same failure domain as production: what destroys the one destroys the others."""
    today = case.system.today
    return Hit({"elsewhere": 0}) if today.copy_elsewhere is False and case.has_data else None
