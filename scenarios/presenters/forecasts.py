"""Work in the background about a scenario, in words: how far it is, how it ended, and how old is what came of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from notifications.services.ended import Concern
from policies.services import in_force
from presentation.numbers import grouped_number
from scenarios.models import ScenarioForecast
from scenarios.presenters.findings import query_of
from scenarios.presenters.words import speed_in_words
from scenarios.services.outlooks import NotWorkedOut, latest
from scenarios.services.predicting import Capacity, Outlook

LATE = timedelta(minutes=2)


def address_of(forecast: ScenarioForecast) -> str:
    return reverse("scenarios:forecast", args=[forecast.scenario_id, forecast.pk])


def result_address_of(forecast: ScenarioForecast) -> str:
    """Where its page shows what came of it, with the capacity it is about."""
    return reverse("scenarios:scenario", args=[forecast.scenario_id]) + "?" + query_of(capacity_of_work(forecast))


def capacity_of_work(forecast: ScenarioForecast) -> Capacity:
    return Capacity(forecast.teams, dict(forecast.throughput))


def missing_in_words(missing: NotWorkedOut) -> dict[str, Any]:
    """What stands in the place of a result that is not there: how to have it made, and how the last work went."""
    return asking(missing.capacity) | last_work(missing.latest)


def asking(capacity: Capacity) -> dict[str, Any]:
    """What the button sends that has it worked out."""
    return {"teams": capacity.teams, "speeds": sorted(capacity.throughput.items()), "with": with_in_words(capacity)}


def with_in_words(capacity: Capacity) -> str:
    """“2 teams, vault: 60 MiB a second”."""
    teams = ngettext("%(n)s team", "%(n)s teams", capacity.teams) % {"n": grouped_number(capacity.teams)}
    links = (f"{place}: {speed_in_words(speed)}" for place, speed in sorted(capacity.throughput.items()))
    return ", ".join([teams, *links])


def last_work(forecast: ScenarioForecast | None) -> dict[str, Any]:
    """How the last work went that nothing came of, or where it can be watched."""
    if forecast is None or forecast.state == forecast.DONE:
        return {}
    if forecast.ended_at is None:
        return {"under_way": address_of(forecast)}
    return {"cancelled": True} if forecast.state == forecast.CANCELLED else {"error": forecast.error}


def kept_in_words(saved: ScenarioForecast | None, outlook: Outlook) -> dict[str, Any] | None:
    """When what is shown was worked out, and how to have it worked out again; None where that was just now."""
    if saved is None:
        return None
    last = last_work(latest(saved.scenario, outlook.capacity))
    outdated = outlook.situation.policy_version != in_force.current().version
    return {"as_of": outlook.situation.as_of, "outdated": outdated} | asking(outlook.capacity) | last


def progress_in_words(forecast: ScenarioForecast) -> dict[str, Any]:
    """How far it is. How many schedules it takes nobody knows before, so they are counted only."""
    return {
        "forecast": forecast,
        "under_way": forecast.ended_at is None,
        "late": timezone.now() - (forecast.seen_at or forecast.created_at) > LATE,
        "with": with_in_words(capacity_of_work(forecast)),
        "begun": bool(forecast.fallen),
        "falls": falls_in_words(forecast),
        "tried": tried_in_words(forecast),
    }


def falls_in_words(forecast: ScenarioForecast) -> str:
    count = forecast.fallen
    return ngettext("%(n)s system falls.", "%(n)s systems fall.", count) % {"n": grouped_number(count)}


def tried_in_words(forecast: ScenarioForecast) -> str:
    count = forecast.tried
    made = ngettext("%(n)s schedule made so far.", "%(n)s schedules made so far.", count)
    return made % {"n": grouped_number(count)}


def concern(forecast: ScenarioForecast) -> Concern:
    """Whom its end concerns."""
    what = _("The schedule of “%(name)s”") % {"name": forecast.scenario.name}
    return Concern(forecast.asked_by, what, "scenarios:forecast", (forecast.scenario_id, forecast.pk))
