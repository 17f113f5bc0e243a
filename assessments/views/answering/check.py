"""Before sending: every answer in words, what does not fit together, and the button; and what happens afterwards."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.permissions import Role
from accounts.services.access import PersonRequest
from assessments.actions import answering
from assessments.models import Assessment
from assessments.views.answering.answer_set import WholeSheet, sheet_view
from assessments.views.answering.consequence import picture, wide_picture
from assessments.views.answering.own_answers import OwnSheet
from assessments.views.answering.saving import version_of
from presentation.language import language
from questionnaires.presenters import wording
from questionnaires.services import wizard


@require_safe
@sheet_view
def check(request: PersonRequest, sheet: WholeSheet) -> HttpResponse:
    """All answers in words. For the person who is asked with links to change them, and the way to send them."""
    return check_page(request, sheet)


def check_page(request: PersonRequest, sheet: WholeSheet, *, status: int = 200) -> HttpResponse:
    document, answers = sheet.document, sheet.shown
    found = sheet.consequence(answers, assume=False)
    context = {
        "sheet": sheet,
        "system": sheet.system,
        "topics": topics(sheet),
        "open": len(wizard.open_questions(document, answers)),
        "missing": [
            {"url": f"{sheet.address(each.topic)}#id_{each.key}", "label": each.wording.say(language())}
            for each in wizard.missing(document, answers)
        ],
        "change": sheet.closed is None,
        "findings": found.own if found else (),
        "blocks": found.blocks if found else 0,
        "tier_before": found.derived.cost_tier if found else None,
        "picture": picture(found) if found and found.says_something else "",
        "resume": sheet.address(wizard.first_open(document, answers)),
        **sheet.of_check(found),
    }
    return render(request, "assessments/answering/check.html", context, status=status)


def topics(sheet: WholeSheet) -> list[dict[str, Any]]:
    return [
        {"title": topic.title, "url": sheet.address(topic.key), "answers": topic.answers}
        for topic in wording.said(sheet.document, sheet.shown, language())
    ]


@require_POST
@sheet_view
def submit(request: PersonRequest, sheet: WholeSheet) -> HttpResponse:
    """Send what was shown. What is missing, or has changed since, is said on the page to check."""
    try:
        onward = sheet.send(version_of(request))
    except answering.StillMissing:
        return check_page(request, sheet, status=422)
    except answering.VersionConflict:
        return changed_since(request, sheet)
    except answering.NotOpen:
        messages.info(request, sheet.too_late)
        return redirect(sheet.links.closed)
    if sheet.thanks:
        messages.success(request, sheet.thanks)
    return redirect(onward)


@require_safe
@sheet_view
def sent(request: PersonRequest, sheet: OwnSheet) -> HttpResponse:
    """What happens next, and who decides."""
    if sheet.row.state != Assessment.State.SUBMITTED:
        return redirect(sheet.check_url)
    found = sheet.consequence(sheet.row.submitted or {}, assume=False)
    context = {
        "assessment": sheet.row,
        "system": sheet.system,
        "blocks": found.blocks if found else 0,
        "architects": User.objects.with_role(Role.ARCHITECT).exclude(pk=request.user.pk)[:3],
        "mine": sheet.mine,
        "picture": wide_picture(found) if found and found.says_something else "",
    }
    return render(request, "assessments/answering/sent.html", context)


@require_POST
@sheet_view
def take_offer(request: PersonRequest, sheet: OwnSheet) -> HttpResponse:
    """A button beside a contradiction: change the answers as it says, if they are still those that were shown."""
    if sheet.closed:
        messages.info(request, gettext("The answers are in review. Choose “Change my answers” first."))
    elif sheet.version != version_of(request):
        return changed_since(request, sheet)
    else:
        sheet.take(request, request.POST.get("offer", ""))
    return redirect(sheet.check_url)


def changed_since(request: PersonRequest, sheet: WholeSheet) -> HttpResponse:
    """The page as it is now, and why nothing was done."""
    said = gettext(
        "The answers have changed since you saw them, in another window or by somebody else. Please look again."
    )
    messages.warning(request, said)
    sheet.refresh()
    return check_page(request, sheet, status=409)


@require_POST
@sheet_view
def reopen(request: PersonRequest, sheet: OwnSheet) -> HttpResponse:
    """“Change my answers”: out of review, to be changed and sent again."""
    try:
        answering.reopen(assessment=sheet.row, by=request.user)
    except answering.NotOpen:
        messages.info(request, gettext("These answers have been decided upon already."))
    return redirect(sheet.check_url)
