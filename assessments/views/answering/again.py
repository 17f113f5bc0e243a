"""Again next year: all answers on one page, what has changed around the system, and one tap for “all still so”."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from accounts.services.access import PersonRequest
from assessments.actions.answering import NotOpen, VersionConflict
from assessments.actions.asking import last_approval
from assessments.presenters.since_approval import since_approval
from assessments.views.answering.answer_set import answer_set_view
from assessments.views.answering.check import changed_since, topics
from assessments.views.answering.own_answers import OwnAnswerSet
from assessments.views.answering.saving import version_of
from questionnaires.services.renewal import confirmed, to_confirm


@require_http_methods(["GET", "HEAD", "POST"])
@answer_set_view
def again(request: PersonRequest, answer_set: OwnAnswerSet) -> HttpResponse:
    """The page; a POST says of all answers from last time that they still hold, and leads to the check."""
    if request.method == "POST":
        return confirm_all(request, answer_set)
    if answer_set.closed or not to_confirm(answer_set.document, answer_set.answers):
        return redirect(answer_set.check_url)
    return page(request, answer_set)


def confirm_all(request: PersonRequest, answer_set: OwnAnswerSet) -> HttpResponse:
    waiting = to_confirm(answer_set.document, answer_set.answers)
    given = {question.key: confirmed(answer_set.answers[question.key]) for question in waiting}
    try:
        if given:
            answer_set.save(given, version_of(request))
    except VersionConflict:
        return changed_since(request, answer_set, page)
    except NotOpen:
        messages.info(request, gettext("These answers have been decided upon already."))
    return redirect(answer_set.check_url)


def page(request: PersonRequest, answer_set: OwnAnswerSet, *, status: int = 200) -> HttpResponse:
    approval = last_approval(answer_set.system.pk)
    context = {
        "answer_set": answer_set,
        "system": answer_set.system,
        "approval": approval,
        "changes": since_approval(answer_set.system, approval.at) if approval else [],
        "topics": topics(answer_set),
        "waiting": len(to_confirm(answer_set.document, answer_set.answers)),
    }
    return render(request, "assessments/answering/again.html", context, status=status)
