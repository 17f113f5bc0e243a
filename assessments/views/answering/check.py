"""Before sending: every answer in words, what does not fit together, and the button; and what happens afterwards."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.permissions import Role
from accounts.services.access import PersonRequest
from assessments.actions import answering, asking
from assessments.forms.reviewing import JustifyForm
from assessments.models import Assessment
from assessments.presenters.checking import may_be_meant, topic_in_short
from assessments.presenters.consequences import SaidFinding
from assessments.presenters.not_knowing import open_points_of
from assessments.views.answering.answer_set import WholeAnswerSet, answer_set_view
from assessments.views.answering.consequence import picture
from assessments.views.answering.own_answers import OwnAnswerSet
from assessments.views.answering.saving import version_of
from presentation.language import language
from questionnaires.document.structure import Question
from questionnaires.presenters import wording
from questionnaires.services import wizard
from systems.presenters.causes import in_causes

UNFITTING = "unfitting"
"""Where on the page the contradictions begin."""


@require_safe
@answer_set_view
def check(request: PersonRequest, answer_set: WholeAnswerSet) -> HttpResponse:
    """All answers in words. For the person who is asked with links to change them, and the way to send them."""
    return check_page(request, answer_set)


def check_page(
    request: PersonRequest,
    answer_set: WholeAnswerSet,
    *,
    status: int = 200,
    form: JustifyForm | None = None,
    at: str = "",
) -> HttpResponse:
    """`form` is a reason that was not taken, at the contradiction `at`."""
    document, answers = answer_set.document, answer_set.shown
    found = answer_set.consequence(answers, assume=False)
    of_check = answer_set.of_check(found)
    unfitting = of_check.get("findings", found.own if found else ())
    missing, open_points = (
        wizard.missing(document, answers),
        open_points_of(found, document, answer_set.said_by_similar),
    )
    context = {
        "answer_set": answer_set,
        "system": answer_set.system,
        "topics": topics(answer_set, looked_at(missing, of_check)),
        "open": len(wizard.open_questions(document, answers)),
        "missing": [
            {"url": f"{answer_set.address(each.topic)}#id_{each.key}", "label": each.wording.say(language())}
            for each in missing
        ],
        "change": answer_set.closed is None,
        "open_points": open_points,
        "beside": any(each.neighbours for each in open_points),
        "waiting": found.open_points if found else (),
        "blocks": sum(each.severity == "blocks" for each in unfitting),
        "sentence": found.sentence if found else "",
        "picture": picture(found) if found and found.says_something else "",
        "resume": answer_set.address(wizard.first_open(document, answers)),
        **of_check,
        "causes": in_causes(
            unfitting_rows(unfitting, at or request.GET.get("at", ""), form), opens=lambda row: bool(row["open"])
        ),
    }
    return render(request, "assessments/answering/check.html", context, status=status)


def unfitting_rows(unfitting: Sequence[SaidFinding], at: str, form: JustifyForm | None) -> list[dict[str, object]]:
    """Each contradiction with a place to say why it is meant to be so. Open is the one that somebody was at; where that
    is gone, the first."""
    first = [each.code for each in in_causes(unfitting).findings[:1]]
    opened = at if at in {each.code for each in unfitting} else "".join(first)
    return [
        {
            "finding": each,
            "code": each.code,
            "variant": each.variant,
            "severity": each.severity,
            "open": each.code == opened,
            "form": (form if form and each.code == at else JustifyForm(finding=each.code))
            if may_be_meant(each)
            else None,
        }
        for each in unfitting
    ]


def looked_at(missing: Iterable[Question], of_check: Mapping[str, Any]) -> set[str]:
    """The questions that somebody has to look at here: what has to be answered before sending, what others said beside
    an answer, and what an architect asked about."""
    comment = of_check.get("comment")
    return {each.key for each in missing} | set(of_check.get("notes", ())) | ({comment.question} if comment else set())


def topics(answer_set: WholeAnswerSet, look: Collection[str] = ()) -> list[dict[str, Any]]:
    """The answers by topic, each with one line for while it is folded. Open are those with a question to look at; what
    nobody changes any more is all open."""
    return [
        {
            "title": topic.title,
            "short": topic_in_short(topic.answers),
            "url": answer_set.address(topic.key),
            "answers": topic.answers,
            "open": answer_set.closed is not None or any(said.key in look for said in topic.answers),
        }
        for topic in wording.answers_in_words(answer_set.document, answer_set.shown, language())
    ]


@require_POST
@answer_set_view
def submit(request: PersonRequest, answer_set: WholeAnswerSet) -> HttpResponse:
    """Send what was shown. What is missing, or has changed since, is said on the page to check."""
    try:
        onward = answer_set.send(version_of(request))
    except answering.StillMissing:
        return check_page(request, answer_set, status=422)
    except answering.VersionConflict:
        return changed_since(request, answer_set)
    except answering.NotOpen:
        messages.info(request, answer_set.too_late)
        return redirect(answer_set.links.closed)
    if answer_set.thanks:
        messages.success(request, answer_set.thanks)
    return redirect(onward)


@require_safe
@answer_set_view
def sent(request: PersonRequest, answer_set: OwnAnswerSet) -> HttpResponse:
    """What happens next, and who decides."""
    if answer_set.row.state != Assessment.State.SUBMITTED:
        return redirect(answer_set.check_url)
    found = answer_set.consequence(answer_set.row.submitted or {}, assume=False)
    context = {
        "assessment": answer_set.row,
        "system": answer_set.system,
        "blocks": answer_set.blocks(found),
        "open_points": open_points_of(found, answer_set.document, answer_set.said_by_similar),
        "sentence": found.sentence if found else "",
        "architects": User.objects.with_role(Role.ARCHITECT).exclude(pk=request.user.pk)[:3],
        "mine": answer_set.mine,
    }
    return render(request, "assessments/answering/sent.html", context)


@require_POST
@answer_set_view
def take_offer(request: PersonRequest, answer_set: OwnAnswerSet) -> HttpResponse:
    """A button beside a contradiction: change the answers as it says, if they are still those that were shown."""
    if answer_set.closed:
        messages.info(request, gettext("The answers are in review. Choose “Change my answers” first."))
    elif answer_set.version != version_of(request):
        return changed_since(request, answer_set)
    elif elsewhere := answer_set.take(request, request.POST.get("offer", "")):
        return redirect(elsewhere)
    return back_to(answer_set, request.POST.get("finding", ""))


def back_to(answer_set: WholeAnswerSet, code: str) -> HttpResponse:
    """The page as it is now, at what does not fit; the contradiction somebody was at is open, if it is still there."""
    return redirect(f"{answer_set.check_url}?{urlencode({'at': code})}#{UNFITTING}")


@require_POST
@answer_set_view
def say_why(request: PersonRequest, answer_set: OwnAnswerSet) -> HttpResponse:
    """“It is meant to be so”: noted with the answers, sent with them."""
    code = request.POST.get("finding", "")
    found = answer_set.consequence(answer_set.answers, assume=False)
    finding = next((each for each in (found.own if found else ()) if each.code == code and may_be_meant(each)), None)
    form = JustifyForm(request.POST, finding=code)
    if answer_set.closed:
        messages.info(request, gettext("The answers are in review. Choose “Change my answers” first."))
    elif finding is None:
        messages.info(request, gettext("This is resolved already, so it needs no reason."))
    elif not form.is_valid():
        return check_page(request, answer_set, status=422, form=form, at=code)
    elif answer_set.explain(finding, form.cleaned_data["reason"], version_of(request)):
        messages.success(request, gettext("Your reason is noted. It is sent with your answers."))
    else:
        return changed_since(request, answer_set)
    return back_to(answer_set, code)


def changed_since(
    request: PersonRequest, answer_set: WholeAnswerSet, page: Callable[..., HttpResponse] = check_page
) -> HttpResponse:
    """The page as it is now, and why nothing was done."""
    sentence = gettext(
        "The answers have changed since you saw them, in another window or by somebody else. Please look again."
    )
    messages.warning(request, sentence)
    answer_set.refresh()
    return page(request, answer_set, status=409)


@require_POST
@answer_set_view
def reopen(request: PersonRequest, answer_set: OwnAnswerSet) -> HttpResponse:
    """“Change my answers”: out of review, to be changed and sent again."""
    try:
        answering.reopen(assessment=answer_set.row, by=request.user)
    except answering.NotOpen:
        messages.info(request, gettext("These answers have been decided upon already."))
    return redirect(answer_set.check_url)


@require_POST
@answer_set_view
def discard(request: PersonRequest, answer_set: OwnAnswerSet) -> HttpResponse:
    """“Leave it as approved”: what was begun again is dropped, as long as nothing was sent."""
    try:
        asking.discard(round_=answer_set.row, by=request.user)
    except asking.NotDiscarded:
        messages.warning(request, gettext("These answers were sent already, or asked for: they cannot be discarded."))
        return redirect(answer_set.check_url)
    messages.success(request, gettext("Discarded. The approval holds as before."))
    return redirect("assessments:begin", key=answer_set.system.key)
