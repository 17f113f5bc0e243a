"""What the catalogue can be filtered by. The same filter serves the page and the files taken from it."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from typing import Any

import django_filters
from django import forms
from django.db.models import Q
from django.urls import reverse_lazy
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from presentation.durations import duration_in_words
from presentation.forms.widgets import QuickSelect, QuickText, Suggesting
from presentation.money import tier_signs
from presentation.objectives import data_loss
from presentation.strategies import strategy_choices
from recovery.durations import LADDER, LONGEST
from systems.models import BusinessUnit, Profile, System, SystemQuerySet
from systems.queries import standing
from systems.queries.kept import kept
from systems.queries.words import with_words

NOBODY = "none"
MOST_WORDS = 8
Choices = list[tuple[str, str | Promise]]

FINDINGS: dict[str, tuple[str | Promise, Q]] = {
    "any": (_("With contradictions"), standing.CONTRADICTED),
    "blocks": (_("With blocking contradictions"), standing.BLOCKED),
    "warns": (_("Only worth a look"), standing.WARNED),
    "none": (_("Without contradictions"), standing.UNCONTRADICTED),
}
MISSING: dict[str, tuple[str | Promise, Q]] = {
    "objectives": (_("Back within or May lose not answered"), standing.OBJECTIVES_OPEN),
    "owner": (_("No owner who can be asked"), standing.WITHOUT_OWNER),
    "reach": (_("Mail to the owner does not arrive"), standing.UNREACHABLE),
    "technical_contact": (_("No technical contact"), Q(technical_contact__isnull=True)),
    "unit": (_("No business unit"), Q(business_unit__isnull=True)),
    "purpose": (_("No purpose"), Q(purpose="")),
    "protection": (_("Today's protection not said"), Q(protection__isnull=True)),
    "cost": (_("Recovery cost not known"), standing.COST_UNKNOWN),
    "data": (_("No data of its own"), standing.WITHOUT_DATA),
    "calculation": (_("Could not be calculated"), standing.FAILED),
}


class Choice(django_filters.ChoiceFilter):  # type: ignore[misc]
    """A choice that is copied quickly, which happens for every list: of what it holds only `extra` ever changes."""

    def __deepcopy__(self, _seen: dict[int, Any]) -> Choice:
        copied = copy(self)
        copied.extra = dict(self.extra)
        if self.method:
            copied.method = self.method  # it looks for the method at the copy's own parent
        return copied


def select(label: str | Promise, nothing: str | Promise, choices: Choices, **kwargs: Any) -> Choice:
    return Choice(
        label=label,
        choices=choices,
        empty_label=nothing,
        widget=QuickSelect(attrs={"class": "form-select"}),
        **kwargs,
    )


def end_of_range(label: str | Promise, field: str, end: str) -> django_filters.NumberFilter:
    """One end of a range of seconds, both ends included. Only links set it: the form carries it along unseen."""
    return django_filters.NumberFilter(
        label=label, field_name=f"profile__{field}_seconds", lookup_expr=end, widget=forms.HiddenInput,
        min_value=0, max_value=LONGEST,
    )  # fmt: skip


class SystemFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Filters of the catalogue, over the systems that the person may know of."""

    q = django_filters.CharFilter(
        method="search",
        label=_("Search"),
        max_length=100,
        widget=QuickText(
            attrs={"type": "search", "class": "form-control", "placeholder": _("Search name, owner, tag")}
        ),
    )
    unit = select(_("Business unit"), _("Any unit"), [], method="of_unit")
    strategy = select(_("Strategy"), _("Any strategy"), [], method="of_strategy")
    state = select(_("Answers"), _("Any answers"), [], method="of_state")
    findings = select(
        _("Contradictions"), _("Any findings"), [(key, label) for key, (label, _q) in FINDINGS.items()],
        method="with_findings",
    )  # fmt: skip
    owner = django_filters.CharFilter(
        method="of_owner",
        label=_("Owner"),
        max_length=100,
        widget=Suggesting(
            reverse_lazy("systems:suggest_people"),
            attrs={"class": "form-control", "placeholder": _("Any owner: name or e-mail")},
        ),
    )
    status = select(_("Status"), _("In use or planned"), [*System.Status.choices, ("all", _("Retired ones too"))],
                    method="of_status")  # fmt: skip
    tier = select(_("Cost"), _("Any cost"), [(str(tier), tier_signs(tier)) for tier in range(1, 5)],
                  field_name="profile__cost_tier")  # fmt: skip
    missing = select(
        _("What is missing"), _("Complete or not"), [(key, label) for key, (label, _q) in MISSING.items()],
        method="that_lack",
    )  # fmt: skip

    rto_min = end_of_range(_("Back within"), "rto", "gte")
    rto_max = end_of_range(_("Back within"), "rto", "lte")
    rpo_min = end_of_range(_("May lose"), "rpo", "gte")
    rpo_max = end_of_range(_("May lose"), "rpo", "lte")

    class Meta:
        model = System
        fields: list[str] = []

    def __init__(self, data: Mapping[str, Any] | None, *, user: User) -> None:
        # Always bound: an address without parameters means "in use or planned", not "everything".
        super().__init__(data or {}, queryset=System.objects.for_user(user))
        sees_all = user.may(Permission.VIEW_ALL_SYSTEMS)
        units = BusinessUnit.objects.all() if sees_all else BusinessUnit.objects.filter(systems__in=self.queryset)
        choices = [(str(pk), name) for pk, name in units.distinct().values_list("pk", "name")]
        self.filters["unit"].extra["choices"] = [*choices, (NOBODY, _("No unit"))]
        in_use = kept(user, "strategies", strategies_in_use)
        self.filters["strategy"].extra["choices"] = [*strategy_choices(in_use), (NOBODY, _("No strategy yet"))]
        self.filters["state"].extra["choices"] = standing.state_choices()
        if not sees_all:
            del self.filters["owner"]

    def filter_queryset(self, queryset: SystemQuerySet) -> SystemQuerySet:
        """As django-filter does it, but the status always counts: retired systems are shown on request only."""
        if not self.form.cleaned_data.get("status"):
            queryset = queryset.in_use()
        filtered: SystemQuerySet = super().filter_queryset(queryset)
        return filtered

    def search(self, queryset: SystemQuerySet, _name: str, value: str) -> SystemQuerySet:
        """Every word somewhere in name, key, purpose, tags, supplier or the owner's name and address."""
        return with_words(queryset, value.split()[:MOST_WORDS])

    def of_unit(self, queryset: SystemQuerySet, _name: str, value: str) -> SystemQuerySet:
        return queryset.filter(business_unit=None if value == NOBODY else int(value))

    def of_strategy(self, queryset: SystemQuerySet, _name: str, value: str) -> SystemQuerySet:
        return queryset.filter(profile__strategy="" if value == NOBODY else value)

    def of_state(self, queryset: SystemQuerySet, _name: str, value: str) -> SystemQuerySet:
        return queryset.filter(standing.condition_of(value))

    def with_findings(self, queryset: SystemQuerySet, _name: str, value: str) -> SystemQuerySet:
        return queryset.filter(FINDINGS[value][1])

    def of_owner(self, queryset: SystemQuerySet, _name: str, value: str) -> SystemQuerySet:
        return queryset.filter(Q(owner__email__icontains=value.strip()) | Q(owner__name__icontains=value.strip()))

    def of_status(self, queryset: SystemQuerySet, _name: str, value: str) -> SystemQuerySet:
        return queryset if value == "all" else queryset.filter(status=value)

    def that_lack(self, queryset: SystemQuerySet, _name: str, value: str) -> SystemQuerySet:
        return queryset.filter(MISSING[value][1])

    def value_in_words(self, name: str) -> str:
        """The value of a filter in use as people say it."""
        value = self.chosen[name]
        if name.endswith(("_min", "_max")):
            return range_words(int(float(value)), name)
        return str(dict(getattr(self.form.fields[name], "choices", ())).get(value, value))

    @property
    def chosen(self) -> dict[str, str]:
        """The filters in use: name and value as given, without those that say nothing."""
        valid = self.form.cleaned_data if self.is_bound and self.form.is_valid() is not None else {}
        return {name: str(value) for name, value in valid.items() if value not in (None, "")}


def strategies_in_use() -> list[str]:
    """The keys of those that any system has, also of earlier policies; "" where one has none."""
    return list(Profile.objects.order_by().values_list("strategy", flat=True).distinct())


def range_words(seconds: int, name: str) -> str:
    """“At most 4 hours”; a lower end one second above a step of the ladder is “more than” that step."""
    if name.endswith("_max"):
        return gettext("at most %(time)s") % {"time": duration_in_words(seconds)} if seconds else data_loss(0)
    if seconds - 1 in LADDER:
        above = duration_in_words(seconds - 1) if seconds > 1 else data_loss(0)
        return gettext("more than %(time)s") % {"time": above}
    return gettext("at least %(time)s") % {"time": duration_in_words(seconds)}
