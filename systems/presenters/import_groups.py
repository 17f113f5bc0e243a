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
from systems.services.imports.asking import Asked
from systems.services.imports.plan import CHANGED, CREATED, JOINED, REFUSED, SAME
from systems.services.imports.summary import TODO, Summary


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


class Preview:
    """All parts of a plan's preview, of which one is looked at."""

    def __init__(self, summary: Summary, show: str) -> None:
        self.summary, self.show = summary, show
        self.todo = [Part(group, label, self.count(group)) for group, label in summary.todo]
        self.decided = [Part(group, label, self.count(group)) for group, label in summary.decided]

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
        return self.summary.counts.get(show, 0)

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
