"""The catalogue as a table: one row a system, read from the database piece by piece."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from django.db.models import Count, Min, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.models import Commitment, Decision
from exports.document import Table
from exports.reports.catalogue_row import DERIVED, Row, columns, row
from exports.services.kinds import Watch
from systems.models import Dependency, Exercise, System
from systems.queries import provisional
from systems.queries.catalogue import ids_in_order
from systems.queries.filters import SystemFilter

FIELDS = (
    "pk", "key", "name", "purpose", "data_kinds", "type", "status", "hosting", "site", "tags", "supplier",
    "supplier_rto_seconds", "supplier_rpo_seconds", "data_size_gib", "running_cost", "recovery_budget",
    "business_unit__name", "owner__name", "owner__email", "technical_contact__email",
)  # fmt: skip
LATEST_EXERCISE = {
    "exercise_on": "performed_on",
    "exercise_kind": "kind",
    "exercise_rta": "rta_seconds",
    "exercise_rpa": "rpa_seconds",
}
LATEST_APPROVAL = {"approved_at": "at", "approved_by": "by__name"}
PROMISES = {"promises": "count", "promised_for": "first"}
PIECE = 250


def table(user: User, params: Mapping[str, Any], watch: Watch[Any] = iter) -> Table:
    """The systems of the list that the parameters of its address give, in the list's order."""
    return Table(_("Systems"), columns(), watch(system_rows(user, params)), _("No system matches."))


def count(user: User, params: Mapping[str, Any]) -> int:
    """How many rows that table has."""
    found: int = SystemFilter(params, user=user).qs.count()
    return found


def system_rows(user: User, params: Mapping[str, Any]) -> Iterator[Row]:
    """One query for their order, then two for each piece of them.

    Between the pieces nothing is being read, so that whoever writes meanwhile, this process too, is not in the way.
    """
    values = (
        System.objects.for_user(user)
        .annotate(
            **columns_of(exercises(), LATEST_EXERCISE),
            **columns_of(approvals(), LATEST_APPROVAL),
            **columns_of(promises(), PROMISES),
        )
        .values(
            *FIELDS,
            *(f"profile__{name}" for name in DERIVED),
            *LATEST_EXERCISE,
            *LATEST_APPROVAL,
            *PROMISES,
            *provisional.COLUMNS,
        )
    )
    ids = iter(list(ids_in_order(SystemFilter(params, user=user).qs, params.get("sort", ""))))
    while piece := list(islice(ids, PIECE)):
        found = {value["pk"]: value for value in values.filter(pk__in=piece).order_by()}
        needs = needs_of(piece)
        yield from (row(found[pk], needs.get(pk, {})) for pk in piece if pk in found)


def columns_of(latest: QuerySet[Any], names: Mapping[str, str]) -> dict[str, Subquery]:
    """Fields of the first row of `latest`, each under the name that it has here."""
    return {name: Subquery(latest.values(field)[:1]) for name, field in names.items()}


def exercises() -> QuerySet[Exercise]:
    return Exercise.objects.filter(system=OuterRef("pk")).order_by("-performed_on", "-id")


def approvals() -> QuerySet[Decision]:
    return Decision.objects.approvals().filter(assessment__system=OuterRef("pk")).order_by("-at", "-id")


def promises() -> QuerySet[Commitment, Any]:
    """The open promises of a system as one row: how many, and the day of the first."""
    rows = Commitment.objects.filter(Commitment.OPEN, system=OuterRef("pk")).order_by()
    return rows.values("system").annotate(count=Count("pk"), first=Min("due_on"))


def needs_of(systems: list[int]) -> dict[int, dict[str, list[str]]]:
    """For each system the keys of what it needs, by kind. Who may know of a system may know what it needs."""
    edges = Dependency.objects.filter(system__in=systems).order_by("needs__key")
    found: dict[int, dict[str, list[str]]] = {}
    for system, kind, key in edges.values_list("system_id", "kind", "needs__key"):
        found.setdefault(system, {}).setdefault(kind, []).append(key)
    return found
