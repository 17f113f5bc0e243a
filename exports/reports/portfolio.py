"""The portfolio in numbers: counted and summed by the database, a fixed number of queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Case, CharField, Count, Q, Sum, Value, When

from accounts.models import User
from recovery.durations import DAY, HOUR, MINUTE
from systems.models import Profile, System, SystemQuerySet
from systems.queries import standing
from systems.queries.standing import condition_of

COUNTED = {
    "systems": Count("pk"),
    "answered": Count("pk", filter=standing.ANSWERED),
    "approved": Count("pk", filter=condition_of(Profile.AnswerState.APPROVED)),
    "blocked": Count("pk", filter=standing.BLOCKED),
    "warned": Count("pk", filter=standing.WARNED),
    "blocks": Sum("profile__blocks", default=0),
    "cost": Sum("profile__yearly_cost"),
    "with_cost": Count("profile__yearly_cost"),
    "without_objectives": Count("pk", filter=standing.OBJECTIVES_OPEN),
    "without_data": Count("pk", filter=standing.WITHOUT_DATA),
}
OF_UNIT = ("systems", "answered", "blocks", "cost", "with_cost")
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
    groups = list(grouped(systems, rto_bands, rpo_bands))
    return Portfolio(
        totals=totals(systems, groups),
        rto_bands=rto_bands,
        rpo_bands=rpo_bands,
        cells=counted((group["row"], group["column"], group) for group in groups if group["row"] and group["column"]),
        strategies=counted((group["profile__strategy"], group) for group in groups),
        units=tuple(units(groups)),
    )


def grouped(systems: SystemQuerySet, rto_bands: Iterable[Band], rpo_bands: Iterable[Band]) -> Iterable[dict[str, Any]]:
    """What is counted and summed, for each unit, strategy and place in the matrix: everything else adds these up, so
    that the systems are gone through once."""
    row, column = band_of("profile__rto_seconds", rto_bands), band_of("profile__rpo_seconds", rpo_bands)
    by = ("business_unit_id", "business_unit__name", "profile__strategy", "row", "column")
    groups: Iterable[dict[str, Any]] = systems.annotate(row=row, column=column).values(*by).annotate(**COUNTED)
    return groups


def counted(placed: Iterable[tuple[Any, ...]]) -> dict[Any, int]:
    """How many systems by what stands before each group, alone or as a tuple."""
    found: Counter[Any] = Counter()
    for *place, group in placed:
        found[tuple(place) if len(place) > 1 else place[0]] += group["systems"]
    return dict(found)


def totals(systems: SystemQuerySet, groups: Sequence[Mapping[str, Any]]) -> Totals:
    # On their own: each looks into a table of many rows for a system.
    overdue, this_month = (systems.filter(condition_of(name)).count() for name in ("overdue", "approved_this_month"))
    return Totals(**added(groups, COUNTED), overdue=overdue, approved_this_month=this_month)


def added(groups: Iterable[Mapping[str, Any]], names: Iterable[str]) -> dict[str, Any]:
    """The groups together; a sum is None where no group has one."""
    columns = {name: [group[name] for group in groups if group[name] is not None] for name in names}
    return {name: sum(values) if values or name != "cost" else None for name, values in columns.items()}


def band_of(field: str, among: Iterable[Band]) -> Case:
    return Case(*(When(band.condition(field), then=Value(band.name)) for band in among), output_field=CharField())


def units(groups: Iterable[Mapping[str, Any]]) -> Iterable[Unit]:
    """By name; what belongs to none comes last."""
    of_unit: dict[tuple[int | None, str], list[Mapping[str, Any]]] = {}
    for group in groups:
        of_unit.setdefault((group["business_unit_id"], group["business_unit__name"] or ""), []).append(group)
    for (pk, name), parts in sorted(of_unit.items(), key=lambda each: (each[0][0] is None, each[0][1].casefold())):
        yield Unit(pk, name, **added(parts, OF_UNIT))
