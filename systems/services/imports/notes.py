"""What there is to say about a row beside what it does: what was left out, and what was decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from systems.services.imports.meanings import short_label

TITLES: Mapping[str, str | Promise] = {
    "unread": _("%(label)s: not understood and left out"),
    "no-owner": _("No owner yet"),
    "no-purpose": _("No purpose yet"),
    "nobody": _("%(label)s: nobody could be named"),
    "stranger": _("%(label)s: an address that nobody has yet"),
    "namesake": _("Another system has the same name"),
    "extra": _("More cells than headings"),
    "cut": _("Longer than there is room"),
    "need-unknown": _("Needs something that is no system here"),
    "need-itself": _("Names itself among what it needs"),
    "inexact": _("%(label)s: taken as exact"),
    "meant": _("%(label)s: read as you said"),
    "left": _("%(label)s: left out as you said"),
    "first": _("%(label)s: the first of several people is named"),
    "address": _("%(label)s: the address counts, not the name beside it"),
    "commas": _("Commas separate what it needs"),
    "need-kind": _("The file does not say which kind of need it is"),
    "need-moved": _("Another kind of need than before"),
    "needs-removed": _("Needs that the file does not name are removed"),
    "cleared": _("Empty cells clear what the catalogue says"),
    "answered": _("Objectives that the owner has answered"),
    "protected": _("%(label)s: what the catalogue says stays"),
    "test-failed": _("The last test did not succeed"),
    "test-undated": _("A test without its day"),
    "tested": _("A newer test stands in the catalogue"),
    "named-only": _("Added because another system needs it"),
}
"""What stands over all rows with such a note."""
DECIDED = frozenset(
    {"inexact", "meant", "left", "first", "address", "commas", "need-kind", "need-moved", "needs-removed", "cleared",
     "named-only", "answered", "protected", "test-failed", "tested"}
)  # fmt: skip
"""Notes of what the portal decided; the others are something for a person to do."""


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence for one row. Rows with the same `code` about the same meaning stand together; `cell` is what a person
    can say once for all of them what it means."""

    code: str
    text: str
    about: str = ""
    cell: str = ""

    @property
    def group(self) -> str:
        """As it stands in an address."""
        return f"{self.code}.{self.about}" if self.about else self.code

    @property
    def title(self) -> str:
        label = short_label(self.about) if self.about else ""
        return str(TITLES[self.code]) % {"label": label} if label else str(TITLES[self.code])

    @property
    def decided(self) -> bool:
        return self.code in DECIDED
