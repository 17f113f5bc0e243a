"""A worker that stands still in the middle of its work, for so long that another takes over and ends it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from background.models import BackgroundWork


def go_silent(model: type[BackgroundWork], **values: object) -> None:
    """As if whoever holds something had not given a sign of life for an hour."""
    held = model._default_manager.filter(state=model.HELD)
    assert held.update(seen_at=timezone.now() - timedelta(hours=1), **values) == 1


def once_late(
    work: Callable[..., Any], meanwhile: Callable[[], None], then: Exception | None = None
) -> Callable[..., Any]:
    """`work`, in whose first call `meanwhile` happens; after that it goes on, or fails with `then`."""
    calls: list[object] = []

    def late(*arguments: object, **named: object) -> Any:
        calls.append(arguments)
        if len(calls) == 1:
            meanwhile()
            if then is not None:
                raise then
        return work(*arguments, **named)

    return late
