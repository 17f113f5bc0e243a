"""Owners who say that a system is not theirs: what waits for the architects."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from accounts.models import User
from accounts.permissions import Permission
from assessments.models import Assessment, Reassignment
from assessments.services.waiting import Waiting
from systems.models import System


def to_decide(person: User) -> QuerySet[Reassignment]:
    """Those about systems that this person may name owners of, the oldest first."""
    found = Reassignment.objects.open().exclude(system__in=System.objects.retired())
    if not person.may(Permission.INVITE_OWNERS):
        return found.none()
    return found.select_related("system", "person").order_by("at", "id")


def waiting_for(person: User) -> list[Waiting]:
    """A row of the list of what waits for a person, for each of them."""
    return [
        Waiting(
            what=gettext("%(name)s: whose is it?") % {"name": each.system.name},
            why=gettext("%(person)s says: not mine.") % {"person": each.person},
            label=gettext("Decide"),
            url=reverse("assessments:reassign", args=[each.system.key]),
        )
        for each in to_decide(person)
    ]


def who_is_told(system: System) -> list[User]:
    """Who asked, as long as they may name owners; otherwise all who may."""
    round_ = Assessment.objects.under_way().filter(system=system).select_related("asked_by").first()
    asked_by = round_.asked_by if round_ else None
    if asked_by is not None and asked_by.may(Permission.INVITE_OWNERS):
        return [asked_by]
    people = User.objects.active().prefetch_related("role_assignments")
    return [person for person in people.order_by("id") if person.may(Permission.INVITE_OWNERS)]
