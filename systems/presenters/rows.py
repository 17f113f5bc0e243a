"""The rows of the catalogue, in words and drawn, made in Python: fifty of them in a template are half of the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from html import escape
from typing import Any

from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from presentation.language import language
from presentation.numbers import DASH
from presentation.objectives import data_loss, recovery_time
from presentation.states import state_in_words
from presentation.strategies import strategy_name
from recovery.facts import Objective, State
from systems.models import Profile, System
from systems.queries import provisional

COLUMNS = (
    "key", "name", "status", "business_unit__name", "owner__name", "owner__email", "profile__rto_state",
    "profile__rto_seconds", "profile__rpo_state", "profile__rpo_seconds", "profile__strategy", "profile__cost_tier",
    "profile__blocks", "profile__warns", "profile__informs", "profile__answer_state",
    "profile__plan_mark", "profile__approved_mark", *provisional.COLUMNS,
)  # fmt: skip


def rows_of(ids: list[int], base: str) -> list[dict[str, Any]]:
    """One dict for each system, in order. `base` is the address of the list; a system's address is one step below.

    By id, because sorting ten thousand systems needs one or two columns and showing fifty needs sixteen.
    """
    found = {values["pk"]: values for values in System.objects.filter(pk__in=ids).order_by().values("pk", *COLUMNS)}
    words = Words()
    return [row_of(found[pk], base, words) for pk in ids if pk in found]


class Words:
    """The words of one page in its reader's language, each looked up once: fifty rows have few different ones."""

    def __init__(self) -> None:
        self.objective = cache(objective)
        self.strategy = cache(strategy_name)
        self.badge = cache(badge)
        self.state = cache(state_of)
        self.language = language()


def drawn(rows: Iterable[dict[str, Any]], *, with_owner: bool) -> SafeString:
    """The rows of the table as they stand in `systems/_results.html`."""
    words = {"rto_label": escape(gettext("Back within")), "rpo_label": escape(gettext("May lose"))}
    retired = RETIRED % escape(gettext("retired"))
    table = "".join(ROW % {**words, **parts(row, retired, with_owner=with_owner)} for row in rows)
    return mark_safe(table)  # noqa: S308  (`parts` escapes each text)


def parts(row: dict[str, Any], retired: str, *, with_owner: bool) -> dict[str, str]:
    """What changes from row to row, as HTML."""
    kind, count, heard = row["badge"]
    texts = {name: escape(row[name]) for name in TEXTS}
    return {
        **texts,
        "retired_badge": retired if row["retired"] else "",
        "owner_cell": OWNER % texts["owner"] if with_owner else "",
        "tier": row["tier"],
        "kind": kind,
        "count": escape(count),
        "heard": HEARD % escape(heard) if heard else "",
        **marks(row),
    }


def marks(row: dict[str, Any]) -> dict[str, str]:
    """A value that nobody has confirmed says so in its own cell; a dash needs no mark."""
    mark = MARK % escape(gettext("provisional")) if row["provisional"] else ""
    shown = {"rto": row["rto"] != DASH, "rpo": row["rpo"] != DASH, "strategy": row["strategy"] != DASH}
    return {f"{name}_mark": mark if said else "" for name, said in {**shown, "tier": row["with_tier"]}.items()}


TEXTS = ("url", "name", "unit", "owner", "rto", "rpo", "open", "strategy", "state")
MARK = ' <span class="sub">%s</span>'
RETIRED = ' <span class="badge plain">%s</span>'
OWNER = '<td class="only-wide break">%s</td>'
HEARD = '<span class="visually-hidden"> %s</span>'
ROW = """<tr>
  <th scope="row"><a href="%(url)s">%(name)s</a>%(retired_badge)s</th>
  <td class="only-wide">%(unit)s</td>
  %(owner_cell)s
  <td class="num%(open)s" data-label="%(rto_label)s">%(rto)s%(rto_mark)s</td>
  <td class="num%(open)s" data-label="%(rpo_label)s">%(rpo)s%(rpo_mark)s</td>
  <td class="only-wide nowrap">%(strategy)s%(strategy_mark)s</td>
  <td class="only-wide">%(tier)s%(tier_mark)s</td>
  <td><span class="badge %(kind)s">%(count)s%(heard)s</span></td>
  <td class="quiet nowrap">%(state)s</td>
</tr>
"""


def row_of(values: dict[str, Any], base: str, words: Words) -> dict[str, Any]:
    of = "provisional" if provisional.is_provisional(values) else "profile"
    unset = State.UNSET in (values[f"profile__{name}_state"] or State.UNSET for name in ("rto", "rpo"))
    rto_state, rpo_state = (values[f"{of}__{name}_state"] or State.UNSET for name in ("rto", "rpo"))
    rto = words.objective(rto_state, values[f"{of}__rto_seconds"], recovery_time)
    rpo = words.objective(rpo_state, values[f"{of}__rpo_seconds"], data_loss)
    counts = tuple(values[f"profile__{kind}"] for kind in FINDING_WORDS)
    changed = values["profile__plan_mark"] != values["profile__approved_mark"]
    return {
        "url": f"{base}{values['key']}/",
        "name": values["name"],
        "retired": values["status"] == System.Status.RETIRED,
        "unit": values["business_unit__name"] or DASH,
        "owner": values["owner__name"] or values["owner__email"] or "",
        "rto": rto,
        "rpo": rpo,
        "provisional": of == "provisional",
        "open": " only-wide" if rto == rpo == DASH else "",  # on a phone two dashes are not worth a line
        "strategy": words.strategy(values[f"{of}__strategy"]) if values[f"{of}__strategy"] else DASH,
        "tier": tier(values[f"{of}__cost_tier"], words.language),
        "with_tier": values[f"{of}__cost_tier"] is not None,
        "badge": words.badge(counts, unset),
        "state": words.state(values["status"], values["profile__answer_state"], changed),
    }


def state_of(status: str, answers: str | None, changed: bool) -> str:
    """How far its answers are; that it is out of use, or no longer as it was approved, where that is so."""
    if status == System.Status.RETIRED:
        return gettext("retired")
    if answers == Profile.AnswerState.APPROVED and changed:
        return gettext("approved, changed since")
    return str(Profile.AnswerState(answers).label) if answers else gettext("not asked yet")


def objective(state: str, seconds: int | None, word: Callable[[Objective], str]) -> str:
    """An objective in a cell; one that nobody has given yet is a dash."""
    if state == "value":
        return word(seconds or 0)
    return DASH if state == State.UNSET else word(State(state))


@lru_cache(maxsize=64)
def tier(value: int | None, _language: str) -> SafeString:
    """The cost signs as the component draws them; drawn once for each tier and language."""
    return render_to_string("components/tier.html", {"tier": value})


def badge(counts: tuple[int | None, ...], unset: bool) -> tuple[str, str, str]:
    """Kind, word and what a screen reader hears after it, for so many findings of each kind; `unset`: an objective is
    not given yet."""
    for (kind, words), count in zip(FINDING_WORDS.items(), counts, strict=True):
        if count and not (unset and kind == "informs"):
            return kind, str(count), str(words(count))
    return ("open", state_in_words(State.UNSET), "") if unset else ("good", gettext("fits"), "")


FINDING_WORDS: dict[str, Callable[[int], str | Promise]] = {
    "blocks": lambda n: ngettext("contradiction blocks approval", "contradictions block approval", n),
    "warns": lambda n: ngettext("finding worth a look", "findings worth a look", n),
    "informs": lambda n: ngettext("thing good to know", "things good to know", n),
}
