"""Which results a change can touch, so that no more is derived again."""

from collections.abc import Iterable
from itertools import chain

from recovery.facts import HARD, SHARES, Dependency


def affected(
    changed_keys: Iterable[str], dependencies: Iterable[Dependency], owners: Iterable[tuple[str, str | None]] = ()
) -> set[str]:
    """Every key whose results can change when these keys' facts, objectives or dependencies change.

    After a dependency came or went, pass the edges of before and after together; its two ends are changed keys. For
    `everything-first`, which compares the systems of one owner, pass (key, owner) of all systems, of before and after
    when an owner changed. The relation goes both ways: this is also the set of systems that must be given to `derive`
    for the results of these keys to be right.
    """
    changed = set(changed_keys)
    needs, needed_by, sharers = _adjacency(dependencies)
    peers = _peers(owners)
    above = _closure(changed, needed_by)
    near = _linked(changed, sharers)
    # An offer says what it does to the findings of dependents and of those that share transactions, which depend on
    # what else these need and share; and the other way round. One to align another system's RPO says it of those that
    # share with that one, a step further.
    found = _closure(above | near, needs) | _linked(above, sharers)
    further = _linked(near, sharers)
    return found | near | further | _linked(further, sharers) | _linked(changed, peers)


Adjacency = dict[str, set[str]]


def _adjacency(dependencies: Iterable[Dependency]) -> tuple[Adjacency, Adjacency, Adjacency]:
    needs: Adjacency = {}
    needed_by: Adjacency = {}
    sharers: Adjacency = {}
    for edge in dependencies:
        if edge.kind == HARD:
            needs.setdefault(edge.system, set()).add(edge.needs)
            needed_by.setdefault(edge.needs, set()).add(edge.system)
        elif edge.kind == SHARES:
            sharers.setdefault(edge.system, set()).add(edge.needs)
            sharers.setdefault(edge.needs, set()).add(edge.system)
    return needs, needed_by, sharers


def _peers(owners: Iterable[tuple[str, str | None]]) -> Adjacency:
    groups: dict[str, set[str]] = {}
    pairs = [(key, owner) for key, owner in owners if owner]
    for key, owner in pairs:
        groups.setdefault(owner, set()).add(key)
    peers: Adjacency = {}
    for key, owner in pairs:
        peers[key] = peers.get(key, set()) | groups[owner]
    return peers


def _linked(keys: set[str], adjacency: Adjacency) -> set[str]:
    return set(chain.from_iterable(adjacency.get(key, ()) for key in keys))


def _closure(keys: set[str], adjacency: Adjacency) -> set[str]:
    found, ahead = set(keys), list(keys)
    while ahead:
        fresh = adjacency.get(ahead.pop(), set()) - found
        found |= fresh
        ahead.extend(fresh)
    return found
