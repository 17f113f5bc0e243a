"""Where a page has it from what comes of a scenario: worked out while somebody waits; where too many systems fall for
that, kept by work in the background."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from scenarios.models import Scenario, ScenarioForecast
from scenarios.services import predicting
from scenarios.services.keeping import unpacked
from scenarios.services.losses import systems_in_scenarios
from scenarios.services.predicting import Capacity, Outlook, Situation, TooManyFall, capacity_of, mark_of


class NotWorkedOut(Exception):
    """Too many systems fall, and what comes of it with this capacity is not there, or not yet: `latest` is the work
    that is to make it, if anybody asked for it. `fallen` is how many fall."""

    def __init__(self, capacity: Capacity, latest: ScenarioForecast | None, fallen: int) -> None:
        super().__init__(str(fallen))
        self.capacity, self.latest, self.fallen = capacity, latest, fallen


@dataclass(frozen=True)
class Source:
    """What a scenario is about, and what comes of it with any capacity; `outlook` raises NotWorkedOut. `saved` is the
    work that has worked out what is saved, None where it was not too much for the page."""

    situation: Situation
    outlook: Callable[[Capacity], Outlook]
    saved: ScenarioForecast | None = None


def source_of(scenario: Scenario) -> Source:
    """From the facts of this moment where few enough fall, else from what was kept about the scenario as it is
    described now. Raises NotWorkedOut where nothing was."""
    capacity = capacity_of(scenario)
    saved = _done(scenario, capacity) if systems_in_scenarios().count() > predicting.MOST_FALLING else None
    if saved is not None:
        outlook = unpacked(saved)
        kept: Callable[[Capacity], Outlook] = lambda asked: outlook if asked == capacity else _kept(saved, asked)  # noqa: E731
        return Source(outlook.situation, kept, saved)
    try:
        gathered = predicting.gather(scenario)
    except TooManyFall as many:
        raise NotWorkedOut(capacity, latest(scenario, capacity), many.count) from many
    return Source(gathered.situation, gathered.outlook)


def latest(scenario: Scenario, capacity: Capacity) -> ScenarioForecast | None:
    """The last work about the scenario as it is described now, with this capacity, however it ended."""
    found: ScenarioForecast | None = ScenarioForecast.objects.about(scenario, mark_of(capacity)).first()
    return found


def _done(scenario: Scenario, capacity: Capacity) -> ScenarioForecast | None:
    done = ScenarioForecast.objects.about(scenario, mark_of(capacity)).filter(state=ScenarioForecast.DONE)
    # Fewer may have fallen when it was worked out last: then the page needs no work in the background any more.
    found: ScenarioForecast | None = done.filter(fallen__gt=predicting.MOST_FALLING).first()
    return found


def _kept(saved: ScenarioForecast, capacity: Capacity) -> Outlook:
    found = _done(saved.scenario, capacity)
    if found is None:
        raise NotWorkedOut(capacity, latest(saved.scenario, capacity), saved.fallen)
    return unpacked(found)
