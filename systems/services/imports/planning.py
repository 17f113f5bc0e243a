"""From wishes to a plan: which system each row means, and what about it would be different."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from systems.models import System
from systems.services.imports.choices import Choices
from systems.services.imports.joining import Contradicting, join
from systems.services.imports.meanings import (
    PEOPLE,
    PROPOSALS,
    PROTECTIONS,
    TEST_RTA,
    TESTS,
    TEXTS,
    short_label,
)
from systems.services.imports.notes import Note
from systems.services.imports.people.appointing import appoint
from systems.services.imports.plan import CHANGED, CREATED, JOINED, REFUSED, SAME, Plan, Step
from systems.services.imports.rows import Wish, clean_text, has_tags, joined_tags, tags_fit
from systems.services.imports.settling import settle_all_needs
from systems.services.imports.stock import Stock
from systems.services.keys import RESERVED, former_slug, free_key, slug

CLEARED: dict[str, Any] = {
    "purpose": "", "data_kinds": "", "unit": "", "tags": "", "hosting": "", "site": "", "supplier": "", "owner": None,
    "technical_contact": None, "data_size_gib": None, "running_cost": None, "recovery_budget": None,
    "supplier_rto_seconds": None, "supplier_rpo_seconds": None,
}  # fmt: skip
"""What a field holds when nothing is known; the others always say something."""


class SeveralMeant(Exception):
    """The row fits more than one system."""


def make_plan(wishes: list[Wish], stock: Stock, choices: Choices) -> Plan:
    """Every row against the catalogue. Rows are told apart by key, else by name and unit, as far as they say them."""
    taken = set(stock.by_key)
    steps = [Step(wish.number, REFUSED, wish.name, unit=wish.values.get("unit", "")) for wish in wishes]
    heads = gather(wishes, steps, stock)
    for at, head in enumerate(heads):
        if head == at:
            settle(wishes[at], steps[at], stock, taken, choices)
            taken.add(steps[at].key)
    for wish, step in zip(wishes, steps, strict=True):
        step.notes = [*wish.notes, *step.notes]
    rows = [(wish, step, None if head is None else steps[head])
            for wish, step, head in zip(wishes, steps, heads, strict=True)]  # fmt: skip
    return Plan([*steps, *settle_all_needs(rows, stock, choices, taken)])


def gather(wishes: list[Wish], steps: list[Step], stock: Stock) -> list[int | None]:
    """For each row the first row of its system; none for a row that is refused."""
    seen: dict[object, int] = {}
    heads: list[int | None] = []
    for at, (wish, step) in enumerate(zip(wishes, steps, strict=True)):
        heads.append(None)
        key = wish.values.get("key", "")
        if wish.refused or key in RESERVED:
            step.why = wish.refused or gettext("“%(key)s” is part of the portal's own addresses.") % {"key": key}
            continue
        try:
            step.system = system_meant(wish, stock)
        except SeveralMeant:
            step.why = gettext("Several systems are called that. Add a column with the key, or with the business unit.")
            continue
        mark = step.system.pk if step.system else key or (wish.name.lower(), step.unit.lower())
        first = seen.setdefault(mark, at)
        if first != at and not joined(wishes[first], wish, step):
            continue
        heads[at] = first
    return heads


def joined(first: Wish, wish: Wish, step: Step) -> bool:
    """Whether the row goes with an earlier one; if not, it says why."""
    values: dict[str, Any] = {"number": first.number}
    try:
        join(first, wish)
    except Contradicting as contradicting:
        values["label"] = contradicting.label
        step.why = gettext("Row %(number)d already describes this system, and says another thing: %(label)s.") % values
        return False
    step.outcome, step.why = JOINED, gettext("It goes with row %(number)d, which describes the same system.") % values
    return True


def settle(wish: Wish, step: Step, stock: Stock, taken: set[str], choices: Choices) -> None:
    """The first row of a system: what about it would be different."""
    wanted_key = wish.values.get("key", "")
    step.key = step.system.key if step.system else wanted_key or free_key(wanted_keys(wish.name, step.unit), taken)
    wanted = values_of(wish, step, stock, choices)
    if step.system is None:
        step.outcome, step.values = CREATED, wanted
        namesakes(step, stock)
    else:
        present = {name: present_value(step.system, name, stock) for name in wanted}
        step.values = {name: value for name, value in wanted.items() if differs(name, present[name], value)}
        step.before = {name: present[name] for name in step.values}
        step.outcome = CHANGED if step.values else SAME
        say_cleared(wish, step)


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
        for made in (slug(candidate), former_slug(candidate)):
            system = stock.systems.get(stock.by_key.get(made, -1))
            if system and unit and stock.unit_of(system) == unit and system.name.lower() != wish.name.lower():
                return system
    return None


def wanted_keys(name: str, unit: str) -> list[str]:
    return [name, f"{name} {unit}"] if unit else [name]


def values_of(wish: Wish, step: Step, stock: Stock, choices: Choices) -> dict[str, Any]:
    """The columns that the row says something about, or clears where the person wants that."""
    values = {name: value for name, value in wish.values.items() if name not in ("key", "unit")}
    if wish.named or not (step.system and wish.values.get("key")):
        values["name"] = wish.name
    leave_out_answered(values, step, stock)
    leave_out_protected(values, step, stock)
    leave_out_tested(values, step, stock)
    if unit := wish.values.get("unit"):
        known = stock.units.get(unit.lower())
        values["unit"] = known.name if known else unit
    if wish.tags and not (step.system and has_tags(step.system, wish.tag_cell)):
        kept = None if choices.clear_empty else step.system
        values["tags"] = joined_tags(kept, wish.tags)
        if not tags_fit(kept, wish.tags):
            step.notes.append(Note("cut", gettext("There is no room for all of the tags; some are left out.")))
    for name in PEOPLE:
        if texts := wish.people.get(name):
            present = getattr(step.system, name) if step.system else None
            person, notes = appoint(texts, name, present, stock, add_people=choices.add_people)
            step.notes += notes
            values |= {name: person} if person is not None else {}
    if choices.clear_empty and step.system:
        values = {name: CLEARED[name] for name in wish.empty if name in CLEARED} | values
    return values


def leave_out_answered(values: dict[str, Any], step: Step, stock: Stock) -> None:
    """A proposal is for who has still to answer."""
    proposed = [name for name in PROPOSALS if name in values]
    if proposed and step.system and step.system.pk in stock.answered:
        for name in proposed:
            del values[name]
        step.notes.append(Note("answered", gettext("The owner has answered: what the list says of it is left out.")))


def leave_out_protected(values: dict[str, Any], step: Step, stock: Stock) -> None:
    """What the technical contact has said counts more than a list."""
    for name in PROTECTIONS:
        known = present_value(step.system, name, stock) if step.system and name in values else None
        if known not in (None, "") and known != values[name]:
            del values[name]
            text = gettext("%(label)s: the catalogue says another thing, which stays.") % {"label": short_label(name)}
            step.notes.append(Note("protected", text, name))


def leave_out_tested(values: dict[str, Any], step: Step, stock: Stock) -> None:
    """A test that is recorded already, or was followed by a newer one, is not recorded again."""
    for name in TESTS:
        known = present_value(step.system, name, stock) if step.system and name in values else None
        if known is not None and known >= values[name]:
            if known > values[name]:
                text = gettext("%(label)s: the catalogue knows a newer one, of %(day)s.")
                said = {"label": short_label(name), "day": known.isoformat()}
                step.notes.append(Note("tested", text % said))
            del values[name]
    if not TESTS.keys() & values.keys():
        values.pop(TEST_RTA, None)


def say_cleared(wish: Wish, step: Step) -> None:
    cleared = [name for name in step.values if name in wish.empty and name not in wish.values]
    if cleared:
        values = {"labels": ", ".join(map(short_label, cleared))}
        step.notes.append(Note("cleared", gettext("The empty cells clear: %(labels)s.") % values))


def namesakes(step: Step, stock: Stock) -> None:
    """A new system that is called like another one: right for two units, wrong for one that moved."""
    others = [stock.systems[pk] for pk in stock.by_name.get(step.name.lower(), ())]
    if others:
        where = ", ".join(str(other.business_unit or other.key) for other in others[:3])
        text = gettext("Another system is called that too: %(where)s.") % {"where": where}
        step.notes.append(Note("namesake", text))


def present_value(system: System, name: str, stock: Stock) -> Any:
    if name in PROPOSALS:
        return getattr(stock.proposals.get(system.pk), name, None)
    if name in PROTECTIONS:
        return getattr(stock.protections.get(system.pk), name, None)
    if name in TESTS:
        return stock.tests.get((system.pk, TESTS[name]))
    if name == TEST_RTA:
        return None
    if name == "unit":
        return system.business_unit.name if system.business_unit else ""
    return getattr(system, name)


def differs(name: str, present: Any, wanted: Any) -> bool:
    """Whether a cell says something else; blanks that a file cannot carry do not count."""
    if not isinstance(wanted, str):
        return bool(present != wanted)
    present = clean_text(present or "") if name in TEXTS else " ".join((present or "").split())
    return bool(present != wanted)
