"""The short way: three questions on one page, what they lead to, and from there either sent or made more exact."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.services.access import PersonRequest
from assessments.actions import answering
from assessments.actions.answering import NotOpen, VersionConflict
from assessments.presenters.proposals import CONFIRM
from assessments.presenters.short_way import Outcome, assumed_by, mark_of, outcome_of
from assessments.views.answering.answer_set import answer_set_view
from assessments.views.answering.check import changed_since
from assessments.views.answering.conflict import conflict
from assessments.views.answering.consequence import consequence_context
from assessments.views.answering.own_answers import OwnAnswerSet
from assessments.views.answering.saving import keep, version_of
from assessments.views.answering.topics import ASK, confirm, known, questions_asked
from presentation.language import language
from questionnaires.forms.answers import TopicForm
from questionnaires.forms.question_parts import parts
from questionnaires.services import wizard
from questionnaires.services.express import EXPRESS, open_in_express


@require_http_methods(["GET", "HEAD", "POST"])
@answer_set_view
def express(request: PersonRequest, answer_set: OwnAnswerSet) -> HttpResponse:
    """The three questions. A POST saves them and leads to what they mean."""
    chosen = answer_set.topic(EXPRESS)
    if request.method == "POST":
        return save(request, answer_set, answer_set.form(chosen, request.POST))
    if answer_set.closed:
        return redirect(answer_set.links.closed)
    return page(request, answer_set, answer_set.form(chosen, None))


def save(request: PersonRequest, answer_set: OwnAnswerSet, form: TopicForm) -> HttpResponse:
    if "reopen" in request.POST:
        answer_set.reopen()
    if not form.is_valid() and answer_set.closed is None:
        return page(request, answer_set, form, status=422)
    try:
        keep(request, answer_set, form)
        confirm(answer_set, request.POST.get("then", ""))
    except (VersionConflict, NotOpen):
        return conflict(request, answer_set, form, whereto(request, answer_set))
    return redirect(whereto(request, answer_set))


def whereto(request: PersonRequest, answer_set: OwnAnswerSet) -> str:
    """The address behind the button that was pressed."""
    then = request.POST.get("then", "next")
    if then.startswith(CONFIRM):
        return answer_set.express_url
    if then == "all":
        return answer_set.address(wizard.first_open(answer_set.document, answer_set.answers))
    asking = answer_set.ask_url(then.removeprefix(ASK)) if then.startswith(ASK) else ""
    return asking or answer_set.outcome_url


def page(request: PersonRequest, answer_set: OwnAnswerSet, form: TopicForm, *, status: int = 200) -> HttpResponse:
    found = answer_set.consequence(form.answers_now())
    context = {
        "parts": parts(form, known(found, form)),
        "brief": True,
        "elsewhere": [each for each in answer_set.proposals() if each.question not in form.asked],
        **questions_asked(request, answer_set, form),
        **consequence_context(found, form.document, form.answers_now(), listed=answer_set.listed(form.answers_now())),
    }
    return render(request, "assessments/answering/express.html", context, status=status)


@require_safe
@answer_set_view
def outcome(request: PersonRequest, answer_set: OwnAnswerSet) -> HttpResponse:
    """What the answers lead to by now: plan, price, what does not fit, what is assumed; and the two ways on."""
    if answer_set.closed:
        return redirect(answer_set.links.closed)
    return outcome_page(request, answer_set)


def outcome_page(request: PersonRequest, answer_set: OwnAnswerSet, *, status: int = 200) -> HttpResponse:
    found = answer_set.consequence(answer_set.answers)
    made = outcome_of(answer_set.system, answer_set.document, answer_set.answers, found)
    context = {
        "answer_set": answer_set,
        "assessment": answer_set.row,
        "system": answer_set.system,
        "outcome": made,
        "missing": open_of(answer_set),
        "topics": topics(answer_set, made),
        "decide": decide(answer_set, made),
        **answer_set.of_topic(),
        **consequence_context(found, answer_set.document, answer_set.answers),
    }
    return render(request, "assessments/answering/outcome.html", context, status=status)


def open_of(answer_set: OwnAnswerSet) -> list[dict[str, str]]:
    """What has to be answered, if only by “I don't know”, before it can be sent in short; a worse season need not."""
    still_open = open_in_express(answer_set.document, answer_set.answers)
    return [
        {"url": f"{answer_set.express_url}#id_{each.key}", "label": each.wording.say(language())}
        for each in still_open
        if each.measure in ("mtd", "rpo")
    ]


def topics(answer_set: OwnAnswerSet, made: Outcome) -> list[dict[str, Any]]:
    return [{"url": answer_set.address(each.key), "topic": each} for each in made.topics]


def decide(answer_set: OwnAnswerSet, made: Outcome) -> str:
    """The question where one says how soon it has to be back, when the answers leave no time for it; else empty."""
    without = [each for each in made.objectives if each.no_time]
    return f"{answer_set.address(without[0].topic)}#id_{without[0].key}" if without else ""


@require_POST
@answer_set_view
def send_short(request: PersonRequest, answer_set: OwnAnswerSet) -> HttpResponse:
    """Send it as it is, with what was shown for the objectives that nobody has answered."""
    if answer_set.closed is None and open_of(answer_set):
        return outcome_page(request, answer_set, status=422)
    found = answer_set.consequence(answer_set.answers)
    assumed = assumed_by(answer_set.document, answer_set.answers, found)
    try:
        if answer_set.closed is None and request.POST.get("assumed") != mark_of(assumed):
            raise VersionConflict
        answering.submit(assessment=answer_set.row, version=version_of(request), by=request.user, assumed=assumed)
    except VersionConflict:
        return changed_since(request, answer_set, outcome_page)
    except NotOpen:
        messages.info(request, gettext("These answers have been decided upon already."))
        return redirect(answer_set.links.closed)
    return redirect(answer_set.sent_url)
