"""Python's search for cycles, kept out of work that makes very many objects and hardly any cycle."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def undisturbed() -> Iterator[Callable[[], None]]:
    """No search for cycles inside: among all systems of a company it takes almost half of the time, and finds nothing.

    Calling what it gives searches once among what is new since the first call; what was there then is left alone.
    """
    searching, settled = gc.isenabled(), False

    def look_through() -> None:
        nonlocal settled
        if settled:
            gc.collect()
        else:
            gc.freeze()
            settled = True

    gc.disable()
    try:
        yield look_through
    finally:
        if settled:
            gc.unfreeze()
        if searching:
            gc.enable()
