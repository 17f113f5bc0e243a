"""Files that are made in the background: how far they are, fetching them, calling them off."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from accounts.services.access import PersonRequest
from background.views import page_of_work
from exports.actions import files as actions
from exports.models import ExportedFile
from exports.presenters.files import shown_file
from exports.services import kinds, shelf
from exports.views.answers import as_file

MOST_LISTED = 50


@require_safe
def files(request: PersonRequest) -> HttpResponse:
    """One's own, the newest first."""
    rows = ExportedFile.objects.for_user(request.user)[:MOST_LISTED]
    return render(request, "exports/files/list.html", {"files": [shown_file(row, request.user) for row in rows]})


@require_safe
def file(request: PersonRequest, pk: int) -> HttpResponse:
    """How far it is; for htmx, only that part, until it has ended."""
    row = get_object_or_404(ExportedFile.objects.for_user(request.user), pk=pk)
    context = {"file": row, "shown": shown_file(row, request.user), "under_way": row.ended_at is None}
    return page_of_work(request, whole="exports/files/file.html", part="exports/files/_making.html", context=context)


@require_safe
def fetch(request: PersonRequest, pk: int) -> HttpResponseBase:
    """The file, to who asked for it and may still know of all that it holds. What is not there leads to its page."""
    row = get_object_or_404(ExportedFile.objects.for_user(request.user).exclude(stored=""), pk=pk)
    kind = kinds.kind_of(row.kind)
    if not request.user.may(kind.permission):
        raise PermissionDenied(kind.permission)
    if not kinds.may_have(request.user, kind, row.scope):
        raise PermissionDenied(gettext("The file names systems that you may no longer know of. Have it made again."))
    try:
        content = shelf.path_of(row.stored).open("rb")
    except FileNotFoundError:
        return redirect("exports:file", row.pk)
    return as_file(FileResponse(content, content_type=kind.content_type(row.format)), row.name)


@require_POST
def cancel(request: PersonRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(ExportedFile.objects.for_user(request.user), pk=pk)
    actions.cancel(file=row)
    return redirect("exports:file", row.pk)
