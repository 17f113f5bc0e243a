"""The other systems of an owner: how many have an RTO, and how many share the tightest."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from recovery.facts import System


@dataclass(frozen=True, slots=True)
class Peers:
    """Systems of one owner that have an RTO: how many, the tightest RTO, and how many share it."""

    count: int = 0
    tightest: int | None = None
    sharing: int = 0

    def joined_by(self, rto: int) -> "Peers":
        """The group with one more system."""
        if self.tightest is None or rto < self.tightest:
            return Peers(self.count + 1, rto, 1)
        return Peers(self.count + 1, self.tightest, self.sharing + (rto == self.tightest))


ALONE = Peers()


@dataclass(frozen=True, slots=True)
class Group:
    """All systems of one owner, and the same without those that share the tightest RTO."""

    whole: Peers
    looser: Peers

    def without(self, rto: int | None) -> Peers:
        """The group as one of its members, with that RTO, sees the others."""
        whole = self.whole
        if rto is None:
            return whole
        if rto != whole.tightest:
            return Peers(whole.count - 1, whole.tightest, whole.sharing)
        if whole.sharing > 1:
            return Peers(whole.count - 1, rto, whole.sharing - 1)
        return self.looser


def group_by_owner(systems: Iterable[System]) -> Mapping[str, Group]:
    """The groups of the owners that are named."""
    rtos: dict[str, Counter[int]] = {}
    for system in systems:
        if system.facts.owner and isinstance(system.rto, int):
            rtos.setdefault(system.facts.owner, Counter())[system.rto] += 1
    return {owner: _group(counts) for owner, counts in rtos.items()}


def _group(counts: Counter[int]) -> Group:
    tightest = min(counts)
    rest = {rto: count for rto, count in counts.items() if rto != tightest}
    looser = Peers(sum(rest.values()), min(rest), rest[min(rest)]) if rest else Peers()
    return Group(Peers(counts.total(), tightest, counts[tightest]), looser)
