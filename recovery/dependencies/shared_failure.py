"""Which systems hang on which, asked for many at once."""

from collections.abc import Iterable

from recovery.dependencies.network import Network

BATCH = 4096


def failing_with(network: Network, asked: dict[int, list[int]]) -> dict[int, list[int]]:
    """For each system asked about, which of the others given with it fail when it fails.

    Those are itself and all that need it, directly or not. Many are answered in one pass over the network: a bit per
    system asked about travels upward, 4,096 bits at a time.
    """
    nodes = sorted(asked)
    answer: dict[int, list[int]] = {}
    for start in range(0, len(nodes), BATCH):
        batch = nodes[start : start + BATCH]
        marks = _marks(network, batch)
        for bit, node in enumerate(batch):
            answer[node] = [other for other in asked[node] if marks[network.component_of[other]] >> bit & 1]
    return answer


def _marks(network: Network, nodes: Iterable[int]) -> list[int]:
    marks = [0] * len(network.components)
    for bit, node in enumerate(nodes):
        marks[network.component_of[node]] |= 1 << bit
    for component, members in enumerate(network.components):
        for node in members:
            for needed in network.needs[node]:
                marks[component] |= marks[network.component_of[needed]]
    return marks
