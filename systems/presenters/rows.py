"""The rows of the catalogue, in words and drawn, made in Python: fifty of them in a template are half of the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from presentation.language import language
from presentation.numbers import DASH
from presentation.objectives import data_loss, recovery_time
from presentation.states import state_in_words
from presentation.strategies import strategy_name
from recovery.facts import Objective, State
from systems.models import Profile, System

COLUMNS = (
    "key", "name", "status", "business_unit__name", "owner__name", "owner__email", "profile__rto_state",
    "profile__rto_seconds", "profile__rpo_state", "profile__rpo_seconds", "profile__strategy", "profile__cost_tier",
    "profile__blocks", "profile__warns", "profile__informs", "profile__answer_state",
    "profile__plan_mark", "profile__approved_mark",
)  # fmt: skip


def rows_of(ids: list[int], base: str) -> list[dict[str, object]]:
    """One dict for each system, in order. `base` is the address of the list; a system's address is one step below.

    By id, because sorting ten thousand systems needs one or two columns and showing fifty needs sixteen.
    """
    states = {key: str(label) for key, label in Profile.AnswerState.choices}
    found = {values["pk"]: values for values in System.objects.filter(pk__in=ids).order_by().values("pk", *COLUMNS)}
    return [row_of(found[pk], base, states) for pk in ids if pk in found]


def drawn(rows: Iterable[dict[str, Any]], *, with_owner: bool) -> list[SafeString]:
    """The rows of the table as it stands in `systems/_results.html`."""
    words = {"rto_label": gettext("Back within"), "rpo_label": gettext("May lose")}
    retired = format_html(RETIRED, gettext("retired"))
    return [
        format_html(
            ROW,
            **row,
            **words,
            retired_badge=retired if row["retired"] else "",
            owner_cell=format_html(OWNER, row["owner"]) if with_owner else "",
            kind=row["badge"][0],
            count=row["badge"][1],
            heard=format_html(HEARD, row["badge"][2]) if row["badge"][2] else "",
        )
        for row in rows
    ]


RETIRED = ' <span class="badge plain">{}</span>'
OWNER = '<td class="only-wide break">{}</td>'
HEARD = '<span class="visually-hidden"> {}</span>'
ROW = """<tr>
  <th scope="row"><a href="{url}">{name}</a>{retired_badge}</th>
  <td class="only-wide">{unit}</td>
  {owner_cell}
  <td class="num{open}" data-label="{rto_label}">{rto}</td>
  <td class="num{open}" data-label="{rpo_label}">{rpo}</td>
  <td class="only-wide nowrap">{strategy}</td>
  <td class="only-wide">{tier}</td>
  <td><span class="badge {kind}">{count}{heard}</span></td>
  <td class="quiet nowrap">{state}</td>
</tr>
"""


def row_of(values: dict[str, Any], base: str, states: dict[str, str]) -> dict[str, Any]:
    rto = objective(values["profile__rto_state"], values["profile__rto_seconds"], recovery_time)
    rpo = objective(values["profile__rpo_state"], values["profile__rpo_seconds"], data_loss)
    return {
        "url": f"{base}{values['key']}/",
        "name": values["name"],
        "retired": values["status"] == "retired",
        "unit": values["business_unit__name"] or DASH,
        "owner": values["owner__name"] or values["owner__email"] or "",
        "rto": rto,
        "rpo": rpo,
        "open": " only-wide" if rto == rpo == DASH else "",  # on a phone two dashes are not worth a line
        "strategy": strategy_name(values["profile__strategy"]) if values["profile__strategy"] else DASH,
        "tier": tier(values["profile__cost_tier"], language()),
        "badge": badge(values),
        "state": state_of(values, states),
    }


def state_of(values: dict[str, Any], states: dict[str, str]) -> str:
    """How far its answers are; that it is out of use, or no longer as it was approved, where that is so."""
    state = values["profile__answer_state"]
    if values["status"] == System.Status.RETIRED:
        return gettext("retired")
    if state == Profile.AnswerState.APPROVED and values["profile__plan_mark"] != values["profile__approved_mark"]:
        return gettext("approved, changed since")
    return states.get(state, gettext("not asked yet"))


def objective(state: str | None, seconds: int | None, word: Callable[[Objective], str]) -> str:
    """An objective in a cell; one that nobody has given yet is a dash."""
    if state == "value":
        return word(seconds or 0)
    return DASH if state in (None, State.UNSET) else word(State(state))


@lru_cache(maxsize=64)
def tier(value: int | None, _language: str) -> SafeString:
    """The cost signs as the component draws them; drawn once for each tier and language."""
    return render_to_string("components/tier.html", {"tier": value})


def badge(values: dict[str, Any]) -> tuple[str, str, str]:
    """Kind, word and what a screen reader hears after it, for the findings of a row."""
    unset = "unset" in (values["profile__rto_state"] or "unset", values["profile__rpo_state"] or "unset")
    for kind, words in FINDING_WORDS.items():
        if (count := values[f"profile__{kind}"]) and not (unset and kind == "informs"):
            return kind, str(count), str(words(count))
    return ("open", state_in_words(State.UNSET), "") if unset else ("good", gettext("fits"), "")


FINDING_WORDS: dict[str, Callable[[int], str | Promise]] = {
    "blocks": lambda n: ngettext("contradiction blocks approval", "contradictions block approval", n),
    "warns": lambda n: ngettext("finding worth a look", "findings worth a look", n),
    "informs": lambda n: ngettext("thing good to know", "things good to know", n),
}
