"""What programs read about a system, and what they say about it. Times are whole seconds; null is what nobody has said.

What can be said stands once: what is read is the same fields and a few more.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import BeforeValidator

from api.services.paging import NO_ZERO, Page
from recovery.durations import LONGEST
from systems.models import Dependency, System


def no_truth(value: Any) -> Any:
    """“Yes” is no number, although Python counts it as one. Raises ValueError."""
    if isinstance(value, bool):
        raise ValueError("A number is needed here.")
    return value


def no_number(value: Any) -> Any:
    """A number is no day, although it may be read as seconds since 1970. Raises ValueError."""
    if isinstance(value, int | float):
        raise ValueError("A day is needed here, like 2026-01-31.")
    return value


Seconds = Annotated[int, Field(strict=True, ge=0, le=LONGEST)]
YesOrNo = Annotated[bool, Field(strict=True)]
Day = Annotated[date, BeforeValidator(no_number)]
Amount = Annotated[Decimal, BeforeValidator(no_truth), Field(ge=0, max_digits=14, decimal_places=2)]
Speed = Annotated[Decimal, BeforeValidator(no_truth), Field(ge=0, max_digits=10, decimal_places=2)]
Size = Annotated[
    Decimal, BeforeValidator(no_truth), Field(ge=0, le=1_000_000_000, max_digits=12, decimal_places=2)
]  # fmt: skip
Tag = Annotated[str, Field(pattern=r"^[^,\x00-\x1f]*[^,\s\x00-\x1f][^,\x00-\x1f]*$")]
Line = Annotated[str, Field(max_length=200, pattern=NO_ZERO)]
Text = Annotated[str, Field(pattern=NO_ZERO)]
"""How long it may be the form says."""
Name = Annotated[str, Field(min_length=1, max_length=200, pattern=NO_ZERO)]
Address = Annotated[str, Field(max_length=254, pattern=NO_ZERO)]
Site = Literal["", "same", "other_site", "other_region", "other_provider"]


class Said(Schema, extra="forbid"):
    """What a program says. A field that nobody knows is refused: it may be one that is mistyped."""


class PersonOut(Schema):
    email: str
    name: str


class SystemFacts(Schema):
    """The catalogue's own facts about a system, without those that are read and said in other forms."""

    name: Name
    purpose: Text = ""
    data_kinds: Text = ""
    type: Literal["application", "infrastructure", "data_store", "business_service"] = "application"
    hosting: Literal["", "own", "cloud", "saas", "supplier", "desktop"] = ""
    site: Annotated[str, Field(max_length=120, pattern=NO_ZERO)] = ""
    supplier: Line = ""
    supplier_rto_seconds: Seconds | None = None
    supplier_rpo_seconds: Seconds | None = None
    data_size_gib: Size | None = None
    running_cost: Amount | None = None
    recovery_budget: Amount | None = None


class SystemSaid(SystemFacts, extra="forbid"):
    """What can be said of a system, new or known."""

    status: Literal["planned", "live"] = "live"
    tags: list[Tag] = []
    business_unit: Annotated[str, Field(max_length=120, pattern=NO_ZERO)] | None = Field(
        None, description="By name; a new name is a new unit."
    )
    owner: Address | None = Field(None, description="E-mail address.")
    technical_contact: Address | None = Field(None, description="E-mail address.")
    add_people: YesOrNo = Field(False, description="Add people whose address is not known yet.")


class SystemIn(SystemSaid):
    """A new system. Without `key` it gets one from its name."""

    key: Annotated[str, Field(max_length=60, pattern=r"^([a-z0-9]+(-[a-z0-9]+)*)?$")] = ""


class SystemChange(SystemSaid):
    """What is to become another; what is left out stays."""

    name: Name = ""


class SystemOut(SystemFacts):
    key: str
    status: Literal["planned", "live", "retired"]
    tags: list[str]
    business_unit: str | None
    owner: PersonOut | None
    technical_contact: PersonOut | None
    version: int = Field(description="Grows with every change of the system's own facts.")
    created_at: datetime

    @staticmethod
    def resolve_tags(system: System) -> list[str]:
        return system.tag_list

    @staticmethod
    def resolve_business_unit(system: System) -> str | None:
        return system.business_unit.name if system.business_unit else None


class SystemsPage(Page):
    items: list[SystemOut]


class DependencyOut(Schema):
    id: int
    key: str = Field(description="The other system.")
    name: str
    kind: str
    note: str


class DependenciesOut(Schema):
    needs: list[DependencyOut]
    needed_by: list[DependencyOut]


class DependencyIn(Said):
    needs: Annotated[str, Field(min_length=1, max_length=200, pattern=NO_ZERO)] = Field(
        description="Key or name of a system that you may know of."
    )
    kind: Literal["hard", "soft", "shares_transactions"] = "hard"
    note: Annotated[str, Field(max_length=300, pattern=NO_ZERO)] = ""


class ProtectionOut(Schema):
    """What protects a system today, in the fields of `systems.models.Protection`."""

    strategy: Annotated[str, Field(max_length=40, pattern=NO_ZERO)] = ""
    live_copy: Literal["", "none", "asynchronous", "synchronous"] = ""
    live_lag_seconds: Seconds | None = None
    live_site: Site = ""
    history: Literal["", "none", "snapshot", "continuous"] = ""
    interval_seconds: Seconds | None = None
    retention_seconds: Seconds | None = None
    archive_retention_seconds: Seconds | None = None
    history_site: Site = ""
    isolated: YesOrNo | None = None
    immutable: YesOrNo | None = None
    start_window_seconds: Seconds | None = None
    running_time_seconds: Seconds | None = None
    copy_lag_seconds: Seconds | None = None
    copies_at: Annotated[str, Field(max_length=120, pattern=NO_ZERO)] = ""
    restore_mib_per_s: Speed | None = None
    note: Text = ""


class ProtectionIn(ProtectionOut, extra="forbid"):
    """All of it: what is left out has not been said."""


class ExerciseFacts(Schema):
    kind: Literal["failover", "data_restore", "table_top"]
    performed_on: Day
    scope: Text = ""
    people: Text = ""
    rta_seconds: Seconds | None = None
    rpa_seconds: Seconds | None = None
    note: Text = ""
    evidence_link: Annotated[str, Field(max_length=500, pattern=NO_ZERO)] = ""


class ExerciseIn(ExerciseFacts, extra="forbid"):
    """What was tried, and what was reached: one of the two times, or what was learnt."""


class ExerciseOut(ExerciseFacts):
    id: int


class ExercisesOut(Schema):
    items: list[ExerciseOut]


def shown_need(dependency: Dependency, other: System) -> dict[str, Any]:
    return {
        "id": dependency.pk, "key": other.key, "name": other.name, "kind": dependency.kind, "note": dependency.note,
    }  # fmt: skip
