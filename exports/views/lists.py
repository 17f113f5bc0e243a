"""Whole lists as files: at once where they are short, else in the background, when a button says so."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission
from accounts.services.access import PersonRequest, permission_required
from accounts.services.once import once
from exports.actions import files
from exports.presenters import contents
from exports.presenters.downloads import archive_downloads, is_long
from exports.services.kinds import Kind, NoSuchFormat
from exports.views.answers import as_file


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.EXPORT_SUMMARIES)
@once
def catalogue_file(request: PersonRequest, format_key: str) -> HttpResponse:
    return list_file(request, contents.CATALOGUE, format_key)  # type: ignore[return-value]


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.VIEW_TRAIL)
@once
def trail_file(request: PersonRequest, format_key: str) -> HttpResponse:
    return list_file(request, contents.TRAIL, format_key)  # type: ignore[return-value]


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.EXPORT_SUMMARIES)
@once
def summaries_file(request: PersonRequest, format_key: str) -> HttpResponse:
    """All summaries of a filter: the page that offers them in each format, and the making of one archive."""
    kind = contents.SUMMARIES
    try:
        kind.content_type(format_key)
    except NoSuchFormat as error:
        raise Http404 from error
    if request.method == "POST":
        return begin(request, kind, format_key)
    query = request.GET.urlencode()
    context = {
        "title": kind.title,
        "systems": kind.count(request.user, request.GET),
        "choices": archive_downloads(query),
        "query": query,
    }
    return render(request, "exports/files/archive.html", context)


def list_file(request: PersonRequest, kind: Kind, key: str) -> HttpResponseBase:
    """The file; of a long list the page that offers to make it, and, when its button was pressed, the making."""
    try:
        content_type = kind.content_type(key)
    except NoSuchFormat as error:
        raise Http404 from error
    if request.method == "POST":
        return begin(request, kind, key)
    rows = kind.count(request.user, request.GET)
    if is_long(rows):
        context = {"rows": rows, "most": settings.EXPORT_AT_ONCE_ROWS, "title": kind.title}
        return render(request, "exports/files/long.html", context, status=409)
    content = kind.write(request.user, request.GET, key, iter, None)
    return as_file(FileResponse(content, content_type=content_type), kind.name(key))


def begin(request: PersonRequest, kind: Kind, key: str) -> HttpResponse:
    try:
        file = files.begin(kind=kind, form=key, query=request.GET.urlencode(), by=request.user)
    except files.TooManyAtOnce:
        messages.warning(request, gettext("Three of your files are being made. Wait for one, or cancel it."))
        return redirect("exports:files")
    return redirect("exports:file", file.pk)
