"""Handing systems over from one person to another."""

from __future__ import annotations

from django.db.models import F
from django.utils.translation import gettext, ngettext

from accounts.models import User
from accounts.services import audit
from systems.actions.people import let_answer
from systems.actions.systems import PEOPLE, detail_of
from systems.models import System
from systems.services.staleness import mark_stale

NAMED = 10
"""So many systems are named in a sentence."""


def responsibilities(person: User) -> list[str]:
    """What the person owns and looks after, in sentences."""
    owned = names_of(System.objects.in_use().filter(owner=person).values_list("name", flat=True))
    kept = names_of(System.objects.in_use().filter(technical_contact=person).values_list("name", flat=True))
    sentences = [
        (owned, ngettext("Owns %(n)s system: %(names)s", "Owns %(n)s systems: %(names)s", owned[0])),
        (
            kept,
            ngettext(
                "Technical contact of %(n)s system: %(names)s", "Technical contact of %(n)s systems: %(names)s", kept[0]
            ),
        ),
    ]
    return [sentence % {"n": count, "names": names} for (count, names), sentence in sentences if count]


def names_of(names: object) -> tuple[int, str]:
    """How many, and the first of them by name."""
    found = list(names)  # type: ignore[call-overload]
    shown = ", ".join(found[:NAMED])
    return len(found), gettext("%(names)s and more") % {"names": shown} if len(found) > NAMED else shown


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
