"""What drafts of the policy and of the questionnaire have in common: they change under people's hands, and come out."""

from __future__ import annotations

from typing import Any, TypeVar

Draft = TypeVar("Draft", bound=Any)
"""A version with `revision` and `published_at`."""


class DraftChanged(Exception):
    """Somebody else changed the draft, or this part of it, since it was shown."""


class DraftGone(Exception):
    """The draft was published or removed since it was opened."""


class AlreadyPublished(Exception):
    """The draft was published before; nothing more is to be done."""


def held_with_all(draft: Draft, revision: int) -> tuple[Draft, list[Draft]]:
    """The draft as it is, and all versions, locked until the transaction ends: publishing is one at a time.

    Raises AlreadyPublished, DraftGone, DraftChanged.
    """
    rows = list(type(draft)._default_manager.select_for_update().order_by("pk"))
    row = next((each for each in rows if each.pk == draft.pk), None)
    if row is None:
        raise DraftGone
    if row.published_at:
        raise AlreadyPublished
    if row.revision != revision:
        raise DraftChanged
    return row, rows
