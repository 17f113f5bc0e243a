"""The table of tiers as imports read it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping

from systems.models import Tier
from systems.services.imports.columns import normalised_heading

Objectives = tuple[int, int | None]
"""RTO and RPO in seconds; without an RPO where the tier says none."""


def known_tiers() -> Mapping[str, Objectives]:
    """By what they are called, however that is capitalised and spaced."""
    return {normalised_heading(tier.name): (tier.rto_seconds, tier.rpo_seconds) for tier in Tier.objects.all()}


def seen_of(tiers: Iterable[Tier]) -> str:
    """The table as somebody saw it, in short: who saves another one saves over what they have not seen."""
    rows = sorted([tier.name, tier.rto_seconds, tier.rpo_seconds] for tier in tiers)
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()[:32]
