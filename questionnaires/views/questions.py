"""One question of a draft: worded in each language, put in, taken out. What is typed is never lost."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from accounts.services.access import PersonRequest
from accounts.services.once import once
from presentation.forms.rows import rearranges
from presentation.language import language
from questionnaires.actions import drafts as actions
from questionnaires.document.parsing import parse
from questionnaires.document.reader import DocumentError
from questionnaires.document.structure import OWN
from questionnaires.forms.own_question import QuestionEditing
from questionnaires.models import Questionnaire
from questionnaires.services.drafting.comparing import differing_question
from questionnaires.services.drafting.own import MOST_OWN, StillNeeded, TooMany, question_in, topic_in
from questionnaires.services.drafting.texts import Raw, say
from questionnaires.services.versions import DraftChanged, DraftGone
from questionnaires.views.drafts import draft_crumbs, editors_only, gone, opened, page_of, place
from questionnaires.views.versions import in_rows, versions

PAGES = ["GET", "HEAD", "POST"]


@require_http_methods(PAGES)
@editors_only
def question(request: PersonRequest, pk: int, question: str) -> HttpResponse:
    """Word a question; one's own also offers other answers, or is asked at another time."""
    row = opened(request, pk)
    raw = question_in(row.document, question)
    if raw is None and not (request.method == "POST" and question.startswith(OWN)):
        raise Http404
    topic = page_of(row, question) or request.POST.get("topic", "")
    return edited(request, row, topic, raw, key=question)


@require_http_methods(PAGES)
@editors_only
@once
def add(request: PersonRequest, pk: int, topic: str) -> HttpResponse:
    """A question of one's own, at the end of a page."""
    row = opened(request, pk)
    if topic_in(row.document, topic) is None:
        raise Http404
    return edited(request, row, topic, None, key="")


def edited(request: PersonRequest, row: Questionnaire, topic: str, raw: Raw | None, *, key: str) -> HttpResponse:
    document = parse(row.document)
    if request.method != "POST":
        editing = QuestionEditing(document, topic, raw, key=key, seen=actions.mark_of(raw))
        return page(request, row, editing)
    if rearranges(request.POST):
        return page(request, row, QuestionEditing(document, topic, raw, request.POST, key=key, quiet=True))
    editing = QuestionEditing(document, topic, raw, request.POST, key=key)
    if not editing.is_valid():
        return page(request, row, editing, status=422)
    return kept(request, row, editing, editing.written())


def kept(request: PersonRequest, row: Questionnaire, editing: QuestionEditing, typed: Raw) -> HttpResponse:
    seen = editing.form.cleaned_data["seen"]
    try:
        actions.save_question(draft=row, topic=editing.topic, question=typed, seen=seen, by=request.user)
    except DraftGone:
        return gone(request)
    except DraftChanged:
        return conflict(request, row, editing, typed)
    except (DocumentError, TooMany) as error:
        editing.form.add_error(None, refusal(error))
        return page(request, row, editing, status=422)
    messages.success(request, gettext("Saved in the draft. Nobody is asked this before it is published."))
    return redirect(place(row, typed["key"]))


def refusal(error: Exception) -> str:
    if isinstance(error, TooMany):
        return gettext("There are %(most)s questions of your own already, and that is a lot to answer.") % {
            "most": MOST_OWN
        }
    return gettext("The questionnaire would not hold together: %(fault)s") % {"fault": error}


def conflict(request: PersonRequest, row: Questionnaire, editing: QuestionEditing, typed: Raw) -> HttpResponse:
    """Somebody else was faster: both texts, and saving again puts one's own in place, now knowingly."""
    row = get_object_or_404(versions(request).drafts(), pk=row.pk)
    theirs = question_in(row.document, typed["key"])
    again = request.POST.copy()
    again["seen"] = actions.mark_of(theirs)
    fresh = QuestionEditing(parse(row.document), editing.topic, theirs or editing.raw, again, key=editing.key)
    fresh.is_valid()
    differing = differing_question(row.document, theirs, typed, language())
    return page(request, row, fresh, 409, conflict=True, theirs=in_rows(differing), removed=theirs is None)


def page(
    request: PersonRequest, row: Questionnaire, editing: QuestionEditing, status: int = 200, **more: Any
) -> HttpResponse:
    there = question_in(row.document, editing.key) if editing.key else None
    title = gettext("Change the question") if editing.key else gettext("A question of your own")
    context = {
        "draft": row,
        "editing": editing,
        "faults": list(editing.faults()) if status == 422 else [],
        "title": title,
        "lead": lead_of(editing),
        "action": address(row, editing),
        "crumbs": draft_crumbs(row, title),
        "back": place(row, editing.key) if there else place(row, editing.topic, topic=True),
        **more,
    }
    return render(request, "questionnaires/question.html", context, status=status)


def lead_of(editing: QuestionEditing) -> str:
    if editing.own:
        return gettext("It informs the people who read the answers; the plan is not made of it.")
    return gettext("Its wording is yours. What can be answered, and when it is asked, stays as the method has it.")


def address(row: Questionnaire, editing: QuestionEditing) -> str:
    """Where the form is sent: to the draft that takes it, which need not be the one it was opened in."""
    if editing.key:
        return reverse("questionnaires:question", args=[row.pk, editing.key])
    return reverse("questionnaires:add", args=[row.pk, editing.topic])


@require_http_methods(PAGES)
@editors_only
def remove(request: PersonRequest, pk: int, question: str) -> HttpResponse:
    """Take a question of one's own out of the draft. Those of the method stay: the plan is made of their answers."""
    row = versions(request).drafts().filter(pk=pk).first()
    raw = question_in(row.document, question) if row else None
    if (request.method != "POST" and raw is None) or not question.startswith(OWN):
        raise Http404
    if request.method != "POST" or row is None or raw is None:
        return confirm_removal(request, row, raw) if raw and row else gone(request)
    try:
        actions.remove_question(draft=row, key=question, by=request.user)
    except (DraftGone, KeyError):
        return gone(request)
    except StillNeeded as needed:
        return confirm_removal(request, row, raw, needed=[each.wording.say(language()) for each in needed.questions])
    messages.success(request, gettext("The question is removed from the draft. Rounds under way keep asking it."))
    return redirect("questionnaires:draft", row.pk)


def confirm_removal(
    request: PersonRequest, row: Questionnaire, raw: Raw, needed: list[str] | None = None
) -> HttpResponse:
    context = {
        "draft": row,
        "name": say(raw["wording"], language()),
        "consequences": [
            gettext("New rounds are not asked it any more once the draft is published."),
            gettext("What was answered stays with the rounds that asked it."),
        ],
        "needed": needed or [],
        "back": place(row, raw["key"]),
        "crumbs": draft_crumbs(row, gettext("Remove the question")),
    }
    return render(request, "questionnaires/question_remove.html", context, status=409 if needed else 200)
