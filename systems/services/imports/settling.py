"""The needs of all rows of a file: whom they name, what of it is new, and what is gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext

from presentation.forms.lines import is_one_line
from systems.models import Dependency
from systems.services.imports.choices import Choices
from systems.services.imports.needs import (
    Called,
    Edge,
    Wanted,
    covered_kinds,
    dropped_edges,
    moved_edges,
    new_edges,
    once_each,
)
from systems.services.imports.notes import Note
from systems.services.imports.plan import CHANGED, CREATED, SAME, Step
from systems.services.imports.rows import LONGEST_NAME, Need, Wish
from systems.services.imports.stock import SHARED, Stock
from systems.services.keys import free_key

Row = tuple[Wish, Step, Step | None]
"""A row, what happens with it, and the step of its system; none for a row that is refused."""


def settle_all_needs(rows: Sequence[Row], stock: Stock, choices: Choices, taken: set[str]) -> list[Step]:
    """What each system needs from now on or no longer, by key; and the systems that are only named as needed."""
    heads = [step for _wish, step, head in rows if step is head]
    names = Names(Called(stock), choices, taken)
    for step in heads:
        names.called.added |= {step.key: step.key, step.name.lower(): step.key}
    wanted = {step.key: Wanted() for step in heads}
    for wish, step, head in rows:
        if head:
            for need in wish.needs:
                names.take(need, step, head.key, wanted[head.key])
            for need in wish.needed_by:
                names.take_back(need, step, head.key, wanted)
    without_row = [step_of(stock, key) for key in wanted.keys() - {step.key for step in heads}]
    heads += [step for step in without_row if step]
    kind = kind_in_words(choices.need_kind)
    # Of a system that has no row here, the file does not say all that it needs.
    own = {step.key: replace(choices, remove_needs=False) if step in without_row else choices for step in heads}
    new = once_each({step.key: settle_needs(step, wanted[step.key], stock, own[step.key], kind) for step in heads})
    shared = {
        (needed, key) for key, found in wanted.items() for needed, kinds in found.kinds.items() if SHARED in kinds
    }
    for step in heads:
        step.needs = new[step.key]
        step.dropped = [(key, kind) for key, kind in step.dropped if kind != SHARED or (step.key, key) not in shared]
        if step.outcome == SAME and (step.needs or step.dropped):
            step.outcome = CHANGED
    return [*names.extra, *(step for step in without_row if step and step.outcome != SAME)]


@dataclass(slots=True)
class Names:
    """Finds the systems that cells name, and adds those that are only named, where the person wants that."""

    called: Called
    choices: Choices
    taken: set[str]
    extra: list[Step] = field(default_factory=list)

    def take(self, need: Need, row: Step, key: str, wanted: Wanted) -> None:
        """What a cell of the row names is wanted by the system of that key; what cannot be found is noted."""
        typed, kind = need
        parts = self.called.parted(typed)
        if len(parts) > 1:
            text = gettext("“%(cell)s” names %(n)d systems.") % {"cell": typed, "n": len(parts)}
            row.notes.append(Note("commas", text))
        for part in parts:
            needed = self.called.key_of(part) or self.added(part, row)
            if needed is None:
                row.notes.append(unknown(part, self.called))
            elif needed == key:
                row.notes.append(Note("need-itself", gettext("It names itself among what it needs; that is left out.")))
            else:
                wanted.add(needed, kind)

    def take_back(self, need: Need, row: Step, key: str, wanted: dict[str, Wanted]) -> None:
        """What a cell of the row names wants the system of that key."""
        typed, kind = need
        for part in self.called.parted(typed):
            needing = self.called.key_of(part) or self.added(part, row)
            if needing is None:
                row.notes.append(unknown(part, self.called))
            elif needing == key:
                row.notes.append(Note("need-itself", gettext("It names itself among what it needs; that is left out.")))
            else:
                wanted.setdefault(needing, Wanted()).add(key, kind)

    def added(self, name: str, row: Step) -> str | None:
        """The key of a new system of that name, if one may be added."""
        if not self.choices.add_needed or not may_be_added(name, self.called):
            return None
        key = free_key([name], self.taken)
        self.taken.add(key)
        self.called.added |= {key: key, name.lower(): key}
        self.extra.append(only_named(row, name, key))
        return key


def step_of(stock: Stock, key: str) -> Step | None:
    """What happens with a system of the catalogue that has no row, but is named by one as needing it."""
    system = stock.systems.get(stock.by_key.get(key, -1))
    return Step(0, SAME, system.name, key=key, system=system) if system else None


def may_be_added(name: str, called: Called) -> bool:
    return not called.several(name) and len(name) <= LONGEST_NAME and is_one_line(name)


def only_named(row: Step, name: str, key: str) -> Step:
    note = Note("named-only", gettext("Only row %(number)d names it, as needed.") % {"number": row.number})
    return Step(row.number, CREATED, name, key=key, values={"name": name}, notes=[note])


def unknown(typed: str, called: Called) -> Note:
    values = {"said": typed}
    if called.several(typed):
        return Note("need-unknown", gettext("Several systems are called “%(said)s”. Write the key.") % values)
    return Note("need-unknown", gettext("It needs “%(said)s”, which is no system's key or name.") % values)


def settle_needs(step: Step, wanted: Wanted, stock: Stock, choices: Choices, kind: str) -> list[Edge]:
    """What is new, while the step keeps what is gone and says what was decided. `kind` calls the need whose kind nobody
    says."""
    edges, unsaid = new_edges(step.key, wanted, stock, choices)
    moved = moved_edges(step.key, wanted, stock)
    gone = dropped_edges(step.key, wanted, stock, covered_kinds(choices.mapping)) if choices.remove_needs else []
    step.dropped = sorted({*moved, *gone})
    if unsaid:
        values = {"needs": ", ".join(unsaid), "kind": kind}
        step.notes.append(Note("need-kind", gettext("%(needs)s: %(kind)s") % values))
    for needed, was in moved:
        values = {"needs": needed, "before": kind_in_words(was)}
        step.notes.append(Note("need-moved", gettext("%(needs)s was: %(before)s") % values))
    if removed := [needed for needed, each in gone if (needed, each) not in moved]:
        step.notes.append(Note("needs-removed", gettext("No longer needs: %(needs)s") % {"needs": ", ".join(removed)}))
    return edges


def kind_in_words(kind: str) -> str:
    return str(Dependency.Kind(kind).label)
