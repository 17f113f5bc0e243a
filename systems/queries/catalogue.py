"""Reading the catalogue: filtered, sorted, counted."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from typing import Any

from django.db.models import Case, Count, F, OrderBy, QuerySet, Value, When
from django.db.models.functions import Lower

from accounts.models import User
from presentation.strategies import ORDER
from systems.models import Profile, System, SystemQuerySet
from systems.queries import standing
from systems.queries.filters import SystemFilter
from systems.queries.kept import kept

DEFAULT_SORT = "name"
FAR = 1_000
OF_SYSTEM = {"name": "name", "unit": "business_unit__name", "owner": "owner__email"}
OF_PROFILE = {
    "rto": ("rto_seconds",),
    "rpo": ("rpo_seconds",),
    "strategy": ("strategy",),
    "tier": ("cost_tier",),
    "findings": ("blocks", "warns", "informs"),
    "state": ("answer_state",),
}
RANKS: dict[str, tuple[str, ...]] = {"strategy": ORDER, "answer_state": tuple(Profile.AnswerState.values)}


def catalogue(user: User, params: Mapping[str, Any]) -> SystemQuerySet:
    """The systems the person may know of, as the parameters of the list's address filter and sort them.

    Their profile, unit and owner come along; the plan with every because (`profile.record`) is left in the database.
    """
    systems = in_order(SystemFilter(params, user=user).qs, params.get("sort", ""))
    return systems.select_related("profile", "business_unit", "owner").defer("profile__record")


def ids_in_order(systems: SystemQuerySet, sort: str) -> QuerySet[Any, int]:
    """The ids of the systems, sorted as `catalogue` sorts them, without reading what a page does not show."""
    return in_order(systems, sort).values_list("pk", flat=True)


class WholeCatalogue:
    """The ids of all systems in use that the person may know of, in order, to be cut into pages.

    The first pages by name come out of an index. Any other order, and pages far behind, take all systems anyway: that
    order is kept.
    """

    def __init__(self, user: User, systems: SystemQuerySet, sort: str) -> None:
        self.user, self.ids, self.sort = user, ids_in_order(systems, sort), sort

    def __getitem__(self, page: slice) -> list[int]:
        if self.sort == DEFAULT_SORT and page.start < FAR:
            return list(self.ids[page])
        return list(kept(self.user, f"sorted by {self.sort}", lambda: array("q", self.ids.iterator()))[page])


def in_order(systems: SystemQuerySet, sort: str) -> SystemQuerySet:
    """Sorted by a column, what is alike in it by name."""
    by = sort_in_use(sort)
    name = () if by.removeprefix("-") == DEFAULT_SORT else (Lower("name"),)
    return systems.order_by(*order(by), *name, "id")


def order(by: str) -> list[OrderBy]:
    """The order of one column (`-` in front: the other way round); what has no value comes last either way."""
    column, descending = by.removeprefix("-"), by.startswith("-")
    if column in OF_SYSTEM:
        # A name is never empty, and its index is only used without a word about empty ones.
        nulls_last = None if column == DEFAULT_SORT else True
        return [OrderBy(Lower(OF_SYSTEM[column]), descending=descending, nulls_last=nulls_last)]
    return [OrderBy(rank(name), descending=descending, nulls_last=True) for name in OF_PROFILE[column]]


def rank(name: str) -> F | Case:
    """The column itself, or for words their place in the order that people know."""
    places = [When(**{f"profile__{name}": value}, then=Value(at)) for at, value in enumerate(RANKS.get(name, ()))]
    return Case(*places) if places else F(f"profile__{name}")


def sort_in_use(by: str) -> str:
    """The sort asked for, if there is one of that name."""
    return by if by.removeprefix("-") in {*OF_SYSTEM, *OF_PROFILE} else DEFAULT_SORT


def profiles_in_use(user: User) -> QuerySet[Profile]:
    """Those of the systems in use or planned that the person may know of. To be counted without a look at the systems:
    the profiles have an index that holds all that is counted."""
    mine = System.objects.for_user(user)
    profiles = Profile.objects.exclude(system__in=mine.filter(status=System.Status.RETIRED).order_by().values("pk"))
    return profiles.filter(system__in=mine.order_by().values("pk")) if mine.query.where else profiles


def totals(user: User) -> dict[str, int]:
    """The line under the heading: how many systems there are, and how many of them need somebody."""
    return kept(user, "totals", lambda: _totals(user))


def _totals(user: User) -> dict[str, int]:
    counted = profiles_in_use(user).aggregate(
        systems=Count("pk"),
        answered=Count("pk", filter=standing.answered("")),
        contradicting=Count("pk", filter=standing.contradicted("")),
    )
    ownerless = System.objects.for_user(user).in_use().filter(standing.WITHOUT_OWNER)
    return {**counted, "ownerless": ownerless.count()}
