"""What the answers mean so far: beside the questions, and live while they are being answered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from accounts.services.access import PersonRequest
from assessments.presenters.consequences import Consequence
from assessments.presenters.not_knowing import neighbours_of
from assessments.presenters.prices import OBJECTIVE, prices
from assessments.views.answering.answer_set import WholeAnswerSet, answer_set_view
from presentation.durations import short_duration
from presentation.language import language
from presentation.money import tier_signs, whole_amount
from presentation.numbers import grouped_number
from presentation.objectives import data_loss, recovery_time
from presentation.strategies import strategy_meaning, strategy_name
from questionnaires.document.structure import Document, Topic
from questionnaires.fields.objectives import seconds_in
from questionnaires.forms.answers import TopicForm
from questionnaires.forms.prices import Price, neighbours_place, place_of
from questionnaires.services import measures
from questionnaires.services.asking import Answers
from questionnaires.services.express import EXPRESS
from recovery.messages import say
from recovery.pictures import impact_over_time, recovery_line
from systems.presenters.pictures import recovery_times_shown, worst_loss_shown
from systems.presenters.plan import disruptions


@require_POST
@answer_set_view
def live(request: PersonRequest, answer_set: WholeAnswerSet) -> HttpResponse:
    """The panel for what stands in the form now. Nothing is saved; what cannot be read yet is left as it was."""
    answers: Answers = answer_set.answers
    form: TopicForm | None = None
    topic = answer_set.topic_named(request.POST.get("topic", ""))
    if topic is not None:
        form = answer_set.form(topic, request.POST)
        form.is_valid()
        answers = form.answers_now()
    found = answer_set.consequence(answers, live=True)
    listed = answer_set.listed(answers, live=True)
    context = consequence_context(found, answer_set.document, answers, topic, listed=listed)
    context["prices"], context["beside"] = ([], {}) if form is None else prices_now(found, form)
    context["brief"] = topic is not None and topic.key == EXPRESS
    return render(request, "assessments/answering/_consequence_live.html", context)


def prices_now(found: Consequence | None, form: TopicForm) -> tuple[list[tuple[str, Price | None]], dict[str, str]]:
    """The prices of all cards on the page, and what the choices beside the suggestion mean, by the id of their place.
    The suggestion is the one that stands there."""
    shown = {
        question.measure: seconds_in(question, form.typed(question), "suggested")
        for question in form.topic.questions
        if question.type == OBJECTIVE
    }
    suggested = {name: seconds for name, seconds in shown.items() if seconds is not None}
    found_prices = prices(found, form.document, form.topic, suggested)
    beside = neighbours_of(form.topic, found_prices, suggested)
    places = [(place_of(key, value), price) for key, cards in found_prices.items() for value, price in cards.items()]
    return places, {neighbours_place(key): said for key, said in beside.items()}


def consequence_context(
    found: Consequence | None,
    document: Document,
    answers: Answers,
    topic: Topic | None = None,
    *,
    listed: Consequence | None = None,
) -> dict[str, Any]:
    """What the panel's templates need; `consequence` is None while there is nothing to show. `listed` is shown until
    the first answer, as provisional."""
    if listed is not None:
        context = consequence_context(listed, document, answers)
        return {**context, "line": f"{gettext('provisional')} · {context['line']}", "provisional": True}
    if found is None or not found.says_something:
        return {"consequence": None, "line": gettext("What your answers mean so far"), "spoken": ""}
    return {
        "consequence": found,
        "line": line(found),
        "spoken": spoken(found),
        "picture": picture(found),
        "impact_picture": impact_picture(document, answers, topic),
        "strategy": strategy_in_words(found.derived.strategy),
        "history": sentence(found, "history"),
        "live_copy": sentence(found, "live_copy"),
        **disruptions(found.derived, found.rpo),
    }


def line(found: Consequence) -> str:
    """The whole panel in one line, short enough for a phone."""
    parts = []
    if isinstance(found.rto, int):
        back = gettext("Back in %(time)s") % {"time": short_duration(found.rto)}
        parts.append(back if found.rto else gettext("No interruption"))
    if isinstance(found.rpo, int):
        lost = short_duration(found.rpo) if found.rpo else data_loss(0)
        parts.append(gettext("lose %(time)s") % {"time": lost})
    parts.extend(price_in_short(found))
    if found.own:
        parts.append(to_look_at(found))
    return " · ".join(parts) or gettext("What your answers mean so far")


def price_in_short(found: Consequence) -> Iterator[str]:
    """Tier and a year's money, as far as there are any; the least of them while one objective is open."""
    price = found.least if found.least.at_least else found.derived
    if price.cost_tier is not None:
        signs = tier_signs(price.cost_tier)
        yield gettext("from %(price)s") % {"price": signs} if found.least.at_least else signs
    if price.yearly_cost is not None:
        yield whole_amount(price.yearly_cost, found.derived.currency)


def spoken(found: Consequence) -> str:
    """The same for those who hear it."""
    parts = []
    if isinstance(found.rto, int):
        back = gettext("Back within %(time)s") % {"time": recovery_time(found.rto)}
        parts.append(back if found.rto else gettext("No interruption"))
    if isinstance(found.rpo, int):
        parts.append(gettext("at most lost: %(time)s") % {"time": data_loss(found.rpo)})
    if found.derived.strategy:
        parts.append(strategy_in_words(found.derived.strategy))
        parts.append(gettext("cost tier %(tier)s of 4") % {"tier": found.derived.cost_tier})
    elif found.least.at_least and found.least.cost_tier is not None:
        parts.append(gettext("from cost tier %(tier)s of 4") % {"tier": found.least.cost_tier})
    if found.derived.yearly_cost is not None:
        amount = whole_amount(found.derived.yearly_cost, found.derived.currency)
        parts.append(gettext("about %(amount)s a year") % {"amount": amount})
    if found.own:
        parts.append(to_look_at(found))
    return ", ".join(parts)


def to_look_at(found: Consequence) -> str:
    count = len(found.own)
    return ngettext("%(n)s to look at", "%(n)s to look at", count) % {"n": grouped_number(count)}


def picture(found: Consequence) -> str:
    """The recovery line for a narrow place."""
    return mark_safe(recovery_line(**drawn(found), id="panel-line", width=320))  # noqa: S308 - it escapes its own texts


def drawn(found: Consequence) -> dict[str, Any]:
    return {
        "rpo": found.rpo,
        "rto": found.rto,
        "mtd": found.derived.suggested.mtd,
        "worst_loss": worst_loss_shown(found.derived),
        **recovery_times_shown(found.derived),
        "language": language(),
    }


def impact_picture(document: Document, answers: Answers, topic: Topic | None) -> str:
    """Harm over time, beside the grid, once that says anything."""
    facts = measures.measure(document, answers).facts
    if "impact" not in facts or topic is None or "impact" not in {question.type for question in topic.questions}:
        return ""
    grown = impact_over_time(facts["impact"], mtd=facts.get("mtd"), language=language(), id="panel-impact", width=320)
    return mark_safe(grown)  # noqa: S308 - it escapes its own texts


def sentence(found: Consequence, name: str) -> str:
    """Why a part of the plan is there, in a sentence."""
    text = found.derived.because.get(name)
    return say(text, language()) if text else ""


def strategy_in_words(key: str | None) -> str:
    """What it takes, said so that everybody understands it; a strategy whose meaning nobody has said, by its name."""
    return str(capfirst(strategy_meaning(key) or strategy_name(key))) if key else ""
