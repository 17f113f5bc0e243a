"""One topic of a questionnaire: shown, saved as given, and where the pressed button leads."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.permissions import Role
from accounts.services.access import PersonRequest
from assessments.actions.answering import NotOpen, VersionConflict
from assessments.presenters.consequences import Consequence
from assessments.presenters.not_knowing import neighbours_of
from assessments.presenters.prices import prices
from assessments.presenters.proposals import CONFIRM
from assessments.views.answering.answer_set import WholeAnswerSet, answer_set_view
from assessments.views.answering.conflict import conflict
from assessments.views.answering.consequence import consequence_context
from assessments.views.answering.saving import keep, saved_at
from presentation.forms.saying_back import say_back
from presentation.language import language
from questionnaires.document.structure import Topic
from questionnaires.forms.answers import TopicForm
from questionnaires.forms.question_parts import Known, Suggestion, parts
from questionnaires.presenters.progress import time_left
from questionnaires.services import wizard
from questionnaires.services.asking import topics
from questionnaires.services.renewal import to_confirm

MOST_NAMED = 2
ASK = "ask:"
"""A button that saves and goes on to ask a colleague is called so, and the question."""


@require_safe
@answer_set_view
def begin(request: PersonRequest, answer_set: WholeAnswerSet) -> HttpResponse:
    """To what is open first; a mail leads here."""
    return redirect(answer_set.links.closed if answer_set.closed else answer_set.resumes_at)


@require_http_methods(["GET", "HEAD", "POST"])
@answer_set_view
def topic(request: PersonRequest, answer_set: WholeAnswerSet, topic: str) -> HttpResponse:
    """A topic's page; a POST saves it and goes where the pressed button says."""
    chosen = answer_set.topic(topic)
    if request.method == "POST":
        return save(request, answer_set, chosen)
    if answer_set.closed:
        return redirect(answer_set.links.closed)
    return page(request, answer_set, answer_set.form(chosen, None))


def save(request: PersonRequest, answer_set: WholeAnswerSet, chosen: Topic) -> HttpResponse:
    form = answer_set.form(chosen, request.POST)
    if "reopen" in request.POST:
        answer_set.reopen()
    if not form.is_valid() and answer_set.closed is None and (form.refused or goes_on(request)):
        return page(request, answer_set, form, status=422)
    try:
        keep(request, answer_set, form)
        confirm(answer_set, request.POST.get("then", ""))
    except (VersionConflict, NotOpen):
        return conflict(request, answer_set, form, whereto(request, answer_set, chosen))
    say_back(request, form)
    if request.POST.get("offer"):
        if elsewhere := answer_set.take(request, request.POST["offer"]):
            return redirect(elsewhere)
    elif request.POST.get("undo"):
        answer_set.undo(request, request.POST["undo"])
    return redirect(whereto(request, answer_set, chosen))


def confirm(answer_set: WholeAnswerSet, then: str) -> None:
    """One tap: what the list says of this measure becomes the answer of who confirms it."""
    if then.startswith(CONFIRM):
        answer_set.confirm(then.removeprefix(CONFIRM))


def goes_on(request: PersonRequest) -> bool:
    """Whether the pressed button leaves the topic as done; else a reason that is wanted can still be given later."""
    return not request.POST.get("offer") and request.POST.get("then", "next") in ("next", "still", wizard.CHECK)


def whereto(request: PersonRequest, answer_set: WholeAnswerSet, chosen: Topic) -> str:
    """The address behind the button that was pressed."""
    then = request.POST.get("then", "next")
    if request.POST.get("offer") or request.POST.get("undo") or then == "show":
        return f"{answer_set.address(chosen.key)}?show=1#consequence-place"
    if then == "stay" or then.startswith(CONFIRM):
        return answer_set.address(chosen.key)
    if then == "back":
        return answer_set.address(wizard.before(answer_set.document, answer_set.answers, chosen.key) or chosen.key)
    if then == wizard.CHECK:
        return answer_set.check_url
    if then.startswith(ASK) and (asking := answer_set.ask_url(then.removeprefix(ASK))):
        return asking
    return answer_set.address(wizard.after(answer_set.document, answer_set.answers, chosen.key))


