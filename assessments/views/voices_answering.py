"""The questionnaire for a person who is asked beside others: the same pages, with answers of their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import PersonRequest
from assessments.actions import speaking
from assessments.actions.inviting_voices import RoundOver
from assessments.consequences import Consequence
from assessments.forms.answering import TopicForm, fingerprint, same
from assessments.forms.question_parts import Suggestion, parts
from assessments.models import Voice
from assessments.questionnaire import wizard, wording
from assessments.questionnaire.asking import topics
from assessments.questionnaire.document import Document, Topic
from assessments.questionnaire.language import language
from assessments.questionnaire.parsing import parsed
from assessments.views.answering import names_sent, time_left
from assessments.views.answering_panel import panel_context
from assessments.views.answering_saving import saved_at, version_of
from assessments.voices.rights import may_change

ABOUT_OTHERS = (
    "dependency-slower",
    "chain-exceeds-rto",
    "dependency-without-objective",
    "dependency-cycle",
    "rpo-mismatch",
    "workaround-needs-system",
    "respondents-disagree",
)
"""What names other systems or other people: somebody who is asked about one system may not know of them."""


def voice_view(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Gives the view the person's own voice; any other is 404, also for architects."""

    @wraps(view)
    def guarded(request: PersonRequest, voice_id: UUID, **rest: Any) -> HttpResponse:
        voice = get_object_or_404(Voice.objects.for_user(request.user).whole(), public_id=voice_id)
        return view(request, voice, **rest)

    return guarded


def document_of(voice: Voice) -> Document:
    return parsed(voice.hearing.assessment.questionnaire.document)


def address(voice: Voice, topic: str) -> str:
    if topic == wizard.CHECK:
        return reverse("assessments:voice_check", args=[voice.public_id])
    return reverse("assessments:voice_topic", args=[voice.public_id, topic])


@require_safe
@voice_view
def begin(request: PersonRequest, voice: Voice) -> HttpResponse:
    """To the first open question; the mail leads here."""
    if not may_change(voice):
        return redirect("assessments:hearing", hearing_id=voice.hearing.public_id)
    return redirect(address(voice, wizard.first_open(document_of(voice), voice.answers)))


@require_http_methods(["GET", "HEAD", "POST"])
@voice_view
def topic(request: PersonRequest, voice: Voice, topic: str) -> HttpResponse:
    document = document_of(voice)
    chosen = document.topic(topic)
    if chosen is None:
        raise Http404
    if not may_change(voice):
        messages.info(request, gettext("The round is over, so nothing can be changed any more."))
        return redirect("assessments:hearing", hearing_id=voice.hearing.public_id)
    sent = request.POST if request.method == "POST" else None
    form = TopicForm(sent, document=document, topic=chosen, answers=voice.answers, language=language())
    if sent is None:
        return page(request, voice, form)
    if not form.is_valid():
        return page(request, voice, form, status=422)
    if form.given:
        undisturbed = request.POST.get("seen") == fingerprint(chosen, voice.answers)
        version = voice.version if undisturbed else version_of(request)
        try:
            voice = speaking.save(voice=voice, given=form.given, version=version, by=request.user)
        except speaking.VersionConflict:
            return conflict(request, voice, form)
        except RoundOver:
            messages.info(request, gettext("The round is over, so nothing can be changed any more."))
            return redirect("assessments:hearing", hearing_id=voice.hearing.public_id)
    return redirect(whereto(request, voice, document, chosen))


def whereto(request: PersonRequest, voice: Voice, document: Document, chosen: Topic) -> str:
    then = request.POST.get("then", "next")
    if then == "show":
        return f"{address(voice, chosen.key)}?show=1#consequence-place"
    if then == "back":
        return address(voice, wizard.before(document, voice.answers, chosen.key) or chosen.key)
    return address(voice, wizard.after(document, voice.answers, chosen.key))


def page(request: PersonRequest, voice: Voice, form: TopicForm, *, status: int = 200) -> HttpResponse:
    document, answers, chosen = form.document, form.answers, form.topic
    shown = panel_of(voice, document, form.answers_now(), chosen)
    found: Consequence | None = shown["consequence"]
    suggested = found.suggested if found else {}
    because = found.because if found else {}
    suggestions = {name: Suggestion(seconds, because[name]) for name, seconds in suggested.items()}
    progress = wizard.progress(document, answers, chosen.key)
    still_open = [question.topic for question in wizard.open_questions(document, answers)]
    context = {
        "voice": voice,
        "system": voice.hearing.assessment.system,
        "form": form,
        "topic": {"key": chosen.key, "title": chosen.title.say(language()), "lead": chosen.lead.say(language())},
        "parts": parts(form, suggestions),
        "version": request.POST.get("version", voice.version) if form.is_bound else voice.version,
        "seen": request.POST.get("seen", "") if form.is_bound else fingerprint(chosen, answers),
        "progress": progress,
        "left": time_left(progress.minutes_left),
        "saved": saved_at(voice),  # type: ignore[arg-type]
        "before": wizard.before(document, answers, chosen.key),
        "last": wizard.after(document, answers, chosen.key) == wizard.CHECK,
        "ways": [
            {
                "url": address(voice, each.key),
                "label": each.title.say(language()),
                "open": still_open.count(each.key),
                "active": each.key == chosen.key,
            }
            for each in topics(document, answers)
        ],
        "currency": settings.CURRENCY,
        "open": "show" in request.GET,
        **shown,
    }
    return render(request, "assessments/voices/topic.html", context, status=status)


