"""Which faults are planted when trying all would take hours: some of each module, drawn at random."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping


def sample(names: Iterable[str], size: int, seed: int) -> list[str]:
    """`size` of the names, from each module in proportion to what it has; the same for the same seed.

    No more than there are, in the order of the alphabet.
    """
    of_modules: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names):
        of_modules[module_of(name)].append(name)
    taken = quotas({module: len(those) for module, those in of_modules.items()}, size)
    chance = random.Random(seed)
    return sorted(name for module in of_modules for name in chance.sample(of_modules[module], taken[module]))


def module_of(name: str) -> str:
    return name.rpartition(".")[0]


def quotas(sizes: Mapping[str, int], size: int) -> dict[str, int]:
    """How many of each: its share rounded down, and one more where the largest remainders are (Hamilton's method)."""
    total = sum(sizes.values())
    size = min(size, total)
    shares = {each: divmod(size * count, total) for each, count in sizes.items()}
    taken = {each: whole for each, (whole, _) in shares.items()}
    by_remainder = sorted(shares, key=lambda each: (-shares[each][1], each))
    for each in by_remainder[: size - sum(taken.values())]:
        taken[each] += 1
    return taken
