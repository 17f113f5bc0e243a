"""One page of a draft: its title and the sentence below it, in each language."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from accounts.services.access import PersonRequest
from presentation.language import language
from questionnaires.actions import drafts as actions
from questionnaires.forms.texts import TextsForm
from questionnaires.models import Questionnaire
from questionnaires.services.drafting.comparing import differing_topic
from questionnaires.services.drafting.own import topic_in
from questionnaires.services.drafting.texts import Raw, reworded, texts_of_topic
from questionnaires.services.versions import DraftChanged, DraftGone
from questionnaires.views.drafts import draft_crumbs, editors_only, gone, opened, place
from questionnaires.views.versions import in_rows, versions


@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
def topic(request: PersonRequest, pk: int, topic: str) -> HttpResponse:
    """Word a page's title and first sentence."""
    row = opened(request, pk)
    raw = topic_in(row.document, topic)
    if raw is None:
        raise Http404
    bare = actions.texts_of_page(raw) or {}
    texts = texts_of_topic(raw)
    if request.method != "POST":
        return topic_page(request, row, bare, TextsForm(texts=texts, initial={"seen": actions.mark_of(bare)}))
    form = TextsForm(request.POST, texts=texts)
    if not form.is_valid():
        return topic_page(request, row, bare, form, 422)
    typed = reworded(bare, texts, form.typed_texts())
    try:
        actions.save_topic(draft=row, topic=typed, seen=form.cleaned_data["seen"], by=request.user)
    except DraftGone:
        return gone(request)
    except DraftChanged:
        return topic_conflict(request, row, typed)
    messages.success(request, gettext("Saved in the draft. Nobody is asked this before it is published."))
    return redirect(place(row, topic, topic=True))


def topic_conflict(request: PersonRequest, row: Questionnaire, typed: Raw) -> HttpResponse:
    row = get_object_or_404(versions(request).drafts(), pk=row.pk)
    theirs = actions.texts_of_page(topic_in(row.document, typed["key"])) or {}
    again = request.POST.copy()
    again["seen"] = actions.mark_of(theirs)
    form = TextsForm(again, texts=texts_of_topic(theirs))
    form.is_valid()
    rows = in_rows(differing_topic(theirs, typed, language()))
    return topic_page(request, row, typed, form, 409, conflict=True, theirs=rows)


def topic_page(
    request: PersonRequest, row: Questionnaire, raw: Raw, form: TextsForm, status: int = 200, **more: Any
) -> HttpResponse:
    title = gettext("Change the page")
    context = {
        "draft": row,
        "form": form,
        "faults": list(form.faults()) if status == 422 else [],
        "title": title,
        "action": reverse("questionnaires:topic", args=[row.pk, raw["key"]]),
        "crumbs": draft_crumbs(row, title),
        "back": place(row, raw["key"], topic=True),
        **more,
    }
    return render(request, "questionnaires/topic.html", context, status=status)
