"""Writing what was derived: profiles, provisional plans and findings, in bulk, only what changed. Their only writer.

A row is written only by somebody who began to read later than its last writer; whoever comes late with older facts
leaves it as it is. Where that cannot be told, because the row is locked or both began in the same instant, the row is
reported as unsettled, and the caller does the work again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

import orjson
from django.db import transaction

from derivation.services.proposed import Proposed, Provisional
from recovery.contradictions import BY_CODE, contradicts
from recovery.facts import System
from recovery.results import Derived
from systems.models import Finding, Profile, ProvisionalPlan
from systems.models.objective_columns import columns
from systems.services.plan_marks import plan_mark
from systems.services.upserts import upsert

BATCH = 500
CLOCK_STEP = timedelta(minutes=10)
"""A row from so far in the future was written before the database's clock was set back: it is no newer than we are."""
POSITIONS = {code: position for position, code in enumerate(BY_CODE)}
CONTENT = ("severity", "position", "text", "read", "offers", "justifiable", "resolver")
RECORD = tuple(each.name for each in fields(Derived) if each.name != "findings")
WORDS = ("live_copy", "history", "strategy", "policy_version")
PLAN = tuple(each.name for each in ProvisionalPlan._meta.concrete_fields)


@dataclass(frozen=True)
class Result:
    """One system as it was read, and what came of it."""

    system: System
    derived: Derived
    provisional: Provisional | None = None

    @cached_property
    def fingerprint(self) -> str:
        """Two results with the same fingerprint are the same result."""
        beside = [] if self.provisional is None else [self.provisional.derived, *_proposed(self.provisional.proposed)]
        return _fingerprint([self.derived, self.system.rto, self.system.rpo, *beside])

    @property
    def troubles(self) -> bool:
        """Whether there is anything that its owner should hear of."""
        return any(finding.severity != Finding.Severity.INFORMS for finding in self.derived.findings)


def write(results: Mapping[int, Result], *, as_of: datetime) -> tuple[list[Result], set[int]]:
    """Write the results by system id, derived from facts read at `as_of` or later.

    Returns the results that changed, and the ids that are unsettled.
    """
    changed: list[Result] = []
    unsettled: set[int] = set()
    ids = sorted(results)
    for start in range(0, len(ids), BATCH):
        batch = {pk: results[pk] for pk in ids[start : start + BATCH]}
        fresh, open_ = _write_batch(batch, as_of)
        changed += [batch[pk] for pk in fresh]
        unsettled |= open_
    return changed, unsettled


@transaction.atomic
def _write_batch(batch: Mapping[int, Result], as_of: datetime) -> tuple[list[int], set[int]]:
    # Locked rows are not waited for: whoever holds one may wait for another that we hold.
    rows = Profile.objects.filter(pk__in=batch).select_for_update(skip_locked=True).order_by("pk")
    before = {pk: (hash_, at) for pk, hash_, at in rows.values_list("pk", "inputs_hash", "derived_at")}
    ours = [pk for pk, (_, at) in before.items() if at is None or at < as_of or at > as_of + CLOCK_STEP]
    changed = [pk for pk in ours if before[pk][0] != batch[pk].fingerprint]
    same = sorted(set(ours) - set(changed))
    if changed:
        _write_findings({pk: batch[pk] for pk in changed}, as_of)
        _write_profiles({pk: batch[pk] for pk in changed}, as_of)
        _write_provisional({pk: batch[pk].provisional for pk in changed}, as_of)
    if same:
        Profile.objects.filter(pk__in=same).update(derived_at=as_of)
    tied = {pk for pk, (_, at) in before.items() if at == as_of}
    gone = set(batch) - before.keys()
    locked = set(Profile.objects.filter(pk__in=gone).values_list("pk", flat=True)) if gone else set()
    return changed, tied | locked


def _write_profiles(results: Mapping[int, Result], as_of: datetime) -> None:
    profiles = [Profile(system_id=pk, derived_at=as_of, **_columns(result)) for pk, result in results.items()]
    written = [*_columns(next(iter(results.values()))), "derived_at"]
    upsert(profiles, unique=["system"], update=written)


