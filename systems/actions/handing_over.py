"""Handing systems over from one person to another."""

from __future__ import annotations

from django.db.models import F
from django.utils.translation import ngettext

from accounts.models import User
from accounts.services import audit
from accounts.services.duties import Duty
from presentation.numbers import grouped_number
from systems.actions.people import let_answer
from systems.actions.systems import PEOPLE
from systems.models import System, SystemQuerySet
from systems.services.changes import detail_of
from systems.services.staleness import mark_stale


def responsibilities(person: User) -> list[Duty]:
    """What the person owns and looks after."""
    owned = names_of(System.objects.in_use().filter(owner=person))
    kept = names_of(System.objects.in_use().filter(technical_contact=person))
    duties = [
        (owned, ngettext("Owns %(n)s system", "Owns %(n)s systems", len(owned))),
        (kept, ngettext("Technical contact of %(n)s system", "Technical contact of %(n)s systems", len(kept))),
    ]
    return [Duty(sentence % {"n": grouped_number(len(names))}, names) for names, sentence in duties if names]


def names_of(systems: SystemQuerySet) -> tuple[str, ...]:
    return tuple(systems.order_by("name").values_list("name", flat=True))


def hand_over_systems(person: User, to: User, by: User) -> None:
    """Each system with its own entry in the trail. Retired ones too: they may be brought back."""
    touched: set[int] = set()
    for role in PEOPLE:
        for system in System.objects.filter(**{role: person}).order_by("pk"):
            System.objects.filter(pk=system.pk).update(**{role: to}, version=F("version") + 1)
            audit.record(by=by, action="system.edited", about=system, detail=detail_of({role: (person, to)}))
            touched.add(system.pk)
            if role == "owner":
                let_answer(to, by=by, system=system.name)
    mark_stale(touched)
