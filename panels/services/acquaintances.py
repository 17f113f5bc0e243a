"""Whom somebody who answers about a system is likely to ask, so that nobody has to look for an address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Max, Q
from django.utils.translation import gettext

from accounts.models import User
from systems.models import System

MOST = 6


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """A person, and where one knows them from, in the reader's words."""

    person: User
    known_as: str


def acquaintances_of(person: User, system: System) -> list[Acquaintance]:
    """Who looks after the system's technology, whom this person asked before, who answers for the systems beside it:
    the first few who may sign in, each once."""
    found: dict[int, Acquaintance] = {}
    for each in _candidates(person, system):
        if each.person.is_active and each.person.pk != person.pk:
            found.setdefault(each.person.pk, each)
    return list(found.values())[:MOST]


def _candidates(person: User, system: System) -> Iterator[Acquaintance]:
    if system.technical_contact:
        yield Acquaintance(system.technical_contact, gettext("looks after its technology"))
    asked = User.objects.filter(delegations__asked_by=person).annotate(last=Max("delegations__id"))
    for colleague in asked.order_by("-last")[:MOST]:
        yield Acquaintance(colleague, gettext("you asked before"))
    beside = Q(needed_by__system=system) | Q(needs__needs=system)
    neighbours = System.objects.filter(beside).distinct().order_by("name")
    for neighbour in neighbours.select_related("owner")[:MOST]:
        if neighbour.owner:
            yield Acquaintance(neighbour.owner, gettext("answers for %(system)s") % {"system": neighbour.name})
