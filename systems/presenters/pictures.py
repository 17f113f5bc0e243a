"""The pictures on a system's page, from its profile: the recovery line, its neighbours, what being back costs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from presentation.durations import short_duration
from presentation.money import currency_sign
from recovery.dependencies.schedule import Chain
from recovery.facts import Objective, State
from recovery.offers.changes import read_grid
from recovery.pictures import (
    CostPoint,
    Neighbour,
    cost_balance,
    dependency_neighbourhood,
    impact_over_time,
    recovery_line,
    responsive,
)
from recovery.pictures.impact import NARROWEST
from recovery.results import Derived
from systems.models import Exercise, Profile
from systems.models.plan_columns import PlanColumns
from systems.queries.neighbourhood import NeighbourRow

NARROW = 360


def worst_loss_shown(derived: Derived | None) -> int | None:
    """What every recovery line marks as lost with today's protection, in seconds; None where it cannot be said.

    The line has the disaster in its middle, so it is the loss in a disaster (method, section 1), as in the finding
    that compares it with the RPO. What a corruption would cost, which a live copy does not prevent, is in the plan.
    """
    return derived.worst_loss_today.disaster if derived else None


def recovery_times_shown(derived: Derived | None) -> dict[str, int | None]:
    """When it is back after each kind of disruption, and what today's copies lose of destroyed data, in seconds.

    Of destroyed data it is today's time where today's copies are known, else the plan's, as in the finding about it.
    """
    if derived is None:
        return {}
    today, asked = derived.today_data_recovery_time, derived.objective_for_data
    return {
        "recovery": derived.recovery_time,
        "data_recovery": derived.data_recovery_time if today is None else today,
        "data_rto": asked.rto if asked else None,
        "data_loss": derived.worst_loss_today.corruption,
        "data_rpo": asked.rpo if asked else None,
    }


def line_of(
    profile: PlanColumns,
    *,
    exercise: Exercise | None = None,
    language: str = "en",
    width: int = 720,
    id: str = "recovery-line",  # noqa: A002 - the attribute's own name
    theme: Literal["page", "light"] = "page",
) -> SafeString:
    """The system's recovery line as SVG, with the limit of harm, today's worst losses, the last exercise and both
    recovery times marked."""
    derived = profile.derived()
    drawn = recovery_line(
        rpo=profile.rpo,
        rto=profile.rto,
        mtd=profile.mtd_seconds,
        worst_loss=worst_loss_shown(derived),
        exercise=exercise.rta_seconds if exercise else None,
        **recovery_times_shown(derived),
        language=language,
        width=width,
        id=id,
        theme=theme,
    )
    return mark_safe(drawn)  # noqa: S308 - it escapes its own texts


def responsive_line_of(profile: PlanColumns, *, exercise: Exercise | None, language: str) -> SafeString:
    return in_both_widths(
        lambda width, name: line_of(profile, exercise=exercise, language=language, width=width, id=name),
        "recovery-line",
    )


def in_both_widths(draw: Callable[[int, str], str], name: str, *, narrow: int = NARROW) -> SafeString:
    """The same in two widths, of which the page shows the one that it has room for."""
    both = responsive(draw(720, f"{name}-wide"), draw(narrow, f"{name}-narrow"))
    return mark_safe(both)  # noqa: S308 - pictures escape their own texts


def neighbourhood_of(
    profile: Profile,
    needs: Sequence[NeighbourRow],
    needed_by: Sequence[NeighbourRow],
    *,
    counts: Mapping[str, int],
    language: str,
) -> SafeString | None:
    """The system among its direct neighbours, with the chains that decide when it can and has to be back.

    `counts` says how many `needs` and `needed_by` there are, where the rows are not all of them.
    """
    if not (needs or needed_by):
        return None
    derived = profile.derived() or Derived.from_record({})
    left = [neighbour(row, next_on(derived.earliest_chain), language) for row in needs]
    right = [neighbour(row, next_on(derived.required_chain), language) for row in needed_by]
    return in_both_widths(
        lambda width, name: dependency_neighbourhood(
            profile.system.name,
            needs=left,
            needed_by=right,
            more=(counts["needs"] - len(left), counts["needed_by"] - len(right)),
            language=language,
            width=width,
            id=name,
        ),
        "neighbours",
    )


def next_on(chain: Chain) -> str:
    """The key of the neighbour through which a chain leads; empty when it ends at the system itself."""
    return chain.keys[1] if len(chain.keys) > 1 else ""


def neighbour(row: NeighbourRow, decisive: str, language: str) -> Neighbour:
    return Neighbour(
        name=row.system.name,
        kind=row.kind,
        note=back_within(row.rto, language),
        critical=row.fits is False,
        url=reverse("systems:detail", args=[row.system.key]) if row.may_open else "",
        decides=row.system.key == decisive,
    )


def back_within(rto: Objective, language: str) -> str:
    if isinstance(rto, State):
        return ""
    return short_duration(rto, language) if rto else gettext("at once")


def impact_of(profile: PlanColumns, *, language: str) -> SafeString | None:
    """How the harm of an outage grows, where somebody has said so."""
    derived = profile.derived()
    impact = read_grid(derived.impact or {}) if derived else {}
    if not any(impact.values()):
        return None
    return in_both_widths(
        lambda width, name: impact_over_time(impact, mtd=profile.mtd_seconds, language=language, width=width, id=name),
        "impact",
        narrow=NARROWEST,
    )


def balance_of(profile: PlanColumns, *, language: str) -> SafeString | None:
    """What recovery costs against what outages would, over the recovery times; None while either is unknown."""
    derived = profile.derived()
    points = balance_points(derived, profile.rto_seconds) if derived else []
    if len(points) < 2:
        return None
    return in_both_widths(
        lambda width, name: cost_balance(
            points,
            chosen=profile.rto_seconds,
            currency=currency_sign(),
            language=language,
            width=width,
            id=name,
        ),
        "cost-balance",
    )


def balance_points(derived: Derived, chosen: int | None) -> list[CostPoint]:
    """The recovery times worth comparing; `chosen` is the objective, in seconds.

    Further up the ladder the loss outgrows the cost a hundredfold and would press the interesting part flat, so it
    ends after the first time at which the loss alone is twice the dearest recovery, but not before the chosen one.
    """
    points = [
        CostPoint(each.rto, each.yearly_cost, each.expected_loss)
        for each in derived.balance
        if each.yearly_cost is not None
    ]
    enough = 2 * max((point.cost for point in points), default=0)
    past = [at for at, each in enumerate(points) if each.loss > enough and each.rto >= (chosen or 0)]
    return points[: max(past[0] + 1, 2)] if past else points
