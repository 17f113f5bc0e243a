"""The systems that a campaign is about: those that the list shows with its filters to who begins it."""

from __future__ import annotations

from django.db.models import Case, F, Value, When
from django.db.models.functions import Coalesce
from django.http import QueryDict

from accounts.models import User
from campaigns.services.planning import Candidate
from systems.models import SystemQuerySet
from systems.queries import standing
from systems.queries.filters import SystemFilter


def systems_found(filters: str, person: User) -> SystemQuerySet:
    """Retired ones are never asked about."""
    found: SystemQuerySet = SystemFilter(QueryDict(filters), user=person).qs
    return found.in_use().order_by()


def candidates(filters: str, person: User) -> list[Candidate]:
    """Each with the owner who can be asked. One query."""
    owner = Case(When(standing.WITH_OWNER, then=F("owner")), default=None)
    unit = Coalesce("business_unit__name", Value("￿"))
    rows = systems_found(filters, person).annotate(asked=owner, unit=unit).values_list("pk", "unit", "asked")
    return [Candidate(*row) for row in rows.order_by("pk")]
