"""What a test may know of background work: which tasks were handed to the broker."""

from __future__ import annotations

import pytest
from celery.signals import before_task_publish


@pytest.fixture
def published():
    """`published()` gives the tasks handed over so far, as (name, arguments)."""
    seen: list[tuple[str, list[object]]] = []

    def note(sender, body, **_):
        seen.append((sender, list(body[0])))

    before_task_publish.connect(note, weak=False)
    yield lambda: list(seen)
    before_task_publish.disconnect(note)
