"""What was offered, as somebody reads it who may not know of every system."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from accounts.models import User
from recovery.messages import Text
from systems.models import System
from systems.presenters.findings import OWNER, sentence_of
from systems.services.names import names_for


class Labelled(Protocol):
    """A row that keeps what was offered."""

    label: Mapping[str, Any]


def labels_in_words(rows: Sequence[Labelled], systems: Iterable[System], reader: User) -> list[str]:
    """The label of each row, in order; `systems` are those that the rows are about."""
    if not rows:
        return []
    labels = [Text.from_record(each.label) for each in rows]
    names = names_for(reader, list(systems), [(label, ()) for label in labels])
    return [sentence_of(label, OWNER, names) for label in labels]
