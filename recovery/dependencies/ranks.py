"""The extremes among a system's neighbours, kept so that one neighbour's change can be weighed without the others."""

from collections.abc import Sequence
from dataclasses import dataclass

NOBODY = -1


@dataclass(frozen=True, slots=True)
class Needs:
    """Of the systems that one needs: the slowest RTO and whose it is, the next slowest, and how many have none."""

    slowest: int | None
    slowest_node: int
    second: int | None
    silent: int

    def changed(self, node: int, before: int | None, after: int | None) -> tuple[int | None, int]:
        """The slowest RTO and the number without one, were one system's RTO another."""
        rest = self.second if node == self.slowest_node else self.slowest
        silent = self.silent - (before is None) + (after is None)
        return latest(rest, after), silent


def rank_needs(nodes: Sequence[int], rto: Sequence[int | None]) -> Needs:
    """The ranks of the systems at these positions."""
    slowest, slowest_node, second, silent = None, NOBODY, None, 0
    for node in nodes:
        limit = rto[node]
        if limit is None:
            silent += 1
        elif slowest is None or limit > slowest:
            slowest, slowest_node, second = limit, node, slowest
        else:
            second = latest(second, limit)
    return Needs(slowest, slowest_node, second, silent)


def latest(one: int | None, other: int | None) -> int | None:
    """The larger of two times, either of which may be missing."""
    if one is None or other is None:
        return other if one is None else one
    return max(one, other)


def differs(sharers: Sequence[tuple[int, str]], rpo: int | None) -> bool:
    """Whether any of the systems that share transactions, sorted by RPO, has another RPO than this one."""
    return rpo is not None and bool(sharers) and (sharers[0][0] != rpo or sharers[-1][0] != rpo)


def differs_after(sharers: Sequence[tuple[int, str]], rpo: int | None, key: str, changed: int | None) -> bool:
    """The same, were the RPO of the sharer of that key another (None: not a duration)."""
    # Sorted, so the extremes of all the others are within two of the ends.
    rest = [other for other, name in (*sharers[:2], *sharers[-2:]) if name != key]
    return rpo is not None and any(other != rpo for other in (*rest, rpo if changed is None else changed))
