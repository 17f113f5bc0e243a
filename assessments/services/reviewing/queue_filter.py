"""What the queue can be filtered by: the same for the page, for the next one to decide, and for approving together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from assessments.models import Assessment
from assessments.queries import in_review
from systems.models import BusinessUnit, System
from systems.queries import standing
from systems.queries.filters import MOST_WORDS, NOBODY, select
from systems.queries.words import with_words

Rounds = QuerySet[Assessment]
ME = "me"
PROFILE = "system__profile__"
UP_TO_DATE = Q(system__profile__stale_since=None)
NOT_KNOWN = standing.objectives_open(PROFILE)

FINDINGS: dict[str, tuple[str | Promise, Q]] = {
    "fits": (_("Everything fits"), standing.fitting(PROFILE)),
    "blocks": (_("With blocking contradictions"), UP_TO_DATE & Q(system__profile__blocks__gt=0)),
    "unknown": (_("An objective is not known yet"), UP_TO_DATE & Q(system__profile__blocks=0) & NOT_KNOWN),
    "warns": (
        _("Only worth a look"),
        UP_TO_DATE & Q(system__profile__blocks=0, system__profile__warns__gt=0) & ~NOT_KNOWN,
    ),
    "calculating": (_("Being calculated"), ~UP_TO_DATE),
}
"""Each round of the queue is in exactly one of these."""


class QueueFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Filters of what was sent, the oldest first, over what the person may know of."""

    q = django_filters.CharFilter(
        method="search",
        label=_("Search"),
        max_length=100,
        widget=forms.TextInput(
            attrs={"type": "search", "class": "form-control", "placeholder": _("Search name, owner, tag")}
        ),
    )
    unit = select(_("Business unit"), _("Any unit"), [], method="of_unit")
    findings = select(
        _("Contradictions"), _("Any findings"), [(key, label) for key, (label, _q) in FINDINGS.items()],
        method="with_findings",
    )  # fmt: skip
    assigned = select(_("Assigned to"), _("Assigned to anybody"), [], method="assigned_to")

    class Meta:
        model = Assessment
        fields: list[str] = []

    def __init__(self, data: Mapping[str, Any] | None, *, user: User) -> None:
        super().__init__(data or {}, queryset=in_review(user))
        self.user = user
        units = [(str(pk), name) for pk, name in BusinessUnit.objects.values_list("pk", "name")]
        self.filters["unit"].extra["choices"] = [*units, (NOBODY, _("No unit"))]
        others = [(str(each.pk), str(each)) for each in reviewers() if each != user]
        self.filters["assigned"].extra["choices"] = [(ME, _("Assigned to me")), (NOBODY, _("To nobody")), *others]

    @classmethod
    def of_query(cls, query: str, *, user: User) -> QueueFilter:
        """As the query of an address says it."""
        return cls(QueryDict(query), user=user)

    @property
    def query(self) -> str:
        """The filters in use, as the query of an address; what could not be read is left out."""
        read = self.form.cleaned_data if self.form.is_valid() is not None else {}
        return urlencode({name: value for name, value in read.items() if value})

    def search(self, queryset: Rounds, _name: str, value: str) -> Rounds:
        found = with_words(System.objects.all(), value.split()[:MOST_WORDS])
        return queryset.filter(system__in=found.order_by().values("pk"))

    def of_unit(self, queryset: Rounds, _name: str, value: str) -> Rounds:
        return queryset.filter(system__business_unit=None if value == NOBODY else int(value))

    def with_findings(self, queryset: Rounds, _name: str, value: str) -> Rounds:
        return queryset.filter(FINDINGS[value][1])

    def assigned_to(self, queryset: Rounds, _name: str, value: str) -> Rounds:
        person = self.user.pk if value == ME else None if value == NOBODY else int(value)
        return queryset.filter(reviewer=person)


def reviewers() -> QuerySet[User]:
    """Who may be asked to decide."""
    people: QuerySet[User] = User.objects.who_may(Permission.REVIEW).order_by("name", "email")
    return people
