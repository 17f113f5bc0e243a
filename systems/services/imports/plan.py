"""What an import will do, row by row: created, changed, the same, or refused and why."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext

from accounts.models import User
from presentation.forms.addresses import is_address
from systems.models import System
from systems.services.imports.rows import Wish, joined_tags
from systems.services.imports.stock import Stock
from systems.services.keys import RESERVED, free_key, slug
from systems.services.people import NewPerson

CREATED, CHANGED, SAME, REFUSED = "created", "changed", "same", "refused"


@dataclass(slots=True)
class Step:
    """What happens with one row. `values` are columns of the system (a person may be a NewPerson, a unit a name)."""

    number: int
    outcome: str
    name: str
    key: str = ""
    system: System | None = None
    unit: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    before: dict[str, Any] = field(default_factory=dict)
    needs: list[str] = field(default_factory=list)  # keys of systems it will need from now on
    notes: list[str] = field(default_factory=list)
    why: str = ""

    @property
    def ownerless(self) -> bool:
        """Whether nobody will own it; the to-do that an import leaves behind."""
        owner = self.values.get("owner") or (self.system.owner_id if self.system else None)
        return self.outcome != REFUSED and not owner


@dataclass(slots=True)
class Plan:
    steps: list[Step]

    @property
    def counts(self) -> Counter[str]:
        return Counter(step.outcome for step in self.steps)

    @property
    def new_people(self) -> set[str]:
        values = (value for step in self.steps for value in step.values.values())
        return {value.email for value in values if isinstance(value, NewPerson)}

    @property
    def fingerprint(self) -> str:
        """The same for plans that do the same: what was shown is what is done, or it is shown again."""
        effects = [[s.number, s.outcome, s.key, as_texts(s.values), as_texts(s.before), s.needs] for s in self.steps]
        return hashlib.sha256(json.dumps(effects).encode()).hexdigest()


def as_texts(values: dict[str, Any]) -> list[list[str]]:
    return [[name, str(getattr(value, "pk", value))] for name, value in sorted(values.items())]


def make_plan(wishes: list[Wish], stock: Stock, *, add_people: bool) -> Plan:
    """Every row against the catalogue. Rows are told apart by key, else by name and unit, as far as they say them."""
    taken = set(stock.by_key)
    seen: dict[object, int] = {}
    steps, called = [], {}
    for wish in wishes:
        step = step_for(wish, stock, taken, add_people)
        mark = step.system.pk if step.system else (step.name.lower(), step.unit.lower(), wish.values.get("key", ""))
        if step.outcome != REFUSED and mark in seen:
            step = Step(step.number, REFUSED, step.name, key=step.key, unit=step.unit)
            step.why = gettext("Row %(number)d already describes this system.") % {"number": seen[mark]}
        elif step.outcome != REFUSED:
            seen[mark] = step.number
            taken.add(step.key)
            called[step.key] = called[step.name.lower()] = step.key
        steps.append(step)
    for wish, step in zip(wishes, steps, strict=True):
        if step.outcome != REFUSED:
            settle_needs(wish, step, stock, called)
    return Plan(steps)


def step_for(wish: Wish, stock: Stock, taken: set[str], add_people: bool) -> Step:
    """One row by itself: which system it is, and what about it would be different."""
    unit = wish.values.get("unit", "")
    step = Step(wish.number, REFUSED, wish.name, unit=unit, notes=list(wish.notes))
    key = wish.values.get("key", "")
    if wish.refused or key in RESERVED:
        step.why = wish.refused or gettext("“%(key)s” is part of the portal's own addresses.") % {"key": key}
        return step
    try:
        step.system = system_meant(wish, stock)
    except SeveralMeant:
        step.why = gettext("Several systems are called that. Add a column with the key, or with the business unit.")
        return step
    step.key = step.system.key if step.system else key or free_key(wanted_keys(wish.name, unit), taken)
    wanted = values_of(wish, step, stock, add_people)
    if step.system is None:
        step.outcome, step.values = CREATED, wanted
        namesakes(step, stock)
    else:
        present = {name: present_value(step.system, name) for name in wanted}
        step.values = {name: value for name, value in wanted.items() if differs(present[name], value)}
        step.before = {name: present[name] for name in step.values}
        step.outcome = CHANGED if step.values else SAME
    return step


class SeveralMeant(Exception):
    """The row fits more than one system."""


def system_meant(wish: Wish, stock: Stock) -> System | None:
    """By key; else by name within the unit that the row says; else by the key that its name leads to.

    The last finds a system again that was given another name in the portal after an earlier import.
    """
    if key := wish.values.get("key"):
        return stock.systems.get(stock.by_key.get(key, -1))
    unit = wish.values.get("unit", "").lower()
    found = [stock.systems[pk] for pk in stock.by_name.get(wish.name.lower(), ())]
    if unit:
        found = [system for system in found if stock.unit_of(system) in (unit, "")]
    if len(found) > 1:
        found = [system for system in found if stock.unit_of(system) == unit]
        if len(found) != 1:
            raise SeveralMeant
    if found:
        return found[0]
    for candidate in wanted_keys(wish.name, wish.values.get("unit", "")):
        system = stock.systems.get(stock.by_key.get(slug(candidate), -1))
        if system and unit and stock.unit_of(system) == unit and system.name.lower() != wish.name.lower():
            return system
    return None


def wanted_keys(name: str, unit: str) -> list[str]:
    return [name, f"{name} {unit}"] if unit else [name]


def values_of(wish: Wish, step: Step, stock: Stock, add_people: bool) -> dict[str, Any]:
    """The columns that the row says something about."""
    values = {name: value for name, value in wish.values.items() if name not in ("key", "unit")}
    values["name"] = wish.name
    if unit := wish.values.get("unit"):
        known = stock.units.get(unit.lower())
        values["unit"] = known.name if known else unit
    if wish.tags:
        values["tags"] = joined_tags(step.system, wish.tags)
    for name, typed in wish.people.items():
        person = person_meant(typed, step, stock, add_people)
        if person is not None:
            values[name] = person
    return values


def person_meant(typed: str, step: Step, stock: Stock, add_people: bool) -> User | NewPerson | None:
    """The person named in the row; what stands in the way of naming them is noted."""
    found = stock.people.get(typed.lower(), [])
    values = {"person": typed}
    if len(found) == 1 and found[0].is_active:
        return found[0]
    if len(found) == 1:
        step.notes.append(gettext("%(person)s may no longer sign in, so nobody is named.") % values)
    elif found or not is_address(typed):
        step.notes.append(
            gettext("“%(person)s” is not the name of exactly one person. Write the e-mail address.") % values
        )
    elif add_people:
        return NewPerson(typed.lower())
    else:
        step.notes.append(gettext("Nobody has the address %(person)s yet, so nobody is named.") % values)
    return None


def namesakes(step: Step, stock: Stock) -> None:
    """A new system that is called like another one: right for two units, wrong for one that moved."""
    others = [stock.systems[pk] for pk in stock.by_name.get(step.name.lower(), ())]
    if others:
        where = ", ".join(str(other.business_unit or other.key) for other in others[:3])
        step.notes.append(gettext("Another system is called that too: %(where)s.") % {"where": where})


def present_value(system: System, name: str) -> Any:
    if name == "unit":
        return system.business_unit.name if system.business_unit else ""
    return getattr(system, name)


def differs(present: Any, wanted: Any) -> bool:
    return (present or "") != wanted if isinstance(wanted, str) else present != wanted


def settle_needs(wish: Wish, step: Step, stock: Stock, called: dict[str, str]) -> None:
    """Keys of what the row needs, of the catalogue or of this file, without those it needs already."""
    for typed in wish.needs:
        key = key_called(typed, stock, called)
        if key is None:
            step.notes.append(gettext("It needs “%(said)s”, which is no system's key or name.") % {"said": typed})
        elif key == step.key:
            step.notes.append(gettext("It names itself among what it needs; that is left out."))
        elif not known_need(step, key, stock):
            step.needs.append(key)
    if step.needs and step.outcome == SAME:
        step.outcome = CHANGED


def key_called(typed: str, stock: Stock, called: dict[str, str]) -> str | None:
    if typed.lower() in stock.by_key:
        return typed.lower()
    if typed.lower() in called:
        return called[typed.lower()]
    named = stock.by_name.get(typed.lower(), ())
    return stock.systems[named[0]].key if len(named) == 1 else None


def known_need(step: Step, key: str, stock: Stock) -> bool:
    return step.system is not None and (step.system.pk, stock.by_key.get(key)) in stock.needs
