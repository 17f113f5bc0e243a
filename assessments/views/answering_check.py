"""Before sending: every answer in words, what does not fit together, and the button; and what happens afterwards."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from accounts.access import PersonRequest
from accounts.models import User
from accounts.permissions import Role
from assessments.actions import answering
from assessments.consequences import consequence
from assessments.models import Assessment
from assessments.questionnaire import wizard, wording
from assessments.questionnaire.asking import Answers
from assessments.questionnaire.document import Document
from assessments.questionnaire.language import language
from assessments.questionnaire.parsing import parsed
from assessments.questionnaire.renewal import to_confirm
from assessments.views.answering import address, comment_of, take
from assessments.views.answering_access import assessment_view
from assessments.views.answering_panel import picture, wide_picture
from assessments.views.answering_saving import version_of
from assessments.voices import colleagues


@require_safe
@assessment_view
def check(request: PersonRequest, assessment: Assessment) -> HttpResponse:
    """All answers in words. For the person who is asked with links to change them, and the way to send them."""
    return check_page(request, assessment)


def check_page(request: PersonRequest, assessment: Assessment, *, status: int = 200) -> HttpResponse:
    document = parsed(assessment.questionnaire.document)
    editable = assessment.state in answering.EDITABLE
    mine = answering.may_answer(request.user, assessment)
    answers: Answers = assessment.answers if editable else assessment.submitted or assessment.answers
    found = consequence(assessment.system, document, answers, language=language(), assume=False)
    missing = wizard.missing(document, answers)
    context = {
        "assessment": assessment,
        "system": assessment.system,
        "topics": topics(assessment, document, answers),
        "open": len(wizard.open_questions(document, answers)),
        "still": len(to_confirm(document, answers)),
        "missing": [
            {
                "url": f"{address(assessment, question.topic)}#id_{question.key}",
                "label": question.wording.say(language()),
            }
            for question in missing
        ],
        "change": mine and editable,
        "reopen": mine and assessment.state == Assessment.State.SUBMITTED,
        "findings": found.own if found else (),
        "technical": found.technical if found else (),
        "blocks": found.blocks if found else 0,
        "tier_before": found.derived.cost_tier if found else None,
        "picture": picture(found) if found and found.says_something else "",
        "resume": address(assessment, wizard.first_open(document, answers)),
        "comment": comment_of(assessment),
        "notes": colleagues.notes(assessment, answers),
    }
    return render(request, "assessments/answering/check.html", context, status=status)


def topics(assessment: Assessment, document: Document, answers: Answers) -> list[dict[str, Any]]:
    return [
        {"title": topic.title, "url": address(assessment, topic.key), "answers": topic.answers}
        for topic in wording.said(document, answers, language())
    ]


@require_POST
@assessment_view
def submit(request: PersonRequest, assessment: Assessment) -> HttpResponse:
    """Send what was shown. What is missing, or has changed since, is said on the page to check."""
    try:
        answering.submit(assessment=assessment, version=version_of(request), by=request.user)
    except answering.StillMissing:
        return check_page(request, assessment, status=422)
    except answering.VersionConflict:
        return changed_since(request, assessment)
    except answering.NotOpen:
        messages.info(request, gettext("These answers have been decided upon already."))
        return redirect("assessments:check", public_id=assessment.public_id)
    return redirect("assessments:sent", public_id=assessment.public_id)


@require_safe
@assessment_view
def sent(request: PersonRequest, assessment: Assessment) -> HttpResponse:
    """What happens next, and who decides."""
    if assessment.state != Assessment.State.SUBMITTED:
        return redirect("assessments:check", public_id=assessment.public_id)
    document = parsed(assessment.questionnaire.document)
    found = consequence(assessment.system, document, assessment.submitted or {}, language=language(), assume=False)
    context = {
        "assessment": assessment,
        "system": assessment.system,
        "blocks": found.blocks if found else 0,
        "architects": User.objects.with_role(Role.ARCHITECT).exclude(pk=request.user.pk)[:3],
        "mine": answering.may_answer(request.user, assessment),
        "picture": wide_picture(found) if found and found.says_something else "",
    }
    return render(request, "assessments/answering/sent.html", context)


@require_POST
@assessment_view
def take_offer(request: PersonRequest, assessment: Assessment) -> HttpResponse:
    """A button beside a contradiction: change the answers as it says, if they are still those that were shown."""
    if assessment.state not in answering.EDITABLE:
        messages.info(request, gettext("The answers are in review. Choose “Change my answers” first."))
    elif assessment.version != version_of(request):
        return changed_since(request, assessment)
    else:
        take(request, assessment, request.POST.get("offer", ""))
    return redirect("assessments:check", public_id=assessment.public_id)


def changed_since(request: PersonRequest, assessment: Assessment) -> HttpResponse:
    """The page as it is now, and why nothing was done."""
    said = gettext(
        "The answers have changed since you saw them, in another window or by somebody else. Please look again."
    )
    messages.warning(request, said)
    return check_page(request, assessment, status=409)


@require_POST
@assessment_view
def reopen(request: PersonRequest, assessment: Assessment) -> HttpResponse:
    """“Change my answers”: out of review, to be changed and sent again."""
    try:
        answering.reopen(assessment=assessment, by=request.user)
    except answering.NotOpen:
        messages.info(request, gettext("These answers have been decided upon already."))
    return redirect("assessments:check", public_id=assessment.public_id)
