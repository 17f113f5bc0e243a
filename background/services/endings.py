"""Whom it concerns that work has ended: registered by rooms above, told in the transaction of the end."""

from __future__ import annotations

from collections.abc import Callable

from background.models import BackgroundWork

Hear = Callable[[BackgroundWork], None]

_hearers: list[Hear] = []


def register(hear: Hear) -> None:
    """`hear` is called with work that is done or has failed for good; not with what was called off."""
    if hear not in _hearers:
        _hearers.append(hear)


def announce(work: BackgroundWork) -> None:
    for hear in _hearers:
        hear(work)
