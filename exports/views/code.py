"""The plan of a system as code, to be looked at before it is taken away. Nothing is applied from here."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.permissions import Permission
from accounts.services.access import PersonRequest, permission_required
from exports.presenters.code import code_page
from exports.reports.gathering import summary_of
from presentation.language import language
from systems.models import System


@require_safe
@permission_required(Permission.EXPORT_SUMMARIES)
def plan_as_code(request: PersonRequest, key: str) -> HttpResponse:
    try:
        summary = summary_of(key, reader=request.user, language=language())
    except System.DoesNotExist as error:
        raise Http404 from error
    return render(request, "exports/plan_as_code.html", code_page(summary))
