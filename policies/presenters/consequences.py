"""What the numbers of a policy lead to, reckoned by the clock of the method, in the reader's words."""

from __future__ import annotations

from django.utils.translation import gettext

from policies.presenters.naming import name_of_copy
from presentation.durations import duration_in_words
from presentation.numbers import percentage
from presentation.objectives import recovery_time
from recovery.facts import Facts
from recovery.planning import clock
from recovery.policy import NO_COPY, CopyRow, Pair, Policy, StrategyRow


def of_numbers(policy: Policy) -> dict[str, list[str]]:
    """What follows from the numbers of a group, by the key of the group."""
    destroyed = clock.data_recovery_time(None, Facts(), policy)
    return {
        "clock": [
            gettext("People begin to act %(after)s.") % {"after": _after(policy.reaction_time)},
            gettext("What fails over by itself is reached again %(after)s.") % {"after": _after(policy.failover_time)},
            gettext("Destroyed data can be copied back %(after)s.") % {"after": _after(destroyed)},
        ],
        "history": [
            gettext("Every change is kept where less than %(time)s may be lost.")
            % {"time": duration_in_words(2 * policy.shortest_snapshot)}
        ],
    }


def _after(seconds: int) -> str:
    return gettext("after %(time)s") % {"time": duration_in_words(seconds)} if seconds else gettext("at once")


def of_strategy(row: StrategyRow, policy: Policy) -> list[str]:
    """When it is back at best, and what it costs with each live copy."""
    sentences = [gettext("Back at best: %(time)s.") % {"time": best_time(row, policy)}]
    enough, ready = Facts(minimum_service=row.standby_capacity), clock.doing_time(row, Facts())
    if row.standby_capacity and clock.doing_time(row, enough) < ready:
        known = {"share": percentage(row.standby_capacity), "time": recovery_time(_least(row, enough, policy))}
        sentences.append(gettext("Where %(share)s of normal service suffices at first: %(time)s.") % known)
    with_copies = [pair for pair in pairs_of(row, policy) if pair.copy.key != NO_COPY]
    if with_copies:
        prices = [f"{name_of_copy(pair.copy)} {percentage(pair.share)}" for pair in with_copies]
        sentences.append(gettext("Cost with its live copy: %(prices)s.") % {"prices": " / ".join(prices)})
    return sentences


def of_copy(copy: CopyRow) -> list[str]:
    if copy.key != NO_COPY:
        return []
    return [gettext("It loses what the copies of the past lose, and the data are copied back first.")]


def best_time(row: StrategyRow, policy: Policy) -> str:
    """From the loss of a site until people can work, for a system of which nothing else is known."""
    time = recovery_time(_least(row, Facts(), policy))
    if all(pair.restores for pair in pairs_of(row, policy)):
        return gettext("%(time)s and the time to copy the data back") % {"time": time}
    return time


def pairs_of(row: StrategyRow, policy: Policy) -> list[Pair]:
    return [pair for pair in policy.by_price if pair.row.key == row.key]


def _least(row: StrategyRow, facts: Facts, policy: Policy) -> int:
    return min(clock.recovery_time(pair, facts, has_data=True) for pair in pairs_of(row, policy))
