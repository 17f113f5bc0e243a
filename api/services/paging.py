"""A long list, page by page."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext_noop
from ninja import Field, Schema

from api.services.cursors import cursor_after, number_of

LONGEST_PAGE = 100
NO_ZERO = r"^[^\x00]*$"
Row = TypeVar("Row", bound=models.Model)


class Paged(Schema):
    """What every list can be asked for."""

    limit: int = Field(50, ge=1, le=LONGEST_PAGE)
    cursor: str = Field("", description=gettext_noop("`next_cursor` of the page before."), pattern=NO_ZERO)


class Page(Schema):
    """What every page of a list ends with."""

    next_cursor: str | None = Field(description="Give it as `cursor` for what comes next; null at the end.")


def page_of(rows: models.QuerySet[Row], asked: Paged) -> dict[str, Any]:
    """In the order in which the rows were added: `items` and `next_cursor`. Raises NoCursor."""
    found = list(rows.filter(pk__gt=number_of(asked.cursor)).order_by("pk")[: asked.limit + 1])
    shown = found[: asked.limit]
    return {"items": shown, "next_cursor": cursor_after(shown[-1].pk) if len(found) > len(shown) else None}
