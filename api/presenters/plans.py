"""What programs read of what was derived: objectives, plan, contradictions. Times are whole seconds."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from ninja import Field, Schema

from exports.reports.portfolio import Band, Portfolio, Totals, Unit
from exports.reports.summary import Objectives, Option, Plan, Step
from systems.models import Profile, ProvisionalPlan
from systems.queries.provisional import provisional_of


class ProvisionalOut(Schema):
    """What a list proposes and nobody has confirmed: it counts neither as answered nor as approved."""

    source: str = Field(description="The list that says so.")
    rto_seconds: int | None
    rpo_seconds: int | None
    strategy: str
    cost_tier: int | None


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
    provisional: ProvisionalOut | None = Field(description="Null as soon as there is an answer.")

    @staticmethod
    def resolve_provisional(profile: Profile) -> ProvisionalPlan | None:
        return provisional_of(profile.system)

    @staticmethod
    def resolve_stale(profile: Profile) -> bool:
        return profile.stale_since is not None


class FindingOut(Schema):
    code: str
    subject: str
    severity: str
    justifiable: bool
    first_seen_at: datetime


class FindingsOut(Schema):
    items: list[FindingOut]


class PlanOut(Schema):
    """The plan as a summary tells it: with the reason of each number, in the language asked for."""

    answer_state: str
    provisional: str = Field(description="The list whose objectives these are, while nobody has confirmed them.")
    policy_version: str
    derived_at: datetime | None
    out_of_date: bool
    currency: str
    objectives: Objectives
    plan: Plan
    strategies: list[Option]
    neighbours: list[Step]


class CellOut(Schema):
    rto_band: str
    rpo_band: str
    systems: int


class PortfolioOut(Schema):
    """The numbers of the portfolio's page. `cells` count systems by the names of an RTO band and an RPO band."""

    totals: Totals
    rto_bands: list[Band]
    rpo_bands: list[Band]
    cells: list[CellOut]
    strategies: dict[str, int]
    units: list[Unit]

    @staticmethod
    def resolve_cells(portfolio: Portfolio) -> list[CellOut]:
        return [CellOut(rto_band=rto, rpo_band=rpo, systems=n) for (rto, rpo), n in sorted(portfolio.cells.items())]
