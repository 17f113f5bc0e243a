"""One topic of the questionnaire: shown, saved as given, and what to do when somebody else saved meanwhile."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from accounts.access import PersonRequest
from accounts.models import User
from assessments.actions import answering
from assessments.consequences import Consequence, consequence, offer_of
from assessments.forms.answering import TopicForm, same
from assessments.forms.question_parts import Suggestion, parts
from assessments.models import Assessment, Decision
from assessments.questionnaire import wizard, wording
from assessments.questionnaire.asking import topics
from assessments.questionnaire.document import Document, Question, Topic
from assessments.questionnaire.fields.estimates import objective_words
from assessments.questionnaire.language import language
from assessments.questionnaire.parsing import parsed
from assessments.questionnaire.renewal import to_confirm
from assessments.views.answering_access import assessment_view
from assessments.views.answering_panel import panel_context
from assessments.views.answering_saving import keep, saved_at
from assessments.voices import colleagues


@require_http_methods(["GET", "HEAD", "POST"])
@assessment_view
def topic(request: PersonRequest, assessment: Assessment, topic: str) -> HttpResponse:
    """A topic's page; a POST saves it and goes where the pressed button says."""
    document = parsed(assessment.questionnaire.document)
    chosen = document.topic(topic)
    if chosen is None:
        raise Http404
    if request.method == "POST":
        return save(request, assessment, document, chosen)
    if assessment.state not in answering.EDITABLE or not answering.may_answer(request.user, assessment):
        return redirect("assessments:check", public_id=assessment.public_id)
    form = TopicForm(None, document=document, topic=chosen, answers=assessment.answers, language=language())
    return page(request, assessment, form)


def save(request: PersonRequest, assessment: Assessment, document: Document, chosen: Topic) -> HttpResponse:
    form = TopicForm(request.POST, document=document, topic=chosen, answers=assessment.answers, language=language())
    if "reopen" in request.POST and assessment.state == Assessment.State.SUBMITTED:
        answering.reopen(assessment=assessment, by=request.user)
        assessment.refresh_from_db()
    if not form.is_valid():
        return page(request, assessment, form, status=422)
    try:
        assessment = keep(request, assessment, form)
    except (answering.VersionConflict, answering.NotOpen):
        return conflict(request, assessment, form)
    if request.POST.get("offer"):
        take(request, assessment, request.POST["offer"])
    return redirect(whereto(request, assessment, document, chosen))


def whereto(request: PersonRequest, assessment: Assessment, document: Document, chosen: Topic) -> str:
    """The address behind the button that was pressed."""
    then = request.POST.get("then", "next")
    if request.POST.get("offer") or then == "show":
        return f"{address(assessment, chosen.key)}?show=1#consequence-place"
    if then == "stay":
        return address(assessment, chosen.key)
    if then == "back":
        return address(assessment, wizard.before(document, assessment.answers, chosen.key) or chosen.key)
    if then == "check":
        return address(assessment, wizard.CHECK)
    return address(assessment, wizard.after(document, assessment.answers, chosen.key))


def address(assessment: Assessment, topic: str) -> str:
    return reverse("assessments:topic", kwargs={"public_id": assessment.public_id, "topic": topic})


def take(request: PersonRequest, assessment: Assessment, token: str) -> None:
    """Put an offer into the answers. One that no longer stands is told, not guessed at."""
    document = parsed(assessment.questionnaire.document)
    for assume in (False, True):
        found = consequence(assessment.system, document, assessment.answers, language=language(), assume=assume)
        if match := offer_of(found, token):
            code, offer = match
            with suppress(answering.VersionConflict):
                answering.take_offer(
                    assessment=assessment,
                    change=offer.change,
                    finding=code,
                    version=assessment.version,
                    by=request.user,
                )
                messages.success(request, gettext("Changed: %(offer)s.") % {"offer": offer.label})
                return
    messages.info(request, gettext("That way out does not fit any more: the answers have changed since."))


def page(request: PersonRequest, assessment: Assessment, form: TopicForm, *, status: int = 200) -> HttpResponse:
    """The page of a topic, with what was typed and the panel for what is saved."""
    document, answers = form.document, form.answers
    shown = panel_context(assessment, document, form.answers_now(), form.topic)
    progress = wizard.progress(document, answers, form.topic.key)
    context = {
        "assessment": assessment,
        "system": assessment.system,
        "form": form,
        "topic": {
            "key": form.topic.key,
            "title": form.topic.title.say(language()),
            "lead": form.topic.lead.say(language()),
        },
        "parts": parts(form, suggestions(shown["consequence"])),
        "version": request.POST.get("version", assessment.version) if form.is_bound else assessment.version,
        "seen": request.POST.get("seen", "") if form.is_bound else form.fingerprint,
        "progress": progress,
        "left": time_left(progress.minutes_left),
        "saved": saved_at(assessment),
        "before": wizard.before(document, answers, form.topic.key),
        "last": wizard.after(document, answers, form.topic.key) == wizard.CHECK,
        "still": [question for question in to_confirm(document, answers) if question.topic == form.topic.key],
        "ways": ways(assessment, document, form.topic),
        "comment": comment_of(assessment),
        "notes": colleagues.notes(assessment, answers),
        "may_ask": True,
        "currency": settings.CURRENCY,
        "open": "show" in request.GET,
        **shown,
    }
    return render(request, "assessments/answering/topic.html", context, status=status)