def page(request: PersonRequest, answer_set: WholeAnswerSet, form: TopicForm, *, status: int = 200) -> HttpResponse:
    """The page of a topic, with what was typed and the panel for what is saved."""
    document, answers, key = form.document, form.answers, form.topic.key
    found = answer_set.consequence(form.answers_now())
    beside = known(found, form)
    progress = wizard.progress(document, answers, key)
    context = {
        "topic": {"key": key, "title": form.topic.title.say(language()), "lead": form.topic.lead.say(language())},
        "parts": parts(form, beside),
        "cost_entered_by": cost_entered_by(answer_set, beside),
        "progress": progress,
        "left": time_left(progress.minutes_left),
        "before": wizard.before(document, answers, key),
        "last": wizard.after(document, answers, key) == wizard.CHECK,
        "still": [question for question in to_confirm(document, answers) if question.topic == key],
        "ways": ways(answer_set, form.topic),
        "open": "show" in request.GET,
        "returns": returns(request),
        **questions_asked(request, answer_set, form),
        **consequence_context(
            found, document, form.answers_now(), form.topic, listed=answer_set.listed(form.answers_now())
        ),
    }
    return render(request, "assessments/answering/topic.html", context, status=status)


def questions_asked(request: PersonRequest, answer_set: WholeAnswerSet, form: TopicForm) -> dict[str, object]:
    """What every page needs on which questions are answered."""
    return {
        "answer_set": answer_set,
        "system": answer_set.system,
        "form": form,
        "similar": answer_set.said_by_similar(form.topic.questions),
        "proposed": answer_set.proposals(),
        "currency": settings.CURRENCY,
        **hidden(request, answer_set, form),
        **answer_set.of_topic(form.topic),
    }


def returns(request: PersonRequest) -> str:
    """Where one goes back to after changing one answer: to the page to check; empty on the usual way."""
    then = (request.POST or request.GET).get("then", "")
    return then if then == wizard.CHECK else ""


def hidden(request: PersonRequest, answer_set: Any, form: TopicForm) -> dict[str, object]:
    """What a form of answers carries so that nobody is overwritten, and where it saves by itself."""
    return {
        "version": request.POST.get("version", answer_set.version) if form.is_bound else answer_set.version,
        "seen": request.POST.get("seen", "") if form.is_bound else form.fingerprint,
        "save_url": answer_set.save_url(form.topic.key),
        "saved": saved_at(answer_set.saved_at),
    }


def known(found: Consequence | None, form: TopicForm) -> Known:
    suggested = suggestions(found)
    seconds = {name: each.seconds for name, each in suggested.items()}
    cards = prices(found, form.document, form.topic, seconds)
    return Known(suggested, cards, neighbours_of(form.topic, cards, seconds))


def cost_entered_by(answer_set: WholeAnswerSet, beside: Known) -> list[User]:
    """Who can enter what the system costs to run, where prices stand on the cards and nobody has entered it yet."""
    drawn = any(price and price.tier for cards in beside.prices.values() for price in cards.values())
    if not drawn or answer_set.system.running_cost is not None:
        return []
    return list(User.objects.with_role(Role.ARCHITECT)[:MOST_NAMED])


def suggestions(found: Consequence | None) -> dict[str, Suggestion]:
    """The suggested objectives, each with its reasons."""
    if found is None:
        return {}
    return {
        name: Suggestion(
            seconds,
            found.because[name],
            in_peak=name == "rto" and found.peak_decides,
            limit=getattr(found.derived.suggested, f"{name}_limit"),
        )
        for name, seconds in found.suggested.items()
    }


def ways(answer_set: WholeAnswerSet, chosen: Topic) -> list[dict[str, object]]:
    """All topics, for whoever wants to go elsewhere, with how many questions are open in each."""
    document, answers = answer_set.document, answer_set.answers
    still_open = [question.topic for question in wizard.open_questions(document, answers)]
    still = [question.topic for question in to_confirm(document, answers)]
    return [
        {
            "url": answer_set.address(each.key),
            "label": each.title.say(language()),
            "open": still_open.count(each.key),
            "still": still.count(each.key),
            "active": each.key == chosen.key,
        }
        for each in topics(document, answers)
    ]
