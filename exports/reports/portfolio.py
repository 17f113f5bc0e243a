"""The portfolio in numbers: counted and summed by the database, a fixed number of queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from django.db.models import Case, CharField, Count, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce, Concat

from accounts.models import User
from recovery.durations import DAY, HOUR, MINUTE
from systems.models import BusinessUnit, Profile, System, SystemQuerySet
from systems.queries import standing
from systems.queries.catalogue import profiles_in_use
from systems.queries.kept import kept
from systems.queries.standing import condition_of, of_profiles

COUNTED = {
    "systems": Count("pk"),
    "answered": Count("pk", filter=of_profiles(standing.ANSWERED)),
    "approved": Count("pk", filter=Q(answer_state=Profile.AnswerState.APPROVED)),
    "blocked": Count("pk", filter=of_profiles(standing.BLOCKED)),
    "warned": Count("pk", filter=of_profiles(standing.WARNED)),
    "blocks": Sum("blocks", default=0),
    "cost": Sum("yearly_cost"),
    "with_cost": Count("yearly_cost"),
    "without_objectives": Count("pk", filter=of_profiles(standing.OBJECTIVES_OPEN)),
    "without_data": Count("pk", filter=of_profiles(standing.WITHOUT_DATA)),
}
OF_UNIT = ("systems", "answered", "blocks", "cost", "with_cost")
# The upper ends of the matrix's rows and columns, in seconds; the last is open.
BANDS = (5 * MINUTE, HOUR, 4 * HOUR, DAY)
NO_UNIT = 0
Key = TypeVar("Key")
Place = tuple[str | None, str | None, str, int]
Row = Mapping[str, Any]


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
    provisional: int


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


Counted = tuple[list[Place], Row, tuple[Unit, ...]]
"""What is counted of systems, profiles and units alone."""


def bands(*, with_zero: bool) -> tuple[Band, ...]:
    """The bands from the tightest to the loosest; zero stands alone where losing nothing is a wish of its own."""
    ends = (0, *BANDS) if with_zero else BANDS
    starts = (0, *(end + 1 for end in ends))
    return tuple(
        Band(str(index), start, end) for index, (start, end) in enumerate(zip(starts, (*ends, None), strict=True))
    )


def portfolio_of(user: User) -> Portfolio:
    """The systems in use or planned that the person may know of."""
    rto_bands, rpo_bands = bands(with_zero=False), bands(with_zero=True)
    places, counted, of_units = kept(user, "portfolio", lambda: counted_of(user, rto_bands, rpo_bands))
    return Portfolio(
        totals=totals(System.objects.for_user(user).in_use().order_by(), counted),
        rto_bands=rto_bands,
        rpo_bands=rpo_bands,
        cells=added(((row, column), count) for row, column, _, count in places if row and column),
        strategies=added((strategy, count) for _, _, strategy, count in places),
        units=of_units,
    )


def counted_of(user: User, rto_bands: Iterable[Band], rpo_bands: Iterable[Band]) -> Counted:
    profiles = profiles_in_use(user).order_by()
    return list(placed(profiles, rto_bands, rpo_bands)), profiles.aggregate(**COUNTED), tuple(units(profiles))


# Three times over a narrow index, each with few columns to sort, is several times faster than once with all of them.
def placed(profiles: QuerySet[Profile], rto_bands: Iterable[Band], rpo_bands: Iterable[Band]) -> Iterable[Place]:
    """How many systems there are in each place of the matrix with each strategy."""
    row, column = band_of("rto_seconds", rto_bands), band_of("rpo_seconds", rpo_bands)
    # Not by the column of the strategy itself: SQLite would go along its index, and look up the rest in the table.
    groups = profiles.annotate(row=row, column=column, by=Concat("strategy", Value(""))).values("row", "column", "by")
    return groups.annotate(systems=Count("pk")).values_list("row", "column", "by", "systems")


def added(parts: Iterable[tuple[Key, int]]) -> dict[Key, int]:
    found: Counter[Key] = Counter()
    for key, count in parts:
        found[key] += count
    return dict(found)


def totals(systems: SystemQuerySet, counted: Row) -> Totals:
    # On their own: each looks into a table of many rows for a system, and at the calendar.
    overdue, this_month, provisional = (
        systems.filter(condition_of(name)).count() for name in ("overdue", "approved_this_month", "provisional")
    )
    return Totals(**counted, overdue=overdue, approved_this_month=this_month, provisional=provisional)


def units(profiles: QuerySet[Profile]) -> Iterable[Unit]:
    """By name; what belongs to none comes last."""
    # Not by the column itself: SQLite would go through the systems unit by unit, each time at another end of the table.
    unit = Coalesce("system__business_unit", NO_UNIT)
    counted = {name: COUNTED[name] for name in OF_UNIT}
    found: Iterable[Any] = profiles.annotate(unit=unit).values("unit").annotate(**counted)
    names = dict(BusinessUnit.objects.order_by().values_list("pk", "name"))
    rows = [(names.get(row["unit"], ""), row) for row in found]
    for of_unit, row in sorted(rows, key=lambda each: (each[1]["unit"] == NO_UNIT, each[0].casefold())):
        yield Unit(row["unit"] or None, of_unit, **{name: row[name] for name in counted})


def band_of(field: str, among: Iterable[Band]) -> Case:
    return Case(*(When(band.condition(field), then=Value(band.name)) for band in among), output_field=CharField())
