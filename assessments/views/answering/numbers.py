"""The two numbers and why, on one page: first for whoever is asked beside others. The rest is answered if they like."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.services.access import PersonRequest
from assessments.actions.answering import NotOpen, VersionConflict
from assessments.views.answering.answer_set import WholeAnswerSet, answer_set_view
from assessments.views.answering.conflict import conflict
from assessments.views.answering.consequence import consequence_context
from assessments.views.answering.saving import keep
from assessments.views.answering.topics import cost_entered_by, known, questions_asked
from presentation.forms.saying_back import say_back
from questionnaires.forms.answers import TopicForm
from questionnaires.forms.question_parts import parts
from questionnaires.services import wizard
from questionnaires.services.express import NUMBERS


@require_http_methods(["GET", "HEAD", "POST"])
@answer_set_view
def numbers(request: PersonRequest, answer_set: WholeAnswerSet) -> HttpResponse:
    """A POST saves them and leads to the check, or to all other questions."""
    chosen = answer_set.topic(NUMBERS)
    if request.method == "POST":
        return save(request, answer_set, answer_set.form(chosen, request.POST))
    if answer_set.closed:
        return redirect(answer_set.links.closed)
    return page(request, answer_set, answer_set.form(chosen, None))


def save(request: PersonRequest, answer_set: WholeAnswerSet, form: TopicForm) -> HttpResponse:
    if not form.is_valid() and answer_set.closed is None:
        return page(request, answer_set, form, status=422)
    try:
        keep(request, answer_set, form)
    except (VersionConflict, NotOpen):
        return conflict(request, answer_set, form, whereto(request, answer_set))
    say_back(request, form)
    return redirect(whereto(request, answer_set))


def whereto(request: PersonRequest, answer_set: WholeAnswerSet) -> str:
    """The address behind the button that was pressed."""
    if request.POST.get("then") == "all":
        return answer_set.address(wizard.first_open(answer_set.document, answer_set.answers))
    return answer_set.check_url


def page(request: PersonRequest, answer_set: WholeAnswerSet, form: TopicForm, *, status: int = 200) -> HttpResponse:
    found = answer_set.consequence(form.answers_now())
    beside = known(found, form)
    context = {
        "parts": parts(form, beside),
        "cost_entered_by": cost_entered_by(answer_set, beside),
        **questions_asked(request, answer_set, form),
        **consequence_context(found, form.document, form.answers_now()),
    }
    return render(request, "assessments/answering/numbers.html", context, status=status)