def panel_of(voice: Voice, document: Document, answers: Any, chosen: Topic | None = None) -> dict[str, Any]:
    """The consequences of one's own answers, without what names others, and without buttons that change answers."""
    context = panel_context(voice.hearing.assessment, document, answers, chosen)
    if found := context["consequence"]:
        findings = [replace(each, offers=()) for each in found.findings if each.code not in ABOUT_OTHERS]
        context["consequence"] = replace(found, findings=tuple(findings))
    return context


@require_POST
@voice_view
def panel(request: PersonRequest, voice: Voice) -> HttpResponse:
    """The panel for what stands in the form now; nothing is saved."""
    document = document_of(voice)
    chosen, answers = document.topic(request.POST.get("topic", "")), voice.answers
    if chosen is not None:
        form = TopicForm(request.POST, document=document, topic=chosen, answers=answers, language=language())
        form.is_valid()
        answers = form.answers_now()
    return render(request, "assessments/answering/_panel_live.html", panel_of(voice, document, answers, chosen))


def conflict(request: PersonRequest, voice: Voice, form: TopicForm) -> HttpResponse:
    """Saved in another window: both versions side by side, nothing typed is lost."""
    voice.refresh_from_db(fields=["answers", "version"])
    document = form.document
    fresh = TopicForm(request.POST, document=document, topic=form.topic, answers=voice.answers, language=language())
    fresh.is_valid()
    differing = [
        {
            "key": question.key,
            "label": fresh.fields[question.key].label,
            "mine": wording.lines(document, question, fresh.given[question.key], language()),
            "theirs": wording.lines(document, question, voice.answers.get(question.key), language()),
        }
        for question in form.topic.questions
        if question.key in fresh.given and not same(fresh.given[question.key], voice.answers.get(question.key))
    ]
    if not differing:
        return redirect(whereto(request, voice, document, form.topic))
    names = names_sent(fresh)
    context = {
        "system": voice.hearing.assessment.system,
        "action": address(voice, form.topic.key),
        "differing": differing,
        "sent": [(name, each) for name, values in request.POST.lists() if name in names for each in values],
        "version": voice.version,
        "then": request.POST.get("then", "next"),
        "back": address(voice, wizard.CHECK),
    }
    return render(request, "assessments/voices/conflict.html", context, status=409)


@require_safe
@voice_view
def check(request: PersonRequest, voice: Voice) -> HttpResponse:
    return check_page(request, voice)


def check_page(request: PersonRequest, voice: Voice, *, status: int = 200) -> HttpResponse:
    """All one's own answers, and the button that sends them."""
    document = document_of(voice)
    shown = panel_of(voice, document, voice.answers)
    context = {
        "voice": voice,
        "system": voice.hearing.assessment.system,
        "change": may_change(voice),
        "second": voice.first is not None,
        "topics": [
            {"title": each.title, "url": address(voice, each.key), "answers": each.answers}
            for each in wording.said(document, voice.answers, language())
        ],
        "missing": [
            {"url": f"{address(voice, each.topic)}#id_{each.key}", "label": each.wording.say(language())}
            for each in wizard.missing(document, voice.answers)
        ],
        "open": len(wizard.open_questions(document, voice.answers)),
        "resume": address(voice, wizard.first_open(document, voice.answers)),
        **shown,
    }
    return render(request, "assessments/voices/check.html", context, status=status)


@require_POST
@voice_view
def send(request: PersonRequest, voice: Voice) -> HttpResponse:
    """Send what was shown, once in each round."""
    try:
        voice = speaking.send(voice=voice, version=version_of(request), by=request.user)
    except speaking.StillMissing:
        return check_page(request, voice, status=422)
    except speaking.VersionConflict:
        messages.warning(request, gettext("Your answers have changed in another window. Please look again."))
        voice.refresh_from_db(fields=["answers", "version"])
        return check_page(request, voice, status=409)
    except RoundOver:
        messages.info(request, gettext("Your answers are sent already, or the round is over."))
        return redirect("assessments:hearing", hearing_id=voice.hearing.public_id)
    messages.success(request, gettext("Thank you, your answers are sent."))
    return redirect("assessments:hearing", hearing_id=voice.hearing.public_id)
