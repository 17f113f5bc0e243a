"""What differs between two policies, in the reader's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext

from policies.presenters.naming import name_of, name_of_copy
from policies.presenters.numbers import numbers
from policies.presenters.wording import copy_in_words, number_in_words, strategy_in_words
from recovery.policy import Policy

Said = Mapping[str, tuple[str, Mapping[str, str]]]
"""By key, what a row is called and what it says, part by part."""
Difference = dict[str, str | Any]


def differences(before: Policy, after: Policy) -> list[Difference]:
    """What one policy says differently from another, as label, before, after; strategies and live copies row by row."""
    told = [
        {"label": number.label, "before": number_in_words(number.kind, old), "after": number_in_words(number.kind, new)}
        for number in numbers()
        if (old := getattr(before, number.name)) != (new := getattr(after, number.name))
    ]
    told += _of_rows(_strategies(before), _strategies(after))
    told += _of_order(before, after)
    return told + list(_of_rows(_copies(before), _copies(after)))


def _strategies(policy: Policy) -> Said:
    return {row.key: (name_of(row), strategy_in_words(row, policy)) for row in policy.strategies}


def _copies(policy: Policy) -> Said:
    return {copy.key: (name_of_copy(copy), copy_in_words(copy)) for copy in policy.copies}


def _of_rows(old: Said, new: Said) -> Iterator[Difference]:
    nothing = gettext("not there")
    for key, (name, said) in {**old, **new}.items():
        if key in old and key in new:
            yield from _of_row(name, old[key][1], said)
        else:
            side = "before" if key in old else "after"
            whole = ", ".join(f"{part}: {value}" for part, value in said.items())
            yield {"label": name, "before": nothing, "after": nothing, side: whole}


def _of_row(name: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Difference]:
    for part in {**old, **new}:
        was, now = (each.get(part, gettext("not said")) for each in (old, new))
        if was != now:
            yield {"label": f"{name}: {part}", "before": was, "after": now}


def _of_order(before: Policy, after: Policy) -> Iterator[Difference]:
    old, new = ({row.key: row for row in policy.strategies} for policy in (before, after))
    kept, order = [key for key in old if key in new], [key for key in new if key in old]
    if kept != order:
        in_order = [", ".join(name_of(new[key]) for key in keys) for keys in (kept, order)]
        yield {"label": gettext("Order of the strategies"), "before": in_order[0], "after": in_order[1]}
