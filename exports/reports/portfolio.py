"""The portfolio in numbers: counted and summed by the database, a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Case, CharField, Count, F, Q, Sum, Value, When

from accounts.models import User
from recovery.durations import DAY, HOUR, MINUTE
from systems.models import Profile, System, SystemQuerySet
from systems.queries import standing
from systems.queries.standing import condition_of

# The upper ends of the matrix's rows and columns, in seconds; the last is open.
BANDS = (5 * MINUTE, HOUR, 4 * HOUR, DAY)


@dataclass(frozen=True, slots=True)
class Band:
    """Durations from `least` to `most`, both ends included; `most` None is open."""

    name: str
    least: int
    most: int | None

    def condition(self, field: str) -> Q:
        span = Q(**{f"{field}__gte": self.least})
        return span if self.most is None else span & Q(**{f"{field}__lte": self.most})


@dataclass(frozen=True, slots=True)
class Totals:
    systems: int
    answered: int
    approved: int
    blocked: int
    warned: int
    blocks: int
    cost: Decimal | None
    with_cost: int
    overdue: int
    approved_this_month: int
    without_objectives: int
    without_data: int


@dataclass(frozen=True, slots=True)
class Unit:
    pk: int | None
    name: str
    systems: int
    answered: int
    blocks: int
    cost: Decimal | None
    with_cost: int


@dataclass(frozen=True, slots=True)
class Portfolio:
    """`cells` counts systems by the names of an RTO band and an RPO band; `strategies` by key, "" for none."""

    totals: Totals
    rto_bands: tuple[Band, ...]
    rpo_bands: tuple[Band, ...]
    cells: Mapping[tuple[str, str], int]
    strategies: Mapping[str, int]
    units: tuple[Unit, ...]


def bands(*, with_zero: bool) -> tuple[Band, ...]:
    """The bands from the tightest to the loosest; zero stands alone where losing nothing is a wish of its own."""
    ends = (0, *BANDS) if with_zero else BANDS
    starts = (0, *(end + 1 for end in ends))
    return tuple(
        Band(str(index), start, end) for index, (start, end) in enumerate(zip(starts, (*ends, None), strict=True))
    )


def portfolio_of(user: User) -> Portfolio:
    """The systems in use or planned that the person may know of."""
    systems = System.objects.for_user(user).in_use().order_by()
    rto_bands, rpo_bands = bands(with_zero=False), bands(with_zero=True)
    return Portfolio(
        totals=totals(systems),
        rto_bands=rto_bands,
        rpo_bands=rpo_bands,
        cells=matrix(systems, rto_bands, rpo_bands),
        strategies=dict(systems.values_list("profile__strategy").annotate(count=Count("pk"))),
        units=tuple(units(systems)),
    )


def totals(systems: SystemQuerySet) -> Totals:
    counted = systems.aggregate(
        systems=Count("pk"),
        answered=Count("pk", filter=standing.ANSWERED),
        approved=Count("pk", filter=condition_of(Profile.AnswerState.APPROVED)),
        blocked=Count("pk", filter=standing.BLOCKED),
        warned=Count("pk", filter=standing.WARNED),
        blocks=Sum("profile__blocks", default=0),
        cost=Sum("profile__yearly_cost"),
        with_cost=Count("profile__yearly_cost"),
        without_objectives=Count("pk", filter=standing.OBJECTIVES_OPEN),
        without_data=Count("pk", filter=standing.WITHOUT_DATA),
    )
    # On their own: each looks into a table of many rows for a system.
    overdue, this_month = (systems.filter(condition_of(name)).count() for name in ("overdue", "approved_this_month"))
    return Totals(**counted, overdue=overdue, approved_this_month=this_month)


def matrix(systems: SystemQuerySet, rto_bands: Iterable[Band], rpo_bands: Iterable[Band]) -> dict[tuple[str, str], int]:
    both = systems.filter(profile__rto_seconds__isnull=False, profile__rpo_seconds__isnull=False)
    placed = both.annotate(
        row=band_of("profile__rto_seconds", rto_bands), column=band_of("profile__rpo_seconds", rpo_bands)
    )
    return {(row, column): count for row, column, count in placed.values_list("row", "column").annotate(Count("pk"))}


def band_of(field: str, among: Iterable[Band]) -> Case:
    return Case(*(When(band.condition(field), then=Value(band.name)) for band in among), output_field=CharField())


def units(systems: SystemQuerySet) -> Iterable[Unit]:
    grouped = systems.values("business_unit_id", "business_unit__name").annotate(
        systems=Count("pk"),
        answered=Count("pk", filter=standing.ANSWERED),
        blocks=Sum("profile__blocks", default=0),
        cost=Sum("profile__yearly_cost"),
        with_cost=Count("profile__yearly_cost"),
    )
    for row in grouped.order_by(F("business_unit__name").asc(nulls_last=True)):
        values: dict[str, Any] = dict(row)
        yield Unit(values.pop("business_unit_id"), values.pop("business_unit__name") or "", **values)
