"""The questionnaire's versions: which there are, what each asks, and what differs between two."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.permissions import Permission
from accounts.services.access import PersonRequest, permission_required
from presentation.language import language, language_choices
from presentation.numbers import whole_number
from questionnaires.actions.drafts import written_of
from questionnaires.document.parsing import parsed
from questionnaires.models import Questionnaire, QuestionnaireQuerySet
from questionnaires.services import loading, usage
from questionnaires.services.drafting.comparing import Reworded, compare
from questionnaires.services.drafting.outline import outline

readers_only = permission_required(Permission.EDIT_QUESTIONNAIRE, Permission.VIEW_PORTFOLIO)


@require_safe
@readers_only
def questionnaire(request: PersonRequest) -> HttpResponse:
    rows = versions(request)
    current = loading.current()
    published = rows.published().select_related("published_by").defer("document")
    may_edit = request.user.may(Permission.EDIT_QUESTIONNAIRE)
    context = {
        "current": current,
        "questions": len(parsed(current.document).questions),
        "versions": usage.with_usage(published),
        "drafts": rows.drafts().select_related("created_by", "based_on"),
        "may_edit": may_edit,
        "waiting": may_edit and loading.waiting(),
    }
    return render(request, "questionnaires/questionnaire.html", context)


@require_safe
@readers_only
def version(request: PersonRequest, pk: int) -> HttpResponse:
    """A whole version to read: every question in each language. A draft has a page of its own."""
    row = get_object_or_404(versions(request).select_related("published_by"), pk=pk)
    if not row.published_at:
        return redirect("questionnaires:draft", row.pk)
    context = {
        "version": row,
        "may_begin": request.user.may(Permission.EDIT_QUESTIONNAIRE),
        "is_current": row.pk == loading.current().pk,
        "rounds": row.assessments.count(),
        "languages": language_choices(),
        "pages": outline(written_of(row), language()),
        "earlier": earlier(versions(request), row),
        "crumbs": crumbs(name_of(row)),
    }
    return render(request, "questionnaires/version.html", context)


@require_safe
@readers_only
def changes(request: PersonRequest, pk: int) -> HttpResponse:
    """What a version says differently from the one before it, or from the one that is chosen."""
    published = versions(request).published()
    row = get_object_or_404(published, pk=pk)
    others = published.exclude(pk=row.pk).defer("document")
    since = request.GET.get("since", "")
    chosen = others.filter(pk=whole_number(since)).first()
    base = chosen or earlier(published, row)
    crumb = crumbs(gettext("What changed"))
    crumb.insert(1, {"label": name_of(row), "url": reverse("questionnaires:version", args=[row.pk])})
    context = {"version": row, "base": base, "others": others, "crumbs": crumb}
    if base is not None:
        context |= compared(base, row, name_of(base), name_of(row))
    return render(request, "questionnaires/changes.html", context)


def compared(base: Questionnaire, row: Questionnaire, before: str, after: str) -> dict[str, Any]:
    """What the partial for differences needs."""
    comparison = compare(written_of(base), written_of(row), language())
    return {"comparison": comparison, "rows": in_rows(comparison.reworded), "before": before, "after": after}


def in_rows(reworded: list[Reworded]) -> list[dict[str, str]]:
    nothing = gettext("nothing")
    return [
        {
            "label": each.label,
            "language": each.language,
            "before": each.before or nothing,
            "after": each.after or nothing,
        }
        for each in reworded
    ]


def versions(request: PersonRequest) -> QuestionnaireQuerySet:
    return Questionnaire.objects.for_user(request.user).filter(slug=loading.SLUG)


def earlier(published: QuestionnaireQuerySet, row: Questionnaire) -> Questionnaire | None:
    return published.published().filter(version__lt=row.version).first()


def name_of(row: Questionnaire) -> str:
    return gettext("Version %(version)s") % {"version": row.version}


def crumbs(here: str) -> list[dict[str, Any]]:
    return [{"label": _("Questionnaire"), "url": reverse("questionnaires:questionnaire")}, {"label": here}]
