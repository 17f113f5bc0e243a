"""The page of a scenario: what comes of it, what decides, what would mend it, and what was guessed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from presentation.money import estimated_amount
from presentation.numbers import DASH, grouped_number
from presentation.states import state_in_words
from recovery.facts import State
from recovery.scenarios.assumptions import ASSUMPTIONS
from scenarios.presenters import words
from scenarios.presenters.findings import findings_in_words
from scenarios.presenters.schedule import Placed, in_order, picture, rows_of
from scenarios.services.predicting import Outlook

AT_ONCE = 2_000
"""Systems that one page lists: as many as are worked out while somebody waits, so that these stand on one sheet."""
PER_PAGE = 500
"""Systems on a page of a list that is longer."""
NAMED = 100
"""Names that a sentence or a note lists; the others are counted."""
LATE, TOO_LONG, NEEDING = "late", "too-long", "needing"
"""What the list of systems can be narrowed to, each with a count that leads there."""


def result_in_words(outlook: Outlook, show: str = "", asked: str = "", page: str = "") -> dict[str, object]:
    """`show` narrows the list; `asked` is the capacity that is tried, as the address has it; `page` is the number of
    the part of the list that is shown."""
    every = in_order(outlook)
    chosen = [placed for placed in every if belongs(placed, show, outlook)]
    listed = Paginator(chosen, AT_ONCE if len(chosen) <= AT_ONCE else PER_PAGE).get_page(page)
    return {
        "headline": words.headline(outlook),
        "facts": [*counted(facts(outlook), outlook, asked)],
        "page": listed,
        "numbers": listed.paginator.get_elided_page_range(listed.number),
        "rows": rows_of(listed, outlook),
        "narrowed": narrowed(show),
        "all_url": order_url(asked),
        "picture": picture(every, outlook) if every else "",
        "findings": findings_in_words(outlook),
        "resources": resources(outlook),
        "assumed": assumed(outlook),
        "unreadable": outlook.situation.unreadable,
        "also": also_falling(outlook, asked),
    }


def belongs(placed: Placed, show: str, outlook: Outlook) -> bool:
    """Whether the list has it that is asked for; one that asks for nothing known has all."""
    _place, each = placed
    match show:
        case "late":
            return bool(each.late_rto)
        case "too-long":
            return bool(each.late_mtd)
        case "needing":
            return each.key not in outlook.situation.hit
        case _:
            return True


def narrowed(show: str) -> str:
    """What the list shows, where it is not all that falls."""
    said = {
        LATE: _("Only those that are back after their RTO."),
        TOO_LONG: _("Only those that are back after MTD − WRT."),
        NEEDING: _("Only those that fall because they need what is lost."),
    }
    return said.get(show, "")


def order_url(asked: str, show: str = "") -> str:
    """The address of the list, with the same capacity."""
    return "?" + "&".join(filter(None, (asked, show and urlencode({"show": show})))) + "#order"


def counted(said: list[dict[str, str]], outlook: Outlook, asked: str) -> Iterator[dict[str, Any]]:
    """The numbers, where they count systems with the address of exactly these."""
    over = sum(1 for each in outlook.prediction.systems if each.late_mtd)
    for fact in said:
        if fact["label"] != _("Too late") or not outlook.prediction.late:
            yield fact
            continue
        note = {"text": fact["note"]}
        notes = [note | {"url": order_url(asked, TOO_LONG), "count": over} if over else note]
        linked = {"url": order_url(asked, LATE), "count": outlook.prediction.late, "notes": notes}
        yield {"label": fact["label"], "value": fact["value"], **linked}


def also_falling(outlook: Outlook, asked: str) -> dict[str, object] | None:
    """How many fall only because they need what is lost."""
    more = sum(1 for each in outlook.prediction.systems if each.key not in outlook.situation.hit)
    if not more:
        return None
    text = ngettext("%(n)s of them needs what is lost.", "%(n)s of them need what is lost.", more)
    return {"text": text % {"n": grouped_number(more)}, "url": order_url(asked, NEEDING), "count": more}


def facts(outlook: Outlook) -> list[dict[str, str]]:
    """The four numbers that the page begins with, each with what makes it honest."""
    prediction = outlook.prediction
    decides, meaning = words.decides_in_words(prediction)
    return [
        {
            "label": _("All are back after"),
            "value": words.time_in_words(words.back_after(prediction)),
            "note": words.bound_in_words(prediction),
        },
        {"label": _("Too late"), "value": grouped_number(prediction.late), "note": late_note(outlook)},
        {"label": _("What being late costs"), "value": cost(outlook), "note": _("where an hour's loss is known")},
        {"label": _("What decides"), "value": decides, "note": meaning},
    ]


def late_note(outlook: Outlook) -> str:
    over = sum(1 for each in outlook.prediction.systems if each.late_mtd)
    if not over:
        return _("against their RTO; none after MTD − WRT")
    return _("against their RTO; %(n)s after MTD − WRT") % {"n": grouped_number(over)}


def cost(outlook: Outlook) -> str:
    amount = outlook.prediction.cost_of_lateness
    return state_in_words(State.UNKNOWN) if amount is None else estimated_amount(amount, outlook.situation.currency)


def resources(outlook: Outlook) -> list[dict[str, str]]:
    """Each resource as it is, and the least of it with which every date is kept, the others as they are."""
    least, throughput = outlook.prediction.least_capacity, outlook.capacity.throughput
    none = _("none alone is enough")
    teams = none if least.teams is None else grouped_number(least.teams)
    rows = [{"name": _("Teams"), "now": grouped_number(outlook.capacity.teams), "least": teams}]
    for place in dict.fromkeys([*throughput, *outlook.situation.places]):
        enough = none if place in least.throughput else DASH
        if least.throughput.get(place) is not None:
            enough = words.speed_in_words(least.throughput[place])
        rows.append({"name": place, "now": words.speed_in_words(throughput.get(place)), "least": enough})
    return rows


def assumed(outlook: Outlook) -> list[dict[str, Any]]:
    """What nobody has said: how many systems, and which."""
    found = []
    for code in ASSUMPTIONS:
        keys = [each.key for each in outlook.prediction.systems if code in each.assumed]
        if keys:
            names = sorted((outlook.name_of(key), key) for key in keys)
            text = words.assumption_in_words(code, len(keys))
            shown = names if len(names) <= AT_ONCE else names[:NAMED]
            more = more_in_words(names[len(shown) :])
            found.append({"code": code, "text": text, "count": len(names), "systems": shown, "more": more})
    return found


def comparison(saved: Outlook, tried: Outlook) -> dict[str, object]:
    """What other teams and links change, beside what is saved."""
    before, after = resources(saved), {row["name"]: row["now"] for row in resources(tried)}
    changes = [
        {"label": row["name"], "before": row["now"], "after": after[row["name"]]}
        for row in before
        if after.get(row["name"], row["now"]) != row["now"]
    ]
    mine, theirs = facts(saved), facts(tried)
    numbers = [
        {"label": one["label"], "before": one["value"], "after": other["value"]}
        for one, other in zip(mine, theirs, strict=True)
    ]
    late = {key for key, each in _late(saved)}, {key for key, each in _late(tried)}
    return {
        "changes": [*changes, *numbers],
        "saved": some_of(saved.name_of(key) for key in late[0] - late[1]),
        "lost": some_of(saved.name_of(key) for key in late[1] - late[0]),
    }


def some_of(names: Iterable[str]) -> list[str]:
    """The first names in alphabetical order, and how many there are more."""
    every = sorted(names)
    more = more_in_words(every[NAMED:])
    return [*every[:NAMED], more] if more else every


def more_in_words(left_out: Sequence[object]) -> str:
    if not left_out:
        return ""
    return ngettext("%(n)s more", "%(n)s more", len(left_out)) % {"n": grouped_number(len(left_out))}


def _late(outlook: Outlook) -> list[tuple[str, int]]:
    return [(each.key, each.late_rto) for each in outlook.prediction.systems if each.late_rto]
