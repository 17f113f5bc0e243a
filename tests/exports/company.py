"""A little company with really derived numbers, written as the derivation writes them."""

from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal

from accounts.models import User
from assessments.models import Assessment, Decision, Justification
from questionnaires.services.loading import current
from recovery import facts
from recovery.derivation import derive
from systems.models import Dependency, Finding, Profile, System
from systems.models.objective_columns import columns
from systems.services.upserts import as_json_values
from tests.factories import (
    BusinessUnitFactory,
    DependencyFactory,
    ExerciseFactory,
    ProtectionFactory,
    SystemFactory,
)

NOW = dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.UTC)
PAYMENTS = facts.System(
    "payments",
    rto=300,
    rpo=0,
    facts=facts.Facts(
        mtd=3600, wrt=600, never_lose=True, running_cost=240_000, loss_per_hour=50_000, discovery_time=86400
    ),
    today=facts.Today(
        strategy="backup_restore", live_copy="none", history="snapshot", interval=3600, retention=7 * 86400,
        history_site="other_site", immutable=False,
    ),
    exercises=(
        facts.Exercise("failover", age=86400, rta=1140, rpa=0),
        facts.Exercise("data_restore", age=86400, rta=1140, rpa=0),
    ),
)  # fmt: skip
LEDGER = facts.System("ledger", rto=8 * 3600, rpo=86400)


def system(key: str, **fields: object) -> System:
    return SystemFactory(key=key, name=fields.pop("name", key.capitalize()), **fields)


def derived(*told: facts.System, among: tuple[facts.Dependency, ...] = ()) -> None:
    """Derive the systems, which are there under the same keys, and write profiles and findings."""
    for key, result in derive(told, among).items():
        dumped = as_json_values(result)
        own = next(each for each in told if each.key == key)
        row = System.objects.get(key=key)
        findings = dumped.pop("findings")
        counts = {name: sum(each["severity"] == name for each in findings) for name in Finding.Severity.values}
        history = result.history
        Profile.objects.filter(system=row).update(
            **columns("rto", own.rto),
            **columns("rpo", own.rpo),
            **counts,
            mtd_seconds=result.suggested.mtd,
            strategy=result.strategy or "",
            live_copy=result.live_copy or "",
            history=history.kind if history else "",
            history_interval_seconds=history.interval if history else None,
            retention_seconds=history.retention if history else None,
            cost_tier=result.cost_tier,
            yearly_cost=None if result.yearly_cost is None else Decimal(str(result.yearly_cost)),
            required_rto_seconds=result.required_rto,
            earliest_recovery_seconds=result.earliest_recovery,
            wave=result.wave,
            record=dumped,
            policy_version=result.policy_version,
            derived_at=NOW,
            stale_since=None,
        )
        Finding.objects.bulk_create(
            Finding(
                system=row,
                code=each["code"],
                severity=each["severity"],
                position=position,
                text=each["message"],
                read=each["read"],
                offers=each["offers"],
                justifiable=each["justifiable"],
                resolver=each["resolver"],
                first_seen_at=NOW,
            )
            for position, each in enumerate(findings)
        )


def payments(owner: User) -> System:
    """The payment platform with a ledger that is too slow for it, a shop that needs it, and all there is to say."""
    unit = BusinessUnitFactory(name="Payments and accounts")
    paid = system(
        "payments", name="Payment platform", purpose="Takes, checks and books customer payments.", business_unit=unit,
        owner=owner, running_cost=Decimal(240_000), data_size_gib=Decimal("812.50"), hosting="own", tags="core, cards",
        supplier="Acme Cards", supplier_rto_seconds=14400,
    )  # fmt: skip
    ledger, shop = system("ledger", name="Card ledger"), system("web-shop", name="Web shop")
    DependencyFactory(system=paid, needs=ledger, note="every booking")
    DependencyFactory(system=shop, needs=paid)
    DependencyFactory(system=paid, needs=shop, kind=Dependency.Kind.SHARES_TRANSACTIONS)
    ProtectionFactory(
        system=paid, strategy="backup_restore", live_copy="none", history="snapshot", interval_seconds=3600,
        retention_seconds=7 * 86400, history_site="other_region", isolated=False, immutable=False,
    )  # fmt: skip
    ExerciseFactory(
        system=paid, performed_on=dt.date(2026, 11, 19), rta_seconds=1140, rpa_seconds=0, note="DNS was slow"
    )
    hard = (facts.Dependency("payments", "ledger"), facts.Dependency("web-shop", "payments"))
    derived(PAYMENTS, LEDGER, facts.System("web-shop", rto=900, rpo=300), among=hard)
    return System.objects.get(pk=paid.pk)


def approved(of: System, *, answered_by: User, by: User) -> Decision:
    """Approve the system's answers, as the review leaves it."""
    assessment = Assessment.objects.create(
        system=of, questionnaire=current(), respondent=answered_by, submitted_by=answered_by, submitted_at=NOW,
        submitted={}, state=Assessment.State.APPROVED,
    )  # fmt: skip
    Profile.objects.filter(system=of).update(answer_state=Profile.AnswerState.APPROVED)
    return Decision.objects.create(
        assessment=assessment, outcome=Decision.Outcome.APPROVED, by=by, at=NOW + dt.timedelta(hours=2),
        policy_version="2026.1", comment="Agreed with finance.", idempotency_key=uuid.uuid4(),
        signed={"rto": of.profile.rto, "rpo": of.profile.rpo, "plan": of.profile.record},
    )  # fmt: skip


def justified(finding: Finding, *, by: User, accepted_by: User | None = None) -> Justification:
    return Justification.objects.create(
        system=finding.system, code=finding.code, subject=finding.subject, read=finding.read, by=by, at=NOW,
        reason="The ledger is replaced in spring.", decided_by=accepted_by,
        decided_at=NOW + dt.timedelta(days=1) if accepted_by else None,
        state=Justification.State.ACCEPTED if accepted_by else Justification.State.SAID,
    )  # fmt: skip