def _write_provisional(results: Mapping[int, Provisional | None], as_of: datetime) -> None:
    """Under the lock of the profiles; where there is none any more, it goes."""
    plans = [
        ProvisionalPlan(
            system_id=pk,
            source=each.proposed.source,
            derived_at=as_of,
            **_plan_columns(each.proposed.system, each.derived),
        )
        for pk, each in results.items()
        if each is not None
    ]
    ProvisionalPlan.objects.filter(pk__in=results.keys() - {plan.system_id for plan in plans}).delete()
    if plans:
        upsert(plans, unique=["system"], update=[name for name in PLAN if name != "system"])


def _proposed(proposed: Proposed) -> list[object]:
    return [proposed.system.rto, proposed.system.rpo, proposed.source]


def _columns(result: Result) -> dict[str, object]:
    severities = [finding.severity for finding in result.derived.findings if contradicts(finding.code)]
    values = _plan_columns(result.system, result.derived)
    return {
        **values,
        **{str(severity): severities.count(severity) for severity in Finding.Severity.values},
        "plan_mark": plan_mark(result.system.rto, result.system.rpo, values["record"]),
        "inputs_hash": result.fingerprint,
    }


def _plan_columns(system: System, derived: Derived) -> dict[str, Any]:
    history = derived.history
    values = {
        **columns("rto", system.rto),
        **columns("rpo", system.rpo),
        "mtd_seconds": derived.suggested.mtd,
        "strategy": derived.strategy,
        "live_copy": derived.live_copy,
        "history": history.kind if history else None,
        "history_interval_seconds": history.interval if history else None,
        "retention_seconds": history.retention if history else None,
        "cost_tier": derived.cost_tier,
        "yearly_cost": None if derived.yearly_cost is None else round(Decimal(derived.yearly_cost), 2),
        "required_rto_seconds": derived.required_rto,
        "earliest_recovery_seconds": derived.earliest_recovery,
        "finishing_seconds": derived.finishing,
        "copy_due_seconds": derived.copy_due,
        "wave": derived.wave,
        "record": {name: getattr(derived, name) for name in RECORD},
        "policy_version": derived.policy_version,
    }
    return {name: value or "" if name in WORDS else value for name, value in values.items()}


def _write_findings(results: Mapping[int, Result], as_of: datetime) -> None:
    """Each keeps its row, and with it when it was first seen; one that is back is open again. One that says what it
    said is neither read nor written. Before the profiles, which know when the findings were last seen."""
    open_ = Finding.objects.open().filter(system_id__in=results.keys()).order_by()
    known = open_.values_list("system_id", "code", "subject", "fingerprint", "pk")
    before = {tuple(identity): (fingerprint, pk) for *identity, fingerprint, pk in known}
    fresh = []
    for finding in (each for pk, result in results.items() for each in _findings(pk, result, as_of)):
        fingerprint, _ = before.pop((finding.system_id, finding.code, finding.subject), ("", 0))
        if fingerprint != finding.fingerprint:
            fresh.append(finding)
    upsert(
        fresh,
        unique=["system", "code", "subject"],
        update=[*CONTENT, "fingerprint", "last_seen_at", "resolved_at"],
    )
    Finding.objects.filter(pk__in=[pk for _, pk in before.values()]).resolve(as_of)


def _findings(pk: int, result: Result, as_of: datetime) -> Iterable[Finding]:
    for finding in result.derived.findings:
        content = {
            "severity": finding.severity,
            "position": POSITIONS[finding.code],
            "text": finding.message,
            "read": finding.read,
            "offers": finding.offers,
            "justifiable": finding.justifiable,
            "resolver": finding.resolver,
        }
        fingerprint = _fingerprint(content)
        yield Finding(system_id=pk, code=finding.code, fingerprint=fingerprint, first_seen_at=as_of, **content)


def _fingerprint(values: Any) -> str:
    return hashlib.sha256(orjson.dumps(values, option=orjson.OPT_SORT_KEYS)).hexdigest()
