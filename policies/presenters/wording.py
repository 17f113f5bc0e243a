"""A policy in the reader's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext

from policies.presenters.consequences import best_time, of_numbers
from policies.presenters.naming import name_of, name_of_copy, names_of_copies
from policies.presenters.numbers import GROUPS, Kind, Number
from presentation.durations import duration_in_words
from presentation.language import language_name, offered_languages
from presentation.numbers import grouped_number, percentage, short_number
from presentation.objectives import data_loss
from presentation.strategies import copy_meaning, strategy_meaning
from recovery.policy import CopyRow, Policy, StrategyRow


def policy_in_words(policy: Policy) -> dict[str, object]:
    """Everything that the pages say about a policy."""
    return {
        "policy": policy,
        "groups": groups_in_words(policy),
        "strategies": strategies_in_words(policy),
        "copies": copies_in_words(policy),
    }


def groups_in_words(policy: Policy) -> list[dict[str, object]]:
    """Each group with its facts (label, value and what it means) and what follows from them."""
    consequences = of_numbers(policy)
    return [
        {
            "title": group.title,
            "facts": [_fact(number, getattr(policy, number.name)) for number in group.numbers],
            "consequences": consequences.get(group.key, []),
        }
        for group in GROUPS
    ]


def strategies_in_words(policy: Policy) -> list[dict[str, object]]:
    return [
        {
            "name": name_of(row),
            "meaning": strategy_meaning(row.key, row.meanings),
            "time": best_time(row, policy),
            "doing": doing_in_words(row),
            "copies": names_of_copies(row, policy),
            "ready": percentage(row.standby_capacity),
            "share": percentage(row.share),
            "tier": row.tier,
            "person": row.person,
        }
        for row in policy.strategies
    ]


def copies_in_words(policy: Policy) -> list[dict[str, object]]:
    return [
        {
            "name": name_of_copy(copy),
            "meaning": copy_meaning(copy.key, copy.meanings),
            "point": point_in_words(copy),
            "share": percentage(copy.share),
            "tier": copy.tier,
        }
        for copy in policy.copies
    ]


def doing_in_words(row: StrategyRow) -> str:
    return duration_in_words(row.doing_time) if row.doing_time else gettext("none")


def point_in_words(copy: CopyRow) -> str:
    return gettext("what the copies of the past lose") if copy.best_point is None else data_loss(copy.best_point)


def strategy_in_words(row: StrategyRow, policy: Policy) -> dict[str, str]:
    """What a strategy is said to be, by the parts that can change, and when that brings it back."""
    return {
        **words_of_row(row.names, row.meanings),
        gettext("doing takes"): doing_in_words(row),
        gettext("who acts"): gettext("a person") if row.person else gettext("nobody, by itself"),
        gettext("back at best after"): best_time(row, policy),
        gettext("live copies it can carry"): " / ".join(names_of_copies(row, policy)),
        gettext("stands ready at once"): percentage(row.standby_capacity),
        gettext("share of running cost"): percentage(row.share),
        gettext("cost tier"): str(row.tier),
    }


def copy_in_words(copy: CopyRow) -> dict[str, str]:
    """What a live copy is said to be, by the parts that can change."""
    return {
        **words_of_row(copy.names, copy.meanings),
        gettext("loses at best"): point_in_words(copy),
        gettext("adds to the cost"): percentage(copy.share),
        gettext("cost tier"): str(copy.tier),
    }


def words_of_row(names: Mapping[str, str], meanings: Mapping[str, str]) -> dict[str, str]:
    return {
        **{gettext("name in %(language)s") % {"language": each}: name for each, name in by_language(names)},
        **{gettext("meaning in %(language)s") % {"language": each}: text for each, text in by_language(meanings)},
    }


def by_language(texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What somebody has written, with the name of its language."""
    return ((language_name(code), texts[code]) for code in offered_languages() if code in texts)


def _fact(number: Number, value: Any) -> dict[str, object]:
    return {"label": number.label, "value": number_in_words(number.kind, value), "note": number.help}


def number_in_words(kind: Kind, value: Any) -> str:
    match kind:
        case Kind.DURATION:
            return duration_in_words(value) if value else gettext("none")
        case Kind.DURATIONS:
            return ", ".join(map(duration_in_words, value))
        case Kind.PERCENT:
            return percentage(value)
        case Kind.THRESHOLD:
            return gettext("%(count)s or more") % {"count": grouped_number(value)}
        case Kind.NUMBER:
            return short_number(value)
        case _:
            return str(value)
