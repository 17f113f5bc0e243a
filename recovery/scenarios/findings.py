"""What a scenario finds, and what would mend it: every offer is worked out by making the schedule again.

Source: method, section 7. The findings stand in the way of accepting the scenario, not of approving a system.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from recovery.contradictions.rule import ARCHITECT, BLOCKS
from recovery.facts import OTHER_SITE, Today
from recovery.messages.text import Text, Value, with_names
from recovery.policy import StrategyRow
from recovery.results import Finding, Offer
from recovery.scenarios.capacity import LeastCapacity
from recovery.scenarios.ordering import begin_order
from recovery.scenarios.parts import strategy_of
from recovery.scenarios.project import Score
from recovery.scenarios.recovery import Made, Recovery, with_system
from recovery.scenarios.waiting import Waits, decisive, throughput_of

RTO, MTD = "together-exceeds-rto", "together-exceeds-mtd"
PLACE_OF = {RTO: 1, MTD: 0}
"""Where a score counts the systems that a finding is about."""
STRONGER_TRIED = 2
"""How many stronger strategies are tried, the nearest first."""
SHOWN = 5
"""Systems that a text names at the most."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """Something that may mend a finding: what changes, what it is called, and the score that comes of it."""

    change: Mapping[str, Any]
    label: Text
    score: Score
    row: StrategyRow | None = None


def findings(recovery: Recovery, made: Made, least: LeastCapacity, decides: str) -> tuple[Finding, ...]:
    """The findings of a schedule, with those remedies that leave fewer systems late."""
    fired = [code for code in (RTO, MTD) if made.score[PLACE_OF[code]]]
    remedies = list(_remedies(recovery, made, least, decides)) if fired else []
    return tuple(_finding(code, recovery, made, remedies) for code in fired)


def _finding(code: str, recovery: Recovery, made: Made, remedies: Sequence[Remedy]) -> Finding:
    place = PLACE_OF[code]
    offers = tuple(_offer(each, made.score) for each in remedies if each.score[place] < made.score[place])
    late = _latest(code, recovery, made)
    read: dict[str, Value] = {
        "late": int(made.score[place]), "count": len(recovery.fallen), "teams": recovery.scenario.teams,
        "system": late[0][1], "seconds": -late[0][0],
    }  # fmt: skip
    return Finding(code, BLOCKS, Text(code, read), read, offers, True, ARCHITECT)


def _latest(code: str, recovery: Recovery, made: Made) -> list[tuple[int, str]]:
    """The systems that are late, the latest first: seconds below zero, and the key."""
    found = []
    for system, steps in zip(recovery.fallen, recovery.blueprint.steps, strict=True):
        date = system.due if code == RTO else system.last
        if date is not None and made.generated.finishes[steps.back] > date:
            found.append((date - made.generated.finishes[steps.back], system.key))
    return sorted(found)


def _offer(remedy: Remedy, before: Score) -> Offer:
    gone = tuple(code for code, place in PLACE_OF.items() if before[place] and not remedy.score[place])
    new = tuple(code for code, place in PLACE_OF.items() if remedy.score[place] and not before[place])
    late, row = int(remedy.score[PLACE_OF[RTO]]), remedy.row
    strategy, tier = (None, None) if row is None else (row.key, row.tier)
    consequence = Text("consequence.still-late", {"late": late}) if late else Text("consequence.all-in-time")
    return Offer(remedy.change, "", remedy.label, consequence, strategy, None, None, tier, None, None, gone, new)


def _remedies(recovery: Recovery, made: Made, least: LeastCapacity, decides: str) -> Iterator[Remedy]:
    yield _more_teams(recovery, least)
    for place, enough in least.throughput.items():
        if enough is not None or decides == throughput_of(place):
            yield _more_throughput(recovery, place, enough)
    yield min(_other_orders(recovery, made), key=_score)
    helps = (each for each in _stronger(recovery, made) if each.score < made.score)
    yield from islice(helps, 1)


def _score(remedy: Remedy) -> Score:
    return remedy.score


def _more_teams(recovery: Recovery, least: LeastCapacity) -> Remedy:
    """As many teams as keep every RTO; one more where no number does."""
    teams = max(recovery.scenario.teams + 1, least.teams or 0)
    score = recovery.schedule(teams, whole=False).score
    return Remedy({"teams": teams}, Text("offer.teams", {"teams": teams}), score)


def _more_throughput(recovery: Recovery, place: str, enough: float | None) -> Remedy:
    """As many MiB/s from a place as keep every RTO; twice as many as there are where no number does."""
    given = recovery.scenario.throughput[place]
    throughput = 2 * given if enough is None else enough
    score = recovery.schedule(throughput={**recovery.scenario.throughput, place: throughput}, whole=False).score
    values: dict[str, Value] = {"place": place, "throughput": throughput, "more": max(0, throughput - given)}
    return Remedy({"throughput": {place: throughput}}, Text("offer.throughput", values), score)


def _other_orders(recovery: Recovery, made: Made) -> Iterator[Remedy]:
    """The order in which what is late anyhow comes last; and the order of the last dates instead of the RTO."""
    finishes, due = made.generated.finishes, made.project.due
    hopeful = [date if date is None or finishes[job] <= date else None for job, date in enumerate(due)]
    last = recovery.by_job([system.last for system in recovery.fallen])
    for dates_by_job in (hopeful, last):
        other = recovery.make(replace(made.project, due=dates_by_job), 1)
        order = begin_order(recovery, other)
        yield Remedy({"order": order}, Text("offer.order", {"systems": order[:SHOWN]}), other.score)


def _stronger(recovery: Recovery, made: Made) -> Iterator[Remedy]:
    """A stronger strategy for the one system that decides: of those that the latest waited for, the one that takes
    longest by itself."""
    node = _longest(recovery, made)
    system, rows = recovery.systems[node], recovery.policy.strategies
    current = strategy_of(system, recovery.policy)
    stronger = rows[rows.index(current) + 1 :] if current in rows else ()
    for row in stronger[:STRONGER_TRIED]:
        changed = replace(system, today=_with_strategy(system.today, row), exercises=())
        score = with_system(recovery, node, changed).schedule(whole=False).score
        values: dict[str, Value] = {"system": system.key, "strategy": row.key}
        label = with_names(Text("offer.other-strategy", values), recovery.policy.named)
        yield Remedy({"system": system.key, "today.strategy": row.key}, label, score, row)


def _with_strategy(today: Today, row: StrategyRow) -> Today:
    """Today's protection with another strategy; one that carries live copies brings one to another place."""
    if not row.fails_over:
        return replace(today, strategy=row.key)
    return replace(today, strategy=row.key, live_copy="asynchronous", live_site=OTHER_SITE)


def _longest(recovery: Recovery, made: Made) -> int:
    def own(node: int) -> int:
        steps, durations = recovery.blueprint.steps[node], made.project.durations
        return sum(durations[job] for job in {steps.preparing, steps.ready, steps.finishing})

    latest = decisive(recovery, made)
    chain = [] if latest is None else Waits(recovery, made).chain(latest)
    return max(chain, key=own)
