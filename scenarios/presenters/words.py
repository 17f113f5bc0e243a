"""What comes of a scenario, in plain words: for the page and for the files."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from presentation.durations import duration_in_words
from presentation.numbers import DASH, grouped_number, short_number
from recovery.durations import LONGEST
from recovery.pictures.gantt import rounded
from recovery.scenarios import waiting
from recovery.scenarios.assumptions import OBJECTIVE, PLANNED, SIZE, STRATEGY, THROUGHPUT
from recovery.scenarios.prediction import Prediction
from recovery.scenarios.waiting import Wait
from scenarios.models import Scenario
from scenarios.services.predicting import Outlook
from systems.models import System

TEAMS = "teams"


def time_in_words(seconds: int | None) -> str:
    """A time of a schedule, to the minute; one that nobody lives to see is said so."""
    if seconds is None:
        return DASH
    return duration_in_words(rounded(seconds)) if seconds < LONGEST else _("more than a century")


def back_after(prediction: Prediction) -> int:
    """Seconds until the last system is back."""
    return max((each.back_at for each in prediction.systems), default=0)


def headline(outlook: Outlook) -> str:
    """“12 systems fall; all are back after 9 hours; 3 too late.”"""
    prediction, count = outlook.prediction, len(outlook.prediction.systems)
    if not count:
        return _("Nothing falls.")
    falls = ngettext("%(n)s system falls", "%(n)s systems fall", count) % {"n": grouped_number(count)}
    time = {"time": time_in_words(back_after(prediction))}
    back = ngettext("it is back after %(time)s", "all are back after %(time)s", count) % time
    late = ngettext("%(n)s too late", "%(n)s too late", prediction.late) % {"n": grouped_number(prediction.late)}
    return "; ".join((falls, back, late if prediction.late else _("none too late"))) + "."


def lost_in_words(scenario: Scenario) -> str:
    """What is lost: “Site: Frankfurt”."""
    match scenario.lost_by:
        case Scenario.LostBy.SITE:
            return _("Site: %(name)s") % {"name": scenario.lost_name}
        case Scenario.LostBy.HOSTING:
            return _("Hosting: %(name)s") % {"name": dict(System.Hosting.choices).get(scenario.lost_name, DASH)}
        case Scenario.LostBy.TAG:
            return _("Tag: %(name)s") % {"name": scenario.lost_name}
        case Scenario.LostBy.SUPPLIER:
            return _("Supplier: %(name)s") % {"name": scenario.lost_name}
        case Scenario.LostBy.UNIT:
            return _("Business unit: %(name)s") % {"name": scenario.unit}
        case _:
            count = len(scenario.lost_keys)
            return ngettext("%(n)s system by name", "%(n)s systems by name", count) % {"n": grouped_number(count)}


def waited_in_words(wait: Wait | None, names: Mapping[str, str]) -> str:
    """What a system waited for last before it was back."""
    if wait is None:
        return _("nothing")
    if wait.kind == waiting.TEAM:
        return _("a free team")
    if wait.kind == waiting.THROUGHPUT:
        return _("the link from %(place)s") % {"place": wait.name}
    return names.get(wait.name, wait.name)


def decides_in_words(prediction: Prediction) -> tuple[str, str]:
    """What decides when all is back, and what that means."""
    decides = prediction.decides
    if decides == TEAMS:
        return _("the teams"), _("Systems wait for a free team longest.")
    if decides != waiting.CHAIN:
        place = decides.partition(":")[2]
        return (
            _("the link from %(place)s") % {"place": place},
            _("Systems wait longest for what this place can give back."),
        )
    return _("the longest chain"), _("What needs what decides, more than waiting for teams or links.")


def bound_in_words(prediction: Prediction) -> str:
    """How far from the best possible the schedule can be at most."""
    bound, found = prediction.bound, back_after(prediction)
    if found <= bound:
        return _("No schedule can be shorter.")
    return _("No schedule can be shorter than %(time)s.") % {"time": time_in_words(bound)}


def speed_in_words(speed: float | None) -> str:
    if speed is None:
        return _("no limit")
    return _("%(number)s MiB a second") % {"number": short_number(round(speed, 2))}


def assumption_in_words(code: str, count: int) -> str:
    """What was not known of so many systems, and what was taken instead."""
    if code == OBJECTIVE:
        text = ngettext(
            "%(n)s system has neither an RTO nor an MTD, so it cannot be late.",
            "%(n)s systems have neither an RTO nor an MTD, so they cannot be late.",
            count,
        )
    elif code == STRATEGY:
        text = ngettext(
            "%(n)s system has neither a strategy nor an exercise: its recovery counts as no time at all.",
            "%(n)s systems have neither a strategy nor an exercise: their recovery counts as no time at all.",
            count,
        )
    elif code == SIZE:
        text = ngettext(
            "Of %(n)s system nobody has said how much data there is: copying it back counts as no time at all.",
            "Of %(n)s systems nobody has said how much data there is: copying it back counts as no time at all.",
            count,
        )
    elif code == THROUGHPUT:
        text = ngettext(
            "Of %(n)s system nobody has said how fast its copies come back: that counts as no time at all.",
            "Of %(n)s systems nobody has said how fast their copies come back: that counts as no time at all.",
            count,
        )
    else:
        assert code == PLANNED, code
        text = ngettext(
            "Of %(n)s system nobody has said what protects it today: its plan's strategy is taken, which may not be "
            "there yet.",
            "Of %(n)s systems nobody has said what protects them today: their plans' strategies are taken, which may "
            "not be there yet.",
            count,
        )
    return text % {"n": grouped_number(count)}
