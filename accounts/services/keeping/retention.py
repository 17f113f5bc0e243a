"""What is deleted when: each room registers its rules, one scheduled task carries them out.

Rows go in groups, each with its entry of the audit trail in one transaction: nobody waits for longer than a moment, and
a task that is interrupted has done what its entries say. What is deleted here nobody works with any more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from accounts.services import audit

GROUP = 500
MOST_GROUPS = 200
"""So many at once at most: what is left comes the next time, an hour later."""
ACTION = "portal.retention"


@dataclass(frozen=True, slots=True)
class Rule:
    """`setting` says how many days rows are kept, 0 for good; `rows` are those that ended before a moment. What is
    `emptied` stays as a row, without the values named here."""

    name: str
    setting: str
    rows: Callable[[datetime], models.QuerySet[Any]]
    emptied: dict[str, Any] | None = None


@dataclass(slots=True)
class Work:
    """What an audit entry about it is about."""

    pk: str

    def __str__(self) -> str:
        return self.pk


_rules: dict[str, Rule] = {}


def register(rule: Rule) -> None:
    _rules[rule.name] = rule


def rules() -> list[Rule]:
    return list(_rules.values())


def carry_out() -> int:
    """Delete what has been kept for as long as the settings say; how many rows."""
    return sum(_carry_out(rule) for rule in rules())


def _carry_out(rule: Rule) -> int:
    days = int(getattr(settings, rule.setting))
    if not days:
        return 0
    before, total = timezone.now() - timedelta(days=days), 0
    for _ in range(MOST_GROUPS):
        removed = _group(rule, before, days)
        total += removed
        if removed < GROUP:
            break
    return total


@transaction.atomic
def _group(rule: Rule, before: datetime, days: int) -> int:
    rows = rule.rows(before).order_by("pk")
    ids = list(rows.values_list("pk", flat=True)[:GROUP])
    if not ids:
        return 0
    # Once more by the condition: what somebody has taken up again meanwhile stays.
    chosen = rule.rows(before).filter(pk__in=ids).order_by()
    count = len(ids)
    if rule.emptied is None:
        chosen.delete()
    else:
        count = chosen.update(**rule.emptied)
    detail = {"rule": rule.name, "rows": count, "days": days}
    audit.record(by=None, action=ACTION, about=Work(rule.name), detail=detail, automatic=True)
    return count
