"""What a worker keeps of the facts that it read: systems whose rows and answers are, letter by letter, what they were.

Everything is read anew from the database each time, so any number of workers may keep it, and nobody has to say that
something changed. What is saved is making sense of it, which takes longer than reading.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable

from recovery.facts import System

MOST_KEPT = 20_000
"""Some 3 KiB each. A larger company is read as a whole less often than it is derived in batches."""
_kept: dict[int, tuple[Hashable, System]] = {}


def kept(pk: int, read: Hashable, make: Callable[[], System]) -> System:
    """The system made before of what was `read` about it, if that is the same; else it is made and kept."""
    found = _kept.get(pk)
    if found is not None and found[0] == read:
        return found[1]
    made = make()
    if len(_kept) >= MOST_KEPT:
        _kept.clear()
    _kept[pk] = (read, made)
    return made