def suggestions(found: Consequence | None) -> dict[str, Suggestion]:
    """The suggested objectives, and what the peak season asks for where it asks for more."""
    if found is None:
        return {}
    peak, normal = found.derived.suggested.peak_rto, found.suggested.get("rto")
    said = objective_words("rto", peak, language()) if peak is not None and peak != normal else ""
    return {
        name: Suggestion(seconds, found.because[name], said if name == "rto" else "")
        for name, seconds in found.suggested.items()
    }


def time_left(minutes: int) -> str:
    if not minutes:
        return gettext("nothing left open")
    return ngettext("about %(n)s minute left", "about %(n)s minutes left", minutes) % {"n": minutes}


def ways(assessment: Assessment, document: Document, chosen: Topic) -> list[dict[str, Any]]:
    """All topics, for whoever wants to go elsewhere, with how many questions are open in each."""
    still_open = [question.topic for question in wizard.open_questions(document, assessment.answers)]
    still = [question.topic for question in to_confirm(document, assessment.answers)]
    return [
        {
            "url": address(assessment, each.key),
            "label": each.title.say(language()),
            "open": still_open.count(each.key),
            "still": still.count(each.key),
            "active": each.key == chosen.key,
        }
        for each in topics(document, assessment.answers)
    ]


def comment_of(assessment: Assessment) -> Decision | None:
    """What an architect wrote when returning the answers, while they are being changed for that."""
    if assessment.state != Assessment.State.RETURNED:
        return None
    return assessment.decisions.filter(outcome=Decision.Outcome.RETURNED).select_related("by").first()


def conflict(request: PersonRequest, assessment: Assessment, form: TopicForm) -> HttpResponse:
    """Nothing was saved, because somebody else saved first: both versions side by side, to choose from."""
    assessment.refresh_from_db()
    document = form.document
    fresh = TopicForm(
        request.POST, document=document, topic=form.topic, answers=assessment.answers, language=language()
    )
    fresh.is_valid()
    differing = [
        question
        for question in form.topic.questions
        if question.key in fresh.given and not same(fresh.given[question.key], assessment.answers.get(question.key))
    ]
    if assessment.state in answering.EDITABLE and not differing:
        return redirect(whereto(request, assessment, document, form.topic))
    people = User.objects.in_bulk({answer.get("by") for answer in assessment.answers.values()} - {None})
    context = {
        "assessment": assessment,
        "system": assessment.system,
        "form_topic": form.topic.key,
        "own": all(answer.get("by") == request.user.pk for answer in stored_of(assessment, differing)),
        "differing": [versions(assessment, fresh, question, people) for question in differing],
        "sent": [
            (name, value) for name, values in request.POST.lists() if name in names_sent(fresh) for value in values
        ],
        "version": assessment.version,
        "in_review": assessment.state == Assessment.State.SUBMITTED,
        "decided": assessment.state not in (*answering.EDITABLE, Assessment.State.SUBMITTED),
        "then": request.POST.get("then", "next"),
        "back": address(assessment, wizard.CHECK),
    }
    return render(request, "assessments/answering/conflict.html", context, status=409)


def stored_of(assessment: Assessment, questions: list[Question]) -> list[dict[str, Any]]:
    return [assessment.answers.get(question.key, {}) for question in questions]


def names_sent(form: TopicForm) -> set[str]:
    return {name for field in form.fields.values() for name in field.widget.names}


def versions(assessment: Assessment, form: TopicForm, question: Question, people: dict[int, User]) -> dict[str, Any]:
    """One question with the two answers to it."""
    stored = assessment.answers.get(question.key)
    by = people.get(stored["by"]) if stored and "by" in stored else None
    return {
        "key": question.key,
        "label": form.fields[question.key].label,
        "mine": wording.lines(form.document, question, form.given[question.key], language()),
        "theirs": wording.lines(form.document, question, stored, language()),
        "by": by,
        "at": datetime.fromisoformat(stored["at"]) if stored and stored.get("at") else None,
    }
