"""The page of a colleague who is asked single questions: those, the system's name and purpose, and nothing else."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import PersonRequest
from assessments.actions import delegating
from assessments.forms.answering import TopicForm
from assessments.forms.question_parts import parts
from assessments.forms.voices import NotMeForm
from assessments.models import Assessment, Delegation
from assessments.questionnaire import wording
from assessments.questionnaire.asking import asked
from assessments.questionnaire.document import Document, Topic, Wording
from assessments.questionnaire.language import language
from assessments.questionnaire.parsing import parsed


@require_http_methods(["GET", "HEAD", "POST"])
def delegation(request: PersonRequest, delegation_id: UUID) -> HttpResponse:
    """Shown, and sent whole: each question with an answer or an “I don't know”."""
    found = get_object_or_404(Delegation.objects.for_user(request.user).whole(), public_id=delegation_id)
    if found.person != request.user:
        if request.method == "POST":
            raise PermissionDenied(gettext("Only %(name)s is asked this.") % {"name": found.person})
        return redirect("assessments:colleagues", public_id=found.assessment.public_id)
    if not waits(found):
        return over(request, found)
    sent = request.POST if request.method == "POST" else None
    form = form_of(found, sent)
    if sent is not None and complete(form):
        try:
            given = {key: answer for key, answer in form.given.items() if answer is not None}
            done = delegating.answer(delegation=found, given=given, by=request.user)
        except delegating.NoLongerAsked:
            found.refresh_from_db()
            return over(request, found, form, status=409)
        messages.success(request, gettext("Thank you, your answer is sent."))
        return redirect("assessments:delegation", delegation_id=done.public_id)
    return page(request, found, form, status=200 if sent is None else 422)


def waits(delegation: Delegation) -> bool:
    under_way = delegation.assessment.state in Assessment.UNDER_WAY
    return delegation.state == Delegation.State.ASKED and under_way


def form_of(delegation: Delegation, sent: Any) -> TopicForm:
    """The questions as one page. What the owner answered to them is not shown; the other answers only decide which
    wording fits."""
    document = parsed(delegation.assessment.questionnaire.document)
    wanted = delegation.questions
    others = {key: answer for key, answer in delegation.assessment.answers.items() if key not in wanted}
    questions = tuple(document.questions[key] for key in document.questions if key in wanted)
    topic = Topic("asked", Wording("", ""), Wording("", ""), questions)
    return TopicForm(sent, document=document, topic=topic, answers=others, language=language())


def complete(form: TopicForm) -> bool:
    """Whether each question that is asked has an answer; what is missing is said beside it."""
    form.is_valid()
    for question in asked(form.document, form.answers_now(), form.topic.questions):
        if question.key not in form.given and question.key not in form.errors:
            form.add_error(question.key, gettext("Please answer, or choose “I don't know”."))
    return not form.errors


def page(
    request: PersonRequest,
    delegation: Delegation,
    form: TopicForm,
    *,
    not_me_form: NotMeForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "delegation": delegation,
        "system": delegation.assessment.system,
        "form": form,
        "parts": parts(form),
        "delegated": True,
        "currency": settings.CURRENCY,
        "not_me_form": not_me_form or NotMeForm(),
    }
    return render(request, "assessments/voices/delegation.html", context, status=status)


def over(
    request: PersonRequest, delegation: Delegation, form: TopicForm | None = None, *, status: int = 200
) -> HttpResponse:
    """Nothing waits any more: what this person said, or typed just now."""
    document = parsed(delegation.assessment.questionnaire.document)
    said = form.given if form is not None else delegation.answers
    context = {
        "delegation": delegation,
        "system": delegation.assessment.system,
        "typed": form is not None,
        "said": in_words(document, delegation.questions, said),
    }
    return render(request, "assessments/voices/delegation_over.html", context, status=status)


def in_words(document: Document, keys: list[str], said: Any) -> list[dict[str, Any]]:
    """One's own answers, and only those."""
    questions = [document.questions[key] for key in keys if key in document.questions and said.get(key)]
    return [
        {
            "label": each.wording.say(language()),
            "lines": wording.lines(document, each, said.get(each.key), language()),
        }
        for each in questions
    ]


@require_POST
def not_me(request: PersonRequest, delegation_id: UUID) -> HttpResponse:
    """Somebody else should know."""
    found = get_object_or_404(Delegation.objects.for_user(request.user).whole(), public_id=delegation_id)
    if found.person != request.user:
        raise PermissionDenied(gettext("Only %(name)s is asked this.") % {"name": found.person})
    form = NotMeForm(request.POST)
    if not form.is_valid():
        return page(request, found, form_of(found, None), not_me_form=form, status=422)
    try:
        delegating.not_me(delegation=found, comment=form.cleaned_data["comment"], by=request.user)
        messages.success(request, gettext("Thank you for saying so."))
    except delegating.NoLongerAsked:
        messages.info(request, gettext("This is no longer asked."))
    return redirect("assessments:delegation", delegation_id=found.public_id)
