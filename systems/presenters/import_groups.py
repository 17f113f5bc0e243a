"""The rows of a preview by what happens with them and by what there is to say about them.

Every count is that of the rows which its address shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.utils.translation import gettext, ngettext

from presentation.numbers import grouped_number
from systems.presenters.imports import all_notes
from systems.services.imports.asking import Asked
from systems.services.imports.choices import meant_key
from systems.services.imports.plan import CHANGED, CREATED, JOINED, REFUSED, SAME, Plan, Step

TODO = "todo"


@dataclass(slots=True)
class Part:
    """Some rows of the preview. `asked` are cells that can be said once, `more` how many further ones there are."""

    show: str
    label: str
    count: int = 0
    active: bool = False
    asked: list[Asked] = field(default_factory=list)
    more: str = ""
    fields: list[tuple[Asked, BoundField]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"?show={self.show}" if self.show else "?"


@dataclass(slots=True)
class Preview:
    """All rows of a plan with their notes, each looked at once."""

    plan: Plan
    show: str
    marks: list[set[str]] = field(default_factory=list)  # for each step the parts that it belongs to
    todo: list[Part] = field(default_factory=list)
    decided: list[Part] = field(default_factory=list)

    def __post_init__(self) -> None:
        parts: dict[str, tuple[bool, Part]] = {}
        for step in self.plan.steps:
            notes = all_notes(step)
            marks = {"", step.outcome} | ({TODO} if any(not note.decided for note in notes) else set())
            for group, note in {note.group: note for note in notes}.items():
                _decided, part = parts.setdefault(group, (note.decided, Part(group, note.title)))
                part.count += 1
                marks.add(group)
            self.marks.append(marks | {asked_mark(note.about, note.cell) for note in notes if note.cell})
        ordered = sorted(parts.values(), key=lambda each: -each[1].count)
        self.todo = [part for decided, part in ordered if not decided]
        self.decided = [part for decided, part in ordered if decided]

    def ask(self, asked: Sequence[Asked], every: Sequence[Asked], form: BaseForm) -> None:
        """Puts the cells that a person can say, each with its field, beside the rows that hold them."""
        for part in (*self.todo, *self.decided):
            part.asked = [each for each in asked if each.group == part.show]
            part.fields = [(each, form[each.field]) for each in part.asked]
            left = sum(each.group == part.show for each in every) - len(part.asked)
            if left:
                text = ngettext(
                    "%(n)s further cell follows once these are said.",
                    "%(n)s further cells follow once these are said.",
                    left,
                )
                part.more = text % {"n": grouped_number(left)}

    def count(self, show: str) -> int:
        return sum(show in marks for marks in self.marks)

    @property
    def shown(self) -> list[Step]:
        """The rows of the part that is looked at."""
        return [step for step, marks in zip(self.plan.steps, self.marks, strict=True) if self.show in marks]

    @property
    def tabs(self) -> list[Part]:
        """The parts of the preview that have rows, with how many, and the one that is looked at."""
        labels = {
            "": gettext("All rows"),
            CREATED: gettext("New"),
            CHANGED: gettext("Changed"),
            SAME: gettext("As it is"),
            JOINED: gettext("With another row"),
            REFUSED: gettext("Refused"),
            TODO: gettext("Something to do"),
        }
        groups = {part.show: part.label for part in (*self.todo, *self.decided)}
        if self.show not in labels and self.show in groups:
            labels[self.show] = groups[self.show]
        if self.show not in labels and self.count(self.show):
            labels[self.show] = gettext("Rows with this cell")
        parts = [Part(show, label, self.count(show), show == self.show) for show, label in labels.items()]
        return [part for part in parts if part.count or part.show in ("", self.show)]


def asked_mark(about: str, cell: str) -> str:
    return Asked(meant_key(about, cell), "", about, cell).field
