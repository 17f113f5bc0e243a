"""A policy in the reader's words, and what differs between two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext

from policies.presenters.numbers import GROUPS, Kind, Number, numbers
from presentation.durations import duration_in_words
from presentation.language import language_name, offered_languages
from presentation.numbers import percentage, short_number
from presentation.objectives import data_loss, recovery_time
from presentation.strategies import strategy_meaning, strategy_name
from recovery.policy import Policy, StrategyRow


def groups_in_words(policy: Policy) -> list[dict[str, Any]]:
    """Each group with its facts: label, value and what it means."""
    return [
        {"title": group.title, "facts": [_fact(number, getattr(policy, number.name)) for number in group.numbers]}
        for group in GROUPS
    ]


def strategies_in_words(policy: Policy) -> list[dict[str, Any]]:
    return [
        {
            "name": name_of(row),
            "meaning": strategy_meaning(row.key, row.meanings),
            "time": time_in_words(row),
            "point": point_in_words(row),
            "share": percentage(row.share),
            "tier": row.tier,
            "needs_person": row.needs_person,
        }
        for row in policy.strategies
    ]


def time_in_words(row: StrategyRow) -> str:
    time = recovery_time(row.best_time)
    return gettext("%(time)s and the restore") % {"time": time} if row.best_time and row.restores else time


def point_in_words(row: StrategyRow) -> str:
    return data_loss(row.best_point)


def differences(before: Policy, after: Policy) -> list[dict[str, Any]]:
    """What one policy says differently from another, as label, before, after; strategies one by one."""
    told = [
        {"label": number.label, "before": number_in_words(number.kind, old), "after": number_in_words(number.kind, new)}
        for number in numbers()
        if (old := getattr(before, number.name)) != (new := getattr(after, number.name))
    ]
    return told + list(_strategy_differences(before, after))


def _strategy_differences(before: Policy, after: Policy) -> Iterator[dict[str, Any]]:
    old, new = ({row.key: row for row in policy.strategies} for policy in (before, after))
    nothing = gettext("not there")
    for key, row in {**old, **new}.items():
        if key in old and key in new:
            yield from _row_differences(old[key], new[key])
        else:
            side = "before" if key in old else "after"
            whole = ", ".join(f"{part}: {value}" for part, value in row_in_words(row).items())
            yield {"label": name_of(row), "before": nothing, "after": nothing, side: whole}
    kept, order = [key for key in old if key in new], [key for key in new if key in old]
    if kept != order:
        in_order = [", ".join(name_of(new[key]) for key in keys) for keys in (kept, order)]
        yield {"label": gettext("Order of the strategies"), "before": in_order[0], "after": in_order[1]}


def _row_differences(before: StrategyRow, after: StrategyRow) -> Iterator[dict[str, Any]]:
    old, new = row_in_words(before), row_in_words(after)
    for part in {**old, **new}:
        was, now = (each.get(part, gettext("not said")) for each in (old, new))
        if was != now:
            yield {"label": f"{name_of(after)}: {part}", "before": was, "after": now}


def name_of(row: StrategyRow) -> str:
    return strategy_name(row.key, row.names)


def row_in_words(row: StrategyRow) -> dict[str, str]:
    """What a strategy is said to be, by the parts that can change."""
    yes, no = gettext("yes"), gettext("no")
    return {
        **{gettext("name in %(language)s") % {"language": each}: name for each, name in by_language(row.names)},
        **{gettext("meaning in %(language)s") % {"language": each}: text for each, text in by_language(row.meanings)},
        gettext("back at best after"): time_in_words(row),
        gettext("loses at best"): point_in_words(row),
        gettext("share of running cost"): percentage(row.share),
        gettext("cost tier"): str(row.tier),
        gettext("a person has to act"): yes if row.needs_person else no,
        gettext("keeps a live copy"): yes if row.keeps_live_data else no,
    }


def by_language(texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What somebody has written, with the name of its language."""
    return ((language_name(code), texts[code]) for code in offered_languages() if code in texts)


def _fact(number: Number, value: Any) -> dict[str, Any]:
    tier = {"tier": value} if number.kind is Kind.TIER else {}
    return {"label": number.label, "value": number_in_words(number.kind, value), "note": number.help, **tier}


def number_in_words(kind: Kind, value: Any) -> str:
    match kind:
        case Kind.DURATION:
            return duration_in_words(value) if value else gettext("none")
        case Kind.DURATIONS:
            return ", ".join(map(duration_in_words, value))
        case Kind.PERCENT:
            return percentage(value)
        case Kind.COUNT:
            return gettext("%(count)s or more") % {"count": value}
        case Kind.NUMBER:
            return short_number(value)
        case _:
            return str(value)
