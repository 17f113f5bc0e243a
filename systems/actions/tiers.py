"""An architect says once which objectives the company's tiers stand for."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from accounts.models import User
from accounts.services import audit
from systems.models import Tier
from systems.services.imports.applying.proposing import measures_in_words
from systems.services.tiers import Objectives, seen_of


class TiersChanged(Exception):
    """Somebody else saved the table since it was shown; nothing was written."""


@transaction.atomic
def set_tiers(*, tiers: Sequence[tuple[str, Objectives]], seen: str, by: User) -> None:
    """From now on these, by name, and no others. Twice is once. Raises TiersChanged."""
    audit.locked_head()
    before = {tier.name.lower(): tier for tier in Tier.objects.all()}
    wanted = {name.lower(): (name, objectives) for name, objectives in tiers}
    if all(_same(before.get(key), *each) for key, each in wanted.items()) and before.keys() == wanted.keys():
        return
    if seen_of(before.values()) != seen:
        raise TiersChanged
    for key in before.keys() - wanted.keys():
        audit.record(by=by, action="tier.removed", about=before[key], detail={"before": _in_short(before[key])})
        before[key].delete()
    for key, (name, (rto, rpo)) in wanted.items():
        tier = before.get(key) or Tier(name=name)
        if _same(tier if tier.pk else None, name, (rto, rpo)):
            continue
        was = _in_short(tier) if tier.pk else ""
        tier.name, tier.rto_seconds, tier.rpo_seconds = name, rto, rpo
        tier.save()
        audit.record(by=by, action="tier.set", about=tier, detail={"before": was, "said": _in_short(tier)})


def _same(tier: Tier | None, name: str, objectives: Objectives) -> bool:
    return tier is not None and (tier.name, (tier.rto_seconds, tier.rpo_seconds)) == (name, objectives)


def _in_short(tier: Tier) -> str:
    values = {"rto_seconds": tier.rto_seconds, "rpo_seconds": tier.rpo_seconds}
    return measures_in_words({name: value for name, value in values.items() if value is not None})
