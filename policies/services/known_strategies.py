"""The strategies and live copies of all published policies, for everybody who has to say what one is called."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from policies.models import PolicyVersion
from presentation.strategies import KnownStrategies
from recovery.policy import CopyRow, Policy, PolicyError, StrategyRow


def known_strategies() -> KnownStrategies:
    newest = PolicyVersion.objects.published().values_list("pk", "published_at").first()
    return _known_since(*newest) if newest else KnownStrategies()


@lru_cache(maxsize=4)
def _known_since(newest: int, published_at: datetime) -> KnownStrategies:
    """A published version never changes, so its number and moment stand for all there are until the next one."""
    earlier = PolicyVersion.objects.published().filter(published_at__lte=published_at)
    versions = [_strategies_and_copies(document) for document in earlier.values_list("document", flat=True)]
    rows = {row.key: row for strategies, _copies in reversed(versions) for row in strategies}
    copies = {copy.key: copy for _strategies, copies in reversed(versions) for copy in copies}
    return KnownStrategies(rows, tuple(row.key for row in versions[0][0]), copies)


def _strategies_and_copies(document: dict[str, object]) -> tuple[tuple[StrategyRow, ...], tuple[CopyRow, ...]]:
    """None where it is from a time when policies said other things."""
    try:
        policy = Policy.from_document(document)
    except PolicyError:
        return (), ()
    return policy.strategies, policy.copies
