"""When somebody else saved first, or nothing may be changed any more: what was typed, beside what is saved."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.models import User
from accounts.services.access import PersonRequest
from assessments.views.answering.answer_set import AnswerSet
from presentation.language import language
from questionnaires.document.structure import Question
from questionnaires.forms.answers import TopicForm, same
from questionnaires.presenters import wording


def conflict(
    request: PersonRequest, answer_set: AnswerSet, form: TopicForm, onward: str, *, action: str = ""
) -> HttpResponse:
    """Nothing was saved: both versions side by side, to choose from. Where they say the same, on to `onward`. What is
    chosen is sent to the page of the topic, or else to `action`."""
    answer_set.refresh()
    fresh = answer_set.form(form.topic, request.POST)
    fresh.is_valid()
    differing = [
        question
        for question in form.topic.questions
        if question.key in fresh.given and not same(fresh.given[question.key], answer_set.answers.get(question.key))
    ]
    if answer_set.closed is None and not differing:
        return redirect(onward)
    stored = [answer_set.answers.get(question.key, {}) for question in differing]
    people = User.objects.in_bulk({answer.get("by") for answer in stored} - {None})
    names = names_sent(fresh)
    context = {
        "answer_set": answer_set,
        "choosing": answer_set.closed is None or answer_set.closed.reopens,
        "system": answer_set.system,
        "action": action or answer_set.address(form.topic.key),
        "own": all(answer.get("by") == request.user.pk for answer in stored),
        "differing": [versions(answer_set, fresh, question, people) for question in differing],
        "sent": [(name, value) for name, values in request.POST.lists() if name in names for value in values],
        "version": answer_set.version,
        "then": request.POST.get("then", "next"),
    }
    return render(request, "assessments/answering/conflict.html", context, status=409)


def names_sent(form: TopicForm) -> set[str]:
    return {name for field in form.fields.values() for name in field.widget.names}


def versions(answer_set: AnswerSet, form: TopicForm, question: Question, people: dict[int, User]) -> dict[str, Any]:
    """One question with the two answers to it."""
    stored = answer_set.answers.get(question.key)
    by = people.get(stored["by"]) if stored and "by" in stored else None
    return {
        "key": question.key,
        "label": form.fields[question.key].label,
        "mine": wording.lines(form.document, question, form.given[question.key], language()),
        "theirs": wording.lines(form.document, question, stored, language()),
        "by": by,
        "at": datetime.fromisoformat(stored["at"]) if stored and stored.get("at") else None,
    }
