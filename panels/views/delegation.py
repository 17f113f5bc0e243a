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
from assessments.views.answering.answer_set import sheet_view
from assessments.views.answering.conflict import conflict
from assessments.views.answering.saving import keep
from assessments.views.answering.topics import hidden
from panels.actions import delegating
from panels.forms.panels import NotMeForm
from panels.views.delegated_answers import DelegationSheet
from presentation.language import language
from questionnaires.forms.answers import TopicForm
from questionnaires.forms.question_parts import parts
from questionnaires.presenters import wording
from questionnaires.services.asking import asked


@require_http_methods(["GET", "HEAD", "POST"])
@sheet_view
def delegation(request: PersonRequest, sheet: DelegationSheet) -> HttpResponse:
    """Shown, and sent whole: each question with an answer or an “I don't know”."""
    if not sheet.mine:
        return redirect("panels:colleagues", public_id=sheet.assessment.public_id)
    if request.method == "POST":
        return send(request, sheet)
    return over(request, sheet) if sheet.closed else page(request, sheet, sheet.form(sheet.topic(), None))


def send(request: PersonRequest, sheet: DelegationSheet) -> HttpResponse:
    """“Save” keeps what there is; the other buttons send it."""
    form = sheet.form(sheet.topic(), request.POST)
    stays = request.POST.get("then") == "stay"
    ready = form.is_valid() if stays else complete(form)
    if sheet.closed is None and not ready:
        return page(request, sheet, form, status=422)
    try:
        keep(request, sheet, form)
        if not stays and sheet.closed is None:
            sheet.send()
            messages.success(request, gettext("Thank you, your answer is sent."))
    except (VersionConflict, NotOpen):
        return conflict(request, sheet, form, sheet.address())
    return redirect(sheet.address())


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
    sheet: DelegationSheet,
    form: TopicForm,
    *,
    not_me_form: NotMeForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "delegation": sheet.row,
        "system": sheet.system,
        "form": form,
        "parts": parts(form),
        **hidden(request, sheet, form),
        "delegated": True,
        "currency": settings.CURRENCY,
        "not_me_form": not_me_form or NotMeForm(),
    }
    return render(request, "panels/delegation.html", context, status=status)


def over(request: PersonRequest, sheet: DelegationSheet) -> HttpResponse:
    """Nothing waits any more: what this person said; or had typed, and did not send."""
    row = sheet.row
    context = {
        "delegation": row,
        "system": sheet.system,
        "typed": not row.answers,
        "said": in_words(sheet, row.answers or row.draft),
    }
    return render(request, "panels/delegation_over.html", context)


def in_words(sheet: DelegationSheet, said: Any) -> list[dict[str, Any]]:
    """One's own answers, and only those."""
    return [
        {
            "label": each.wording.say(language()),
            "lines": wording.lines(sheet.document, each, said.get(each.key), language()),
        }
        for each in sheet.topic().questions
        if said.get(each.key)
    ]


@require_POST
@sheet_view
def not_me(request: PersonRequest, sheet: DelegationSheet) -> HttpResponse:
    """Somebody else should know."""
    form = NotMeForm(request.POST)
    if not form.is_valid():
        return page(request, sheet, sheet.form(sheet.topic(), None), not_me_form=form, status=422)
    try:
        delegating.not_me(delegation=sheet.row, comment=form.cleaned_data["comment"], by=request.user)
        messages.success(request, gettext("Thank you for saying so."))
    except delegating.NoLongerAsked:
        messages.info(request, gettext("This is no longer asked."))
    return redirect(sheet.address())
