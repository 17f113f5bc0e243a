"""The page of a colleague who is asked single questions: those, the system's name and purpose, and nothing else."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.services.access import PersonRequest
from assessments.actions.answering import NotOpen, VersionConflict
from assessments.views.answering.answer_set import answer_set_view
from assessments.views.answering.conflict import conflict
from assessments.views.answering.saving import keep
from assessments.views.answering.topics import hidden
from panels.actions import delegating
from panels.forms.colleagues import NotMeForm
from panels.views.delegated_answers import DelegatedAnswerSet
from presentation.forms.saying_back import say_back
from presentation.language import language
from questionnaires.forms.answers import TopicForm
from questionnaires.forms.question_parts import parts
from questionnaires.presenters import wording
from questionnaires.services.asking import asked


@require_http_methods(["GET", "HEAD", "POST"])
@answer_set_view
def delegation(request: PersonRequest, answer_set: DelegatedAnswerSet) -> HttpResponse:
    """Shown, and sent whole: each question with an answer or an “I don't know”."""
    if not answer_set.mine:
        return redirect("panels:colleagues", public_id=answer_set.assessment.public_id)
    if request.method == "POST":
        return send(request, answer_set)
    return (
        over(request, answer_set)
        if answer_set.closed
        else page(request, answer_set, answer_set.form(answer_set.topic(), None))
    )


def send(request: PersonRequest, answer_set: DelegatedAnswerSet) -> HttpResponse:
    """“Save” keeps what there is; the other buttons send it."""
    form = answer_set.form(answer_set.topic(), request.POST)
    stays = request.POST.get("then") == "stay"
    ready = form.is_valid() if stays else complete(form)
    if answer_set.closed is None and not ready:
        return page(request, answer_set, form, status=422)
    try:
        keep(request, answer_set, form)
        say_back(request, form)
        if not stays and answer_set.closed is None:
            answer_set.send()
            messages.success(request, gettext("Thank you, your answer is sent."))
    except (VersionConflict, NotOpen):
        return conflict(request, answer_set, form, answer_set.address())
    return redirect(answer_set.address())


def complete(form: TopicForm) -> bool:
    """Whether each question that is asked has an answer; what is missing is said beside it."""
    form.is_valid()
    now = form.answers_now()
    for question in asked(form.document, now, form.topic.questions):
        if question.key not in now and question.key not in form.errors:
            form.add_error(question.key, gettext("Please answer, or choose “I don't know”."))
    return not form.errors


def page(
    request: PersonRequest,
    answer_set: DelegatedAnswerSet,
    form: TopicForm,
    *,
    not_me_form: NotMeForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "delegation": answer_set.row,
        "system": answer_set.system,
        "form": form,
        "parts": parts(form),
        **hidden(request, answer_set, form),
        "delegated": True,
        "currency": settings.CURRENCY,
        "not_me_form": not_me_form or NotMeForm(),
    }
    return render(request, "panels/delegation.html", context, status=status)


def over(request: PersonRequest, answer_set: DelegatedAnswerSet) -> HttpResponse:
    """Nothing waits any more: what this person said; or had typed, and did not send."""
    row = answer_set.row
    context = {
        "delegation": row,
        "system": answer_set.system,
        "typed": not row.answers,
        "said": answer_lines(answer_set, row.answers or row.draft),
    }
    return render(request, "panels/delegation_over.html", context)


def answer_lines(answer_set: DelegatedAnswerSet, answers: Any) -> list[dict[str, object]]:
    """One's own answers, and only those."""
    return [
        {
            "label": each.wording.say(language()),
            "lines": wording.lines(answer_set.document, each, answers.get(each.key), language()),
        }
        for each in answer_set.topic().questions
        if answers.get(each.key)
    ]


@require_POST
@answer_set_view
def not_me(request: PersonRequest, answer_set: DelegatedAnswerSet) -> HttpResponse:
    """Somebody else should know."""
    form = NotMeForm(request.POST)
    if not form.is_valid():
        return page(request, answer_set, answer_set.form(answer_set.topic(), None), not_me_form=form, status=422)
    try:
        delegating.not_me(delegation=answer_set.row, comment=form.cleaned_data["comment"], by=request.user)
        messages.success(request, gettext("Thank you for saying so."))
    except delegating.NoLongerAsked:
        messages.info(request, gettext("This is no longer asked."))
    return redirect(answer_set.address())
