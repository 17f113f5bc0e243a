"""Asking a colleague single questions; and what colleagues have answered."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.services import limits
from accounts.services.access import PersonRequest
from accounts.services.once import once
from accounts.views.pauses import TOO_MANY_REQUESTS, say_pause
from assessments.actions import answering
from assessments.models import Assessment
from assessments.views.answering.access import assessment_view, refusal
from assessments.views.answering.own_answers import address
from assessments.views.answering.saving import version_of
from panels.actions import delegating
from panels.forms.colleagues import AskForm
from panels.models import Delegation
from panels.services.acquaintances import acquaintances_of
from presentation.language import language
from questionnaires.document.parsing import parsed
from questionnaires.document.structure import Document, Question
from questionnaires.presenters import wording
from questionnaires.services import wizard
from questionnaires.services.asking import asked, worded


@require_http_methods(["GET", "HEAD", "POST"])
@assessment_view
@once
def ask(request: PersonRequest, assessment: Assessment) -> HttpResponse:
    """Whom to ask what. The question one comes from is chosen already; from a contradiction, the open objectives."""
    if not answering.may_answer(request.user, assessment):
        raise PermissionDenied(refusal(assessment))
    document = parsed(assessment.questionnaire.document)
    if assessment.state not in Assessment.WITH_OWNER:
        messages.info(request, gettext("The answers are in review or decided upon. Take them back to ask a colleague."))
        return redirect("assessments:check", public_id=assessment.public_id)
    questions = asked(document, assessment.answers)
    chosen = preselected(request.GET.get("question", ""), document, assessment)
    labels = [(each, worded(document, assessment.answers, each).wording.say(language())) for each in questions]
    sent = request.POST if request.method == "POST" else None
    known = acquaintances_of(request.user, assessment.system)
    form = AskForm(sent, asked=labels, known=known, by=request.user, initial={"questions": chosen})
    status = 200 if sent is None else 422
    if sent is not None and form.is_valid():
        try:
            limits.count_mail(by=request.user, to=form.cleaned_data["person"].email)
            return asked_now(request, assessment, form)
        except limits.TooMany as limit:
            say_pause(form, limit)
            status = TOO_MANY_REQUESTS
    picked = form["questions"].value() or []
    context = {
        "assessment": assessment,
        "system": assessment.system,
        "form": form,
        "known": known,
        "guests": sorted(settings.COMPANY_DOMAINS),
        "picked": [(each.key, label) for each, label in labels if each.key in picked],
        "topics": by_topic(document, labels, picked),
        "back": request.GET.get("question") and address(assessment, topic_of(document, chosen)),
    }
    return render(request, "panels/ask.html", context, status=status)


def asked_now(request: PersonRequest, assessment: Assessment, form: AskForm) -> HttpResponse:
    given = form.cleaned_data
    try:
        delegating.ask(
            assessment=assessment,
            questions=given["questions"],
            person=given["person"],
            note=given["note"],
            by=request.user,
        )
    except answering.NotOpen:
        messages.info(request, gettext("The answers were sent meanwhile, so nobody was asked."))
        return redirect("assessments:check", public_id=assessment.public_id)
    sentence = gettext("%(name)s is asked by mail. You can go on; the answer appears here with the name beside it.")
    messages.success(request, sentence % {"name": given["person"]})
    document = parsed(assessment.questionnaire.document)
    return redirect(address(assessment, topic_of(document, given["questions"])))


def preselected(key: str, document: Document, assessment: Assessment) -> list[str]:
    if key in document.questions:
        return [key]
    unclear = [each for name in ("rto", "rpo") for each in document.measuring(name)]
    return [each.key for each in unclear if assessment.answers.get(each.key, {}).get("state", "unknown") == "unknown"]


def topic_of(document: Document, keys: list[str]) -> str:
    return document.questions[keys[0]].topic if keys else wizard.CHECK


def by_topic(document: Document, labels: list[tuple[Question, str]], picked: list[str]) -> list[dict[str, object]]:
    """The other questions, topic by topic."""
    return [
        {
            "title": topic.title.say(language()),
            "questions": [
                (each.key, label) for each, label in labels if each.topic == topic.key and each.key not in picked
            ],
        }
        for topic in document.topics
        if any(each.topic == topic.key and each.key not in picked for each, _ in labels)
    ]


@require_safe
@assessment_view
def colleagues(request: PersonRequest, assessment: Assessment) -> HttpResponse:
    return page(request, assessment)


def page(request: PersonRequest, assessment: Assessment, *, status: int = 200) -> HttpResponse:
    """Whom was asked what, what came of it, and where there are two answers to choose from."""
    if not answering.may_answer(request.user, assessment):
        raise PermissionDenied(refusal(assessment))
    document = parsed(assessment.questionnaire.document)
    rows = [row(document, assessment, each) for each in assessment.delegations.select_related("person")]
    context = {
        "assessment": assessment,
        "system": assessment.system,
        "rows": rows,
        "editable": assessment.state in Assessment.WITH_OWNER,
        "resume": address(assessment, wizard.first_open(document, assessment.answers)),
    }
    return render(request, "panels/colleagues.html", context, status=status)


def row(document: Document, assessment: Assessment, delegation: Delegation) -> dict[str, object]:
    questions = [document.questions[key] for key in delegation.questions if key in document.questions]
    return {
        "delegation": delegation,
        "questions": [
            {
                "key": each.key,
                "label": worded(document, assessment.answers, each).wording.say(language()),
                "theirs": wording.lines(document, each, delegation.answers.get(each.key), language()),
                "mine": wording.lines(document, each, assessment.answers.get(each.key), language()),
                "choose": each.key in delegation.to_choose,
            }
            for each in questions
        ],
    }


def owned(request: PersonRequest, delegation_id: UUID) -> Delegation:
    """The delegation for whoever answers the questions. The colleague who is asked knows of it, but: 403."""
    delegation = get_object_or_404(Delegation.objects.for_user(request.user).whole(), public_id=delegation_id)
    if not answering.may_answer(request.user, delegation.assessment):
        raise PermissionDenied(refusal(delegation.assessment))
    return delegation


@require_POST
def withdraw(request: PersonRequest, delegation_id: UUID) -> HttpResponse:
    delegation = owned(request, delegation_id)
    try:
        delegating.withdraw(delegation=delegation, by=request.user)
        messages.success(request, gettext("%(name)s is no longer asked.") % {"name": delegation.person})
    except delegating.NoLongerAsked:
        messages.info(request, gettext("%(name)s has answered meanwhile.") % {"name": delegation.person})
    return redirect("panels:colleagues", public_id=delegation.assessment.public_id)


@require_POST
def choose(request: PersonRequest, delegation_id: UUID) -> HttpResponse:
    """Between the own answer and the colleague's, as both were shown."""
    delegation = owned(request, delegation_id)
    take = request.POST.get("keep")
    if take not in ("mine", "theirs"):
        messages.warning(request, gettext("Choose one of the two answers first."))
        return page(request, delegation.assessment, status=422)
    try:
        delegating.choose(
            delegation=delegation,
            question=request.POST.get("question", ""),
            take=take == "theirs",
            version=version_of(request),
            by=request.user,
        )
        messages.success(request, gettext("Saved what you chose."))
    except delegating.NothingToChoose:
        messages.info(request, gettext("You have chosen already."))
    except answering.NotOpen:
        messages.info(request, gettext("The answers are in review or decided upon. Take them back to choose."))
    except answering.VersionConflict:
        messages.warning(request, gettext("Your answers have changed since you saw them. Please look again."))
        delegation.assessment.refresh_from_db(fields=["answers", "version", "state"])
        return page(request, delegation.assessment, status=409)
    return redirect("panels:colleagues", public_id=delegation.assessment.public_id)
