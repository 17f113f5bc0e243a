"""A simulation's result in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from policies.models import PolicySimulation, SimulatedChange
from policies.services.simulation import policy_of
from presentation.contradictions import title_of
from presentation.durations import duration_in_words
from presentation.money import whole_amount
from presentation.numbers import DASH, grouped_number
from presentation.strategies import copy_name, strategy_name
from recovery.contradictions import BY_CODE

Names = Mapping[str, Mapping[str, str]]
"""What strategies and live copies are called: by key, then by language."""


def summary(simulation: PolicySimulation) -> dict[str, Any]:
    """The numbers of the page: how many change, what it costs, what comes and goes."""
    found = simulation.result
    currency, names = found["currency"], names_in_draft(simulation)
    return {
        "found": found,
        "count": {name: grouped_number(found[name]) for name in ("systems", "strategies", "tiers", "plans")},
        "known": [grouped_number(each) for each in found["known"]],
        "blocked": [grouped_number(each) for each in found["blocked"]],
        "same_known": found["known"][0] == found["known"][1] == found["both"][0],
        "cost": [whole_amount(each, currency) for each in found["cost"]],
        "more": signed(round(found["both"][2]) - round(found["both"][1]), currency),
        "both": grouped_number(found["both"][0]),
        "moves": [
            {"from": before, "to": after, "before": named(before, names), "after": named(after, names), "count": count}
            for before, after, count in found["moves"]
        ],
        "comes": codes(found["comes"]),
        "goes": codes(found["goes"]),
    }


def codes(counted: dict[str, int]) -> list[dict[str, object]]:
    """In the order of the method's table, not of the count: JSON in PostgreSQL keeps no order of names."""
    order = list(BY_CODE)
    known = sorted(counted, key=lambda code: (-counted[code], order.index(code) if code in order else len(order)))
    return [
        {"code": code, "title": title_of(code), "count": counted[code],
         "severity": BY_CODE[code].severity if code in BY_CODE else "informs"}
        for code in known
    ]  # fmt: skip


def change_in_words(change: SimulatedChange, currency: str, names: Names) -> dict[str, object]:
    return {
        "system": change.system,
        "strategy_before": named(change.strategy_before, names),
        "strategy_after": named(change.strategy_after, names),
        "strategy_changes": change.strategy_before != change.strategy_after,
        "copy_before": copy_in_draft(change.copy_before, names),
        "copy_after": copy_in_draft(change.copy_after, names),
        "copy_changes": change.copy_before != change.copy_after,
        "interval_before": every(change.interval_before),
        "interval_after": every(change.interval_after),
        "interval_changes": change.interval_before != change.interval_after,
        "back_before": change.back_before,
        "back_after": change.back_after,
        "back_changes": change.back_before != change.back_after,
        "data_back_before": change.data_back_before,
        "data_back_after": change.data_back_after,
        "data_back_changes": change.data_back_before != change.data_back_after,
        "tier_before": change.tier_before,
        "tier_after": change.tier_after,
        "tier_changes": change.tier_before != change.tier_after,
        "cost_before": DASH if change.cost_before is None else whole_amount(change.cost_before, currency),
        "cost_after": DASH if change.cost_after is None else whole_amount(change.cost_after, currency),
        "cost_changes": change.cost_before != change.cost_after,
        "comes": [title_of(code) for code in change.comes.split()],
        "goes": [title_of(code) for code in change.goes.split()],
    }


def names_in_draft(simulation: PolicySimulation) -> Names:
    """What the draft calls its own strategies and live copies, by their keys: nobody else knows of them yet."""
    return policy_of(simulation.policy).named


def named(strategy: str, names: Names) -> str:
    return strategy_name(strategy, names.get(strategy)) if strategy else gettext("no strategy")


def copy_in_draft(copy: str, names: Names) -> str:
    return copy_name(copy, names.get(copy)) if copy else DASH


def every(interval: int | None) -> str:
    return gettext("Every %(interval)s") % {"interval": duration_in_words(interval)} if interval else DASH


def signed(amount: float, currency: str) -> str:
    """A difference in words: more, less, or the same."""
    if round(amount) == 0:
        return gettext("the same")
    text = gettext("%(amount)s more") if amount > 0 else gettext("%(amount)s less")
    return text % {"amount": whole_amount(abs(amount), currency)}
