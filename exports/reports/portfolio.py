"""The portfolio in numbers: counted and summed by the database, a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Case, CharField, Count, F, Q, Sum, Value, When
from django.utils import timezone

from accounts.models import User
from assessments.models import Assessment, Decision
from recovery.durations import DAY, HOUR, MINUTE
from systems.models import Profile, System, SystemQuerySet
from systems.queries.filters import ANSWERED_STATES

# The upper ends of the matrix's rows and columns, in seconds; the last is open.
BANDS = (5 * MINUTE, HOUR, 4 * HOUR, DAY)
VALUED = Q(profile__rto_seconds__isnull=False) & (
    Q(profile__rpo_seconds__isnull=False) | Q(profile__rpo_state="not applicable")
)
WITHOUT_DATA = Q(profile__rto_seconds__isnull=False, profile__rpo_state="not applicable")
ANSWERED = Q(profile__answer_state__in=ANSWERED_STATES)


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
    blocks: int
    warns: int
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
    today = timezone.localdate()
    month = timezone.localtime().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    counted = systems.aggregate(
        systems=Count("pk"),
        answered=Count("pk", filter=ANSWERED),
        approved=Count("pk", filter=Q(profile__answer_state=Profile.AnswerState.APPROVED)),
        blocked=Count("pk", filter=Q(profile__blocks__gt=0)),
        blocks=Sum("profile__blocks", default=0),
        warns=Sum("profile__warns", default=0),
        cost=Sum("profile__yearly_cost"),
        with_cost=Count("profile__yearly_cost"),
        without_objectives=Count("pk", filter=~VALUED),
        without_data=Count("pk", filter=WITHOUT_DATA),
    )
    return Totals(**counted, overdue=overdue(systems, today), approved_this_month=approved_since(systems, month))


def overdue(systems: SystemQuerySet, today: dt.date) -> int:
    return Assessment.objects.filter(
        system__in=systems, state__in=(Assessment.State.OPEN, Assessment.State.RETURNED), due_on__lt=today
    ).count()


def approved_since(systems: SystemQuerySet, moment: dt.datetime) -> int:
    approvals = Decision.objects.filter(
        assessment__system__in=systems, outcome=Decision.Outcome.APPROVED, at__gte=moment
    )
    return approvals.values("assessment__system").distinct().count()


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
        answered=Count("pk", filter=ANSWERED),
        blocks=Sum("profile__blocks", default=0),
        cost=Sum("profile__yearly_cost"),
        with_cost=Count("profile__yearly_cost"),
    )
    for row in grouped.order_by(F("business_unit__name").asc(nulls_last=True)):
        values: dict[str, Any] = dict(row)
        yield Unit(values.pop("business_unit_id"), values.pop("business_unit__name") or "", **values)
