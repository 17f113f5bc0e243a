"""Again next year: all answers on one page, what has changed around the system, and one tap for “all still so”. A
single answer is changed in its place on that page."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from accounts.services.access import PersonRequest
from assessments.actions.answering import NotOpen, VersionConflict
from assessments.actions.asking import last_approval
from assessments.presenters.since_approval import since_approval
from assessments.views.answering.answer_set import answer_set_view
from assessments.views.answering.check import changed_since, topics
from assessments.views.answering.conflict import conflict
from assessments.views.answering.own_answers import OwnAnswerSet
from assessments.views.answering.saving import keep, version_of
from assessments.views.answering.topics import ASK, hidden, known
from presentation.forms.saying_back import say_back
from questionnaires.forms.answers import STILL, TopicForm
from questionnaires.forms.question_parts import parts
from questionnaires.services.renewal import confirmed, to_confirm, topic_of_one

ALL = "all"
CHANGE = "change:"
"""A button that saves the open answer and opens another one is called so, and the other question."""


@require_http_methods(["GET", "HEAD", "POST"])
@answer_set_view
def again(request: PersonRequest, answer_set: OwnAnswerSet) -> HttpResponse:
    """The page; a POST says of all answers from last time that they still hold, and leads to the check."""
    if request.method == "POST":
        return confirm_all(request, answer_set)
    if answer_set.closed or not to_confirm(answer_set.document, answer_set.answers):
        return redirect(answer_set.check_url)
    return page(request, answer_set)


@require_http_methods(["GET", "HEAD", "POST"])
@answer_set_view
def change_one(request: PersonRequest, answer_set: OwnAnswerSet, asked: str) -> HttpResponse:
    """The page with the field of one answer open; a POST saves that answer."""
    topic = topic_of_one(answer_set.document, answer_set.answers, asked)
    if topic is None:
        raise Http404
    if request.method == "POST":
        return save(request, answer_set, answer_set.form(topic, request.POST), asked)
    if answer_set.closed:
        # What htmx would put in the place of the page is not on the other one.
        elsewhere = HttpResponseClientRedirect if request.htmx else redirect
        return elsewhere(answer_set.check_url)
    return page(request, answer_set, opened=answer_set.form(topic, None))


def save(request: PersonRequest, answer_set: OwnAnswerSet, form: TopicForm, question: str) -> HttpResponse:
    """As everywhere. What is saved here unchanged was looked at, and still holds."""
    if "reopen" in request.POST:
        answer_set.reopen()
    if not form.is_valid() and answer_set.closed is None:
        return page(request, answer_set, opened=form, status=422)
    try:
        keep(request, answer_set, form)
    except (VersionConflict, NotOpen):
        return conflict(
            request, answer_set, form, place_of(answer_set, question), action=answer_set.change_url(question)
        )
    then = request.POST.get("then", "")
    if then == ALL:
        return confirm_all(request, answer_set, answer_set.version)
    onward = whereto(answer_set, then, question)
    if onward == place_of(answer_set, question) != answer_set.check_url:
        # It stands at the answer itself, and need not name the question.
        for note in form.notes.values():
            messages.info(request, note)
    else:
        say_back(request, form)
    return redirect(onward)


def whereto(answer_set: OwnAnswerSet, then: str, question: str) -> str:
    """The address behind the button that was pressed."""
    if then.startswith(CHANGE) and (other := then.removeprefix(CHANGE)) in answer_set.document.questions:
        return f"{answer_set.change_url(other)}#answer-{other}"
    asking = answer_set.ask_url(then.removeprefix(ASK)) if then.startswith(ASK) else ""
    return asking or place_of(answer_set, question)


def place_of(answer_set: OwnAnswerSet, question: str) -> str:
    """The page at the answer that was changed; once nothing is left to confirm, the page to check."""
    if not to_confirm(answer_set.document, answer_set.answers):
        return answer_set.check_url
    return f"{answer_set.again_url}?{urlencode({'at': question})}#answer-{question}"


def confirm_all(request: PersonRequest, answer_set: OwnAnswerSet, version: int | None = None) -> HttpResponse:
    waiting = to_confirm(answer_set.document, answer_set.answers)
    given = {question.key: confirmed(answer_set.answers[question.key]) for question in waiting}
    try:
        if given:
            answer_set.save(given, version_of(request) if version is None else version)
    except VersionConflict:
        return changed_since(request, answer_set, page)
    except NotOpen:
        messages.info(request, gettext("These answers have been decided upon already."))
    return redirect(answer_set.check_url)


def page(
    request: PersonRequest, answer_set: OwnAnswerSet, *, opened: TopicForm | None = None, status: int = 200
) -> HttpResponse:
    """`opened` is the form of the answer that is being changed."""
    approval = last_approval(answer_set.system.pk)
    context = {
        "answer_set": answer_set,
        "system": answer_set.system,
        "approval": approval,
        "changes": since_approval(answer_set.system, approval.at) if approval else [],
        "topics": topics(answer_set),
        "waiting": len(to_confirm(answer_set.document, answer_set.answers)),
        "at": request.GET.get("at", ""),
        **(field_of(request, answer_set, opened) if opened else {}),
    }
    return render(request, "assessments/answering/again.html", context, status=status)


def field_of(request: PersonRequest, answer_set: OwnAnswerSet, form: TopicForm) -> dict[str, object]:
    """What the open field needs."""
    found = answer_set.consequence(form.answers_now())
    (question,) = form.topic.questions
    return {
        "opened": question.key,
        "still_name": f"{question.key}{STILL}",
        "form": form,
        "parts": parts(form, known(found, form)),
        "in_place": True,
        "similar": answer_set.said_by_similar(form.topic.questions),
        "currency": settings.CURRENCY,
        **hidden(request, answer_set, form),
        **answer_set.of_topic(form.topic),
    }
