"""From the people that a row names to the one person who is named in the catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from django.utils.translation import gettext

from accounts.models import User
from systems.services.imports.meanings import short_label
from systems.services.imports.notes import Note
from systems.services.imports.people.persons import LONGEST_CELL, Named, full_name, people_in
from systems.services.imports.stock import Stock
from systems.services.people import NewPerson

Person = User | NewPerson


class Nobody(Exception):
    """Why somebody cannot be named; `code` is that of the note."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code, self.reason = code, reason


def people_named(texts: Sequence[str]) -> tuple[Named, ...]:
    """Everybody that the cells of a field name. Addresses count; a name in the cell beside the only one is its own."""
    return _people_named(tuple(text[: LONGEST_CELL + 1] for text in texts))


@lru_cache(maxsize=8192)
def _people_named(texts: tuple[str, ...]) -> tuple[Named, ...]:
    """A list names the same few people again and again."""
    found = [named for text in texts for named in readable(text)]
    addressed = [named for named in found if named.email]
    if not addressed:
        return tuple(found)
    names = [named.name for named in found if not named.email]
    if len(addressed) == 1 and not addressed[0].name and len(names) == 1:
        return (Named(addressed[0].email, full_name(names[0])),)
    return tuple(addressed)


def readable(text: str) -> list[Named]:
    try:
        return people_in(text)
    except ValueError:
        return []


def appoint(
    texts: Sequence[str], about: str, present: User | None, stock: Stock, *, add_people: bool
) -> tuple[Person | None, list[Note]]:
    """The first that the cells name and that can be named, and what there is to say about it."""
    candidates = separated(people_named(texts), stock)
    refusals: list[Nobody] = []
    for candidate in candidates:
        try:
            person = meant_by(candidate, present, stock, add_people=add_people)
        except Nobody as nobody:
            refusals.append(nobody)
            continue
        return person, remarks(candidate, person, candidates, about, stock)
    first = refusals[0] if refusals else Nobody("nobody", gettext("Its signs cannot all be seen. Type it anew."))
    cell = " ".join("; ".join(texts).split())
    label = short_label(about)
    text = f"{label}: {first.reason}"
    return None, [Note(first.code, text, about, cell if first.code == "nobody" and len(texts) == 1 else "")]


def separated(found: Sequence[Named], stock: Stock) -> list[Named]:
    """Names with commas between them, where the whole is nobody's name."""
    parted: list[Named] = []
    for named in found:
        parts = [part.strip() for part in named.name.split(",")]
        if named.email or len(parts) == 1 or stock.people_called(named.name):
            parted.append(named)
        else:
            parted += [Named(name=part) for part in parts if part]
    return parted


def meant_by(named: Named, present: User | None, stock: Stock, *, add_people: bool) -> Person:
    """Raises Nobody."""
    found = [stock.by_email[named.email]] if named.email in stock.by_email else []
    found = found or ([] if named.email else stock.people_called(named.name))
    if len(found) == 1 and (found[0].is_active or found[0] == present):
        return found[0]
    values = {"person": named.shown}
    if len(found) == 1:
        raise Nobody("nobody", gettext("%(person)s may no longer sign in, so nobody is named.") % values)
    if not named.email:
        reason = gettext("“%(person)s” is not the name of exactly one person. Write the e-mail address.")
        raise Nobody("nobody", reason % values)
    if not add_people:
        raise Nobody("stranger", gettext("Nobody has the address %(person)s yet, so nobody is named.") % values)
    return NewPerson(named.email, named.name)


def remarks(taken: Named, person: Person, candidates: list[Named], about: str, stock: Stock) -> list[Note]:
    """Who else was named, and whether the name beside the address is somebody else's."""
    notes = []
    if others := [named.shown for named in candidates if named is not taken]:
        values = {"person": taken.shown, "others": ", ".join(others)}
        text = gettext("%(person)s is named, of several people. Left out: %(others)s.") % values
        notes.append(Note("first", f"{short_label(about)}: {text}", about))
    called = stock.people_called(taken.name) if taken.email and taken.name else []
    if called and person not in called:
        text = gettext("The address %(person)s counts; the name beside it is %(name)s.")
        values = {"person": taken.email, "name": taken.name}
        notes.append(Note("address", f"{short_label(about)}: {text % values}", about))
    return notes
