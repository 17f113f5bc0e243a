"""Files: in which formats there is what, a system's summary, the catalogue; and what imports will do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Query

from accounts.permissions import Permission
from api.models import Token
from api.presenters import company
from api.services.paging import Paged, page_of
from api.views.interface import OF_LISTS, REFUSALS, Stopped, WithToken, interface
from api.views.systems import Filters, filtered, person_of, summary_or_404
from exports.formats import Format, catalogue_formats, format_of, summary_formats
from exports.presenters import contents
from exports.presenters.downloads import is_long
from exports.views.answers import as_file
from systems.models import ImportBatch
from systems.services.imports.preview import NothingToCallThemBy, plan_of, table_of
from systems.services.imports.summary import Group, Summary, summary_of
from systems.views.long_imports import compared

FILES = WithToken(Token.Scope.FILES_READ, Permission.EXPORT_SUMMARIES)
IMPORTS = WithToken(Token.Scope.IMPORTS_READ, Permission.IMPORT_SYSTEMS)


def contents_of(formats: Iterable[Format]) -> dict[str, Any]:
    """What OpenAPI says about an answer that is a file."""
    kinds = {form.content_type.partition(";")[0] for form in formats}
    bytes_of = {"schema": {"type": "string", "format": "binary"}}
    return {"responses": {200: {"content": dict.fromkeys(sorted(kinds), bytes_of)}}}


@interface.get(
    "/files", response={200: company.FilesOut, **REFUSALS}, auth=FILES, url_name="files",
    summary=gettext_noop("List the formats of files"),
)  # fmt: skip
def list_formats(request: HttpRequest) -> dict[str, Any]:
    """Of a system's summary, and of the catalogue."""
    return {
        "summary": summary_formats(),
        "summary_address": "/api/v1/systems/{key}/summary/{format}",
        "catalogue": catalogue_formats(),
        "catalogue_address": "/api/v1/files/systems/{format}",
    }


@interface.get(
    "/systems/{key}/summary/{form}", response={200: None, **REFUSALS}, auth=FILES, url_name="summary",
    summary=gettext_noop("Fetch the summary of a system"), openapi_extra=contents_of(summary_formats()),
)  # fmt: skip
def fetch_summary(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """In the language asked for."""
    found = format_of(form)
    if found is None or found.write_summary is None:
        raise Http404
    report = summary_or_404(request, key)
    content = found.write_summary(report, str(person_of(request)))
    response = HttpResponse(content, content_type=found.content_type)
    return as_file(response, contents.named(f"{report.system.key}-dr-summary", found))


@interface.get(
    "/files/systems/{form}", response={200: None, **OF_LISTS}, auth=FILES, url_name="catalogue_file",
    summary=gettext_noop("Fetch the catalogue as a file"), openapi_extra=contents_of(catalogue_formats()),
)  # fmt: skip
def fetch_catalogue(request: HttpRequest, form: str, asked: Query[Filters]) -> HttpResponse:
    """What the same filters list, all at once. 409 where that is too long to be written while somebody waits."""
    found = format_of(form)
    if found is None or not found.holds_catalogue:
        raise Http404
    filtered(request, asked)
    kind, person = contents.CATALOGUE, person_of(request)
    if is_long(kind.count(person, request.GET)):
        raise Stopped(409, _("The list is too long for one file. Filter it, or read it page by page."))
    content = kind.write(person, request.GET, form, iter, None)
    try:
        whole = b"".join(content)
    finally:
        if close := getattr(content, "close", None):
            close()
    return as_file(HttpResponse(whole, content_type=found.content_type), kind.name(form))


@interface.get(
    "/imports", response={200: company.ImportsPage, **REFUSALS}, auth=IMPORTS, url_name="imports",
    summary=gettext_noop("List your imports"),
)  # fmt: skip
def list_imports(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """A file is known to who brought it alone."""
    rows = ImportBatch.objects.for_user(person_of(request)).defer("text", "sheets", "result")
    return page_of(rows, asked)


@interface.get(
    "/imports/{int:import_id}", response={200: company.PreviewOut, **REFUSALS}, auth=IMPORTS, url_name="import",
    summary=gettext_noop("Read what an import will do, or did"),
)  # fmt: skip
def read_import(request: HttpRequest, import_id: int) -> company.PreviewOut:
    """As its preview counts it, with the catalogue as it is now."""
    batch = get_object_or_404(ImportBatch.objects.for_user(person_of(request)), pk=import_id)
    summary = None if batch.applied_at else preview_of(batch)
    known = summary or Summary()
    facts = company.ImportOut.from_orm(batch).dict()
    return company.PreviewOut(
        **facts,
        columns=[str(meaning) for meaning in batch.mapping],
        compared=summary is not None,
        outcomes={name: count for name, count in known.outcomes.items() if name},
        to_do=groups_of(known, known.todo),
        decided=groups_of(known, known.decided),
        new_people=list(known.people),
        result=batch.result,
    )


def preview_of(batch: ImportBatch) -> Summary | None:
    """None while a long file is being compared, and where no column names the systems."""
    if batch.is_long:
        return compared(batch)
    try:
        return summary_of(plan_of(batch, table_of(batch)))
    except NothingToCallThemBy:
        return None


def groups_of(summary: Summary, groups: Iterable[Group]) -> list[company.GroupOut]:
    return [company.GroupOut(code=code, title=str(title), rows=summary.counts.get(code, 0)) for code, title in groups]
