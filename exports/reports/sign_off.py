"""The latest approval, with what was signed word for word, and whether it is still so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assessments.models import Decision
from assessments.services.signed import entries_of
from exports.reports.catalogue_entry import person
from exports.reports.summary import Goal, Person, SignOff, TrailEntry
from recovery.facts import State
from systems.models import Profile, System
from systems.services.plan_marks import plan_mark


def latest_approval(system: System, profile: Profile) -> SignOff | None:
    """The latest approval, with what was signed word for word."""
    approvals = Decision.objects.approvals().filter(assessment__system=system)
    latest = approvals.select_related("by", "assessment__submitted_by").order_by("-at", "-id").first()
    if latest is None:
        return None
    return SignOff(
        approved_by=Person(latest.by_name or latest.by.name, latest.by.email),
        approved_at=latest.at,
        answered_by=person(latest.assessment.submitted_by),
        submitted_at=latest.assessment.submitted_at,
        policy_version=latest.policy_version,
        comment=latest.comment,
        signed=latest.signed,
        rto=signed_goal(latest.signed.get("rto")),
        rpo=signed_goal(latest.signed.get("rpo")),
        still_holds=still_holds(latest.signed, profile),
        trail=trail_of(latest),
    )


def trail_of(decision: Decision) -> TrailEntry | None:
    kept = entries_of(decision)
    return TrailEntry(kept[0].pk, kept[0].hash) if kept else None


def signed_goal(stored: int | str | None) -> Goal:
    """An objective as a decision keeps it: seconds, or the word for there being none."""
    return Goal("value", stored) if isinstance(stored, int) else Goal(stored or State.UNSET.value, None)


def still_holds(signed: Mapping[str, Any], profile: Profile) -> bool:
    """Whether objectives and plan are what was signed; prices and times of others may move."""
    then = plan_mark(signed.get("rto"), signed.get("rpo"), signed.get("plan") or {})
    return then == plan_mark(profile.rto, profile.rpo, profile.record)
