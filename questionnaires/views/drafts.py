"""A draft of the questionnaire: begun, looked at as a whole, put into another order, removed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import Permission
from accounts.services.access import PersonRequest, permission_required
from accounts.services.once import once
from presentation.language import language
from presentation.numbers import NO_NUMBER, whole_number
from questionnaires.actions import drafts as actions
from questionnaires.models import Questionnaire
from questionnaires.presenters.languages import translation_states
from questionnaires.services import loading
from questionnaires.services.drafting.order import CannotMove
from questionnaires.services.drafting.outline import outline
from questionnaires.services.versions import DraftChanged, DraftGone
from questionnaires.views.versions import compared, crumbs, name_of, versions

editors_only = permission_required(Permission.EDIT_QUESTIONNAIRE)
FILE = "file"
"""Instead of a version to begin from: the questionnaire that the portal came with."""


@require_POST
@editors_only
@once
def begin(request: PersonRequest) -> HttpResponse:
    wanted = request.POST.get("from", "")
    known = whole_number(wanted)
    version = get_object_or_404(versions(request).published(), pk=known) if known != NO_NUMBER else None
    row = actions.begin_draft(by=request.user, version=version, shipped=wanted == FILE)
    return redirect("questionnaires:draft", row.pk)


@require_safe
@editors_only
def draft(request: PersonRequest, pk: int) -> HttpResponse:
    """The whole draft with a way to change each part of it, what it changes so far, and the next step."""
    row = get_object_or_404(versions(request).select_related("created_by", "based_on"), pk=pk)
    if row.published_at:
        return redirect("questionnaires:version", row.pk)
    current = loading.current()
    raw = row.document
    differences = compared(current, row, name_of(current), gettext("In the draft"))
    context = {
        "draft": row,
        "current": current,
        "overtaken": row.based_on_id != current.pk,
        "pages": outline(raw, language(), before=actions.written_of(current)),
        "marks": marks(raw),
        "crumbs": crumbs(gettext("Draft")),
        **differences,
        "translations": translation_states(raw, differences["comparison"], language()),
    }
    return render(request, "questionnaires/draft.html", context)


def marks(raw: dict[str, Any]) -> dict[str, str]:
    """For each page, and for the pages themselves, what their order was when it was shown."""
    pages = {topic["key"]: actions.mark_of(actions.order_of(raw, topic["key"])) for topic in raw["topics"]}
    return {**pages, PAGES: actions.mark_of(actions.order_of(raw))}


PAGES = "pages-"
"""The name under which the order of the pages is sent; no page can be called so."""


@require_POST
@editors_only
def move(request: PersonRequest, pk: int) -> HttpResponse:
    """A button says what goes which way: “question:mtd:up”, “topic:harm:down”. Nothing that was typed is at stake."""
    row = get_object_or_404(versions(request), pk=pk)
    what, _colon, rest = request.POST.get("do", "").partition(":")
    key, _colon, way = rest.partition(":")
    try:
        if what not in ("question", "topic"):
            raise CannotMove
        if what == "topic":
            seen = request.POST.get(f"order-{PAGES}", "")
            actions.move_topic(draft=row, key=key, way=way, seen=seen, by=request.user)
        else:
            seen = request.POST.get(f"order-{page_of(row, key)}", "")
            actions.move_question(draft=row, key=key, way=way, seen=seen, by=request.user)
    except DraftGone:
        return gone(request)
    except (DraftChanged, CannotMove):
        messages.warning(request, gettext("Somebody changed the order meanwhile, so nothing was moved. Look again."))
        return redirect("questionnaires:draft", row.pk)
    return redirect(place(row, key, topic=what == "topic"))


def page_of(row: Questionnaire, key: str) -> str:
    """The page on which a question stands; empty for none."""
    topics = row.document["topics"]
    return next((each["key"] for each in topics if key in actions.order_of(row.document, each["key"])), "")


def place(row: Questionnaire, key: str, *, topic: bool = False) -> str:
    """Where a question stands on the draft's page."""
    return f"{reverse('questionnaires:draft', args=[row.pk])}#{'page' if topic else 'question'}-{key}"


def gone(request: HttpRequest) -> HttpResponse:
    messages.warning(request, gettext("The draft was published or removed meanwhile. Nothing was changed."))
    return redirect("questionnaires:questionnaire")


@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
def remove(request: PersonRequest, pk: int) -> HttpResponse:
    row = versions(request).drafts().filter(pk=pk).first()
    if request.method == "POST":
        try:
            if row is None:
                raise DraftGone
            actions.remove_draft(draft=row, by=request.user)
            messages.success(request, gettext("The draft is removed."))
        except DraftGone:
            messages.success(request, gettext("The draft is gone already."))
        return redirect("questionnaires:questionnaire")
    row = get_object_or_404(versions(request).drafts(), pk=pk)
    context = {"draft": row, "crumbs": crumbs(gettext("Draft"))}
    return render(request, "questionnaires/remove.html", context)


def opened(request: PersonRequest, pk: int) -> Questionnaire:
    """The draft; where it is gone by the time something is sent, a new one that takes up what was typed."""
    row = versions(request).drafts().filter(pk=pk).first()
    if row is not None:
        return row
    if request.method != "POST":
        return get_object_or_404(versions(request).drafts(), pk=pk)
    messages.warning(
        request, gettext("That draft was published or removed meanwhile. What you typed is kept here, in a new draft.")
    )
    return actions.begin_draft(by=request.user)


def draft_crumbs(row: Questionnaire, here: str) -> list[dict[str, Any]]:
    crumb = crumbs(here)
    crumb.insert(1, {"label": gettext("Draft"), "url": reverse("questionnaires:draft", args=[row.pk])})
    return crumb
