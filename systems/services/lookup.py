"""Finding the system that somebody means by what they typed."""

from __future__ import annotations

from systems.models import System, SystemQuerySet

MOST_NAMED = 5


class NoSuchSystem(Exception):
    """Nothing of that key or name."""


class SeveralSystems(Exception):
    """More than one system could be meant; `keys` of some of them."""

    def __init__(self, keys: list[str]) -> None:
        super().__init__(", ".join(keys))
        self.keys = keys


def find_system(typed: str, among: SystemQuerySet) -> System:
    """By key, else by whole name, else by a part of the name that only one has. Raises NoSuchSystem, SeveralSystems."""
    typed = " ".join(typed.split())
    for condition in ({"key": typed.lower()}, {"name__iexact": typed}, {"name__icontains": typed}):
        found = list(among.filter(**condition).order_by("name", "id")[: MOST_NAMED + 1]) if typed else []
        if len(found) == 1:
            return found[0]
        if found:
            raise SeveralSystems([system.key for system in found[:MOST_NAMED]])
    raise NoSuchSystem(typed)
