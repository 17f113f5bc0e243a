"""What programs read of what was derived: objectives, plan, contradictions. Times are whole seconds."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from ninja import Field, Schema

from systems.models import Finding, Profile


class ProfileOut(Schema):
    answer_state: str
    stale: bool = Field(description="True while it is being derived anew from what changed.")
    rto_state: str = Field(description="`value` where `rto_seconds` holds it; else why there is none.")
    rto_seconds: int | None
    rpo_state: str
    rpo_seconds: int | None
    mtd_seconds: int | None
    strategy: str
    live_copy: str
    history: str
    history_interval_seconds: int | None
    retention_seconds: int | None
    cost_tier: int | None
    yearly_cost: Decimal | None
    required_rto_seconds: int | None
    earliest_recovery_seconds: int | None
    wave: int | None
    blocks: int
    warns: int
    informs: int


class FindingOut(Schema):
    code: str
    subject: str
    severity: str
    justifiable: bool
    first_seen_at: datetime


class FindingsOut(Schema):
    items: list[FindingOut]


def shown_profile(profile: Profile) -> ProfileOut:
    itself = {name: getattr(profile, name) for name in ProfileOut.model_fields if name != "stale"}
    return ProfileOut(**itself, stale=profile.stale_since is not None)


def shown_finding(finding: Finding) -> FindingOut:
    return FindingOut(**{name: getattr(finding, name) for name in FindingOut.model_fields})
