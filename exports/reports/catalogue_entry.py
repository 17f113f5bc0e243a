"""What the catalogue says about a system: master data, what protects it today, how its recovery was exercised."""

from __future__ import annotations

from dataclasses import fields

from accounts.models import User
from exports.reports.derived import loss
from exports.reports.summary import ExerciseResult, Master, Person, Supplier, Today
from recovery.planning import plan as method
from systems.models import Exercise, Profile, Protection, System, lies_elsewhere

SAID = tuple(field.name for field in fields(Today) if hasattr(Protection, field.name))
"""What a summary tells of today's protection as it was said."""


def person(user: User | None) -> Person | None:
    return None if user is None else Person(user.name, user.email)


def master(system: System) -> Master:
    promised = (system.supplier_rto_seconds, system.supplier_rpo_seconds)
    known = system.supplier or any(seconds is not None for seconds in promised)
    return Master(
        key=system.key,
        name=system.name,
        purpose=system.purpose,
        data_kinds=system.data_kinds,
        business_unit=system.business_unit.name if system.business_unit else "",
        owner=person(system.owner),
        technical_contact=person(system.technical_contact),
        type=system.type,
        status=system.status,
        hosting=system.hosting,
        tags=tuple(system.tag_list),
        data_size_gib=system.data_size_gib,
        running_cost=system.running_cost,
        recovery_budget=system.recovery_budget,
        supplier=Supplier(system.supplier, *promised) if known else None,
    )


def today(protection: Protection | None, worst: method.Loss) -> Today | None:
    """None where nobody has said anything, and no copies have checked in."""
    if protection is None and not worst.measured:
        return None
    protection = protection or Protection()
    return Today(
        **{name: getattr(protection, name) for name in SAID},
        copy_elsewhere=lies_elsewhere(protection.history_site),
        worst_loss=loss(worst),
        loss_is_measured=worst.measured,
    )


def exercise(item: Exercise, profile: Profile) -> ExerciseResult:
    pairs = ((item.rta_seconds, profile.rto_seconds), (item.rpa_seconds, profile.rpo_seconds))
    measured = [took <= allowed for took, allowed in pairs if took is not None and allowed is not None]
    return ExerciseResult(
        kind=item.kind,
        performed_on=item.performed_on,
        scope=item.scope,
        people=item.people,
        rta_seconds=item.rta_seconds,
        rpa_seconds=item.rpa_seconds,
        reached=all(measured) if measured and item.kind in Exercise.MEASURING else None,
        note=item.note,
        evidence_link=item.evidence_link,
        evidence_name=item.evidence_name,
    )
