"""The list of systems: search, filter, sort, page."""

from __future__ import annotations

from django.core.paginator import Page, Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_safe

from accounts.permissions import Permission
from accounts.services.access import PersonRequest
from presentation.numbers import grouped_number
from systems.presenters.downloads import list_downloads
from systems.presenters.rows import drawn, rows_of
from systems.presenters.sort_heads import Column, sort_heads
from systems.presenters.upwards import reverse_or_nothing
from systems.queries import catalogue as queries
from systems.queries.filters import SystemFilter

PER_PAGE = 50
FIRST_FILTERS = ("q", "unit", "strategy", "state", "findings")


@require_safe
def catalogue(request: PersonRequest) -> HttpResponse:
    """The whole page, or for htmx the results alone, with the address that a bookmark should keep."""
    found = SystemFilter(request.GET, user=request.user)
    totals = queries.totals(request.user)
    sort = queries.sort_in_use(request.GET.get("sort", ""))
    page = page_of(request, found, sort, totals["systems"])
    rows = rows_of(list(page.object_list), reverse("systems:list"))
    context = {
        "page": page,
        "numbers": list(page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)),
        "rows": drawn(rows, with_owner="owner" in found.filters),
        "totals": totals,
        "sort": sort,
        "heads": sort_heads(columns("owner" in found.filters), request.GET, sort),
        "chips": chips(found, request.GET),
        "errors": [error for errors in found.errors.values() for error in errors],
        "query": clean(request.GET, page=None).urlencode(),
        "sees_owners": "owner" in found.filters,
        "files": list_downloads(page.paginator.count) if request.user.may(Permission.EXPORT_SUMMARIES) else [],
        "ask_url": reverse_or_nothing("assessments:ask_filtered") if request.user.may(Permission.INVITE_OWNERS) else "",
        "may_create": request.user.may(Permission.EDIT_SYSTEMS),
        "may_import": request.user.may(Permission.IMPORT_SYSTEMS),
    }
    if request.htmx and request.htmx.target == "results":
        response = render(request, "systems/_results.html", context)
        response["HX-Push-Url"] = f"{request.path}?{clean(request.GET).urlencode()}".rstrip("?")
        return response
    return render(request, "systems/list.html", {**context, **frame_of_list(found, totals)})


def columns(sees_owners: bool) -> list[Column]:
    """As in the rows (`systems.presenters.rows.ROW`)."""
    return [
        ("name", gettext("System"), ""),
        ("unit", gettext("Unit"), ""),
        *([("owner", gettext("Owner"), "")] if sees_owners else []),
        ("rto", gettext("Back within"), "num"),
        ("rpo", gettext("May lose"), "num"),
        ("strategy", gettext("Strategy"), ""),
        ("tier", gettext("Cost"), ""),
        ("findings", gettext("Findings"), ""),
        ("state", gettext("Answers"), ""),
    ]


def page_of(request: PersonRequest, found: SystemFilter, sort: str, total: int) -> Page[int]:
    """The page asked for, or the nearest there is. Without filters the count is known from the line at the top."""
    narrowed, systems = found.chosen, found.qs
    ids = queries.ids_in_order(systems, sort) if narrowed else queries.WholeCatalogue(request.user, systems, sort)
    paginator = Paginator(ids, PER_PAGE)  # type: ignore[arg-type]  # it only asks for pages: the count it is told
    paginator.count = systems.count() if narrowed else total
    return paginator.get_page(request.GET.get("page"))


def frame_of_list(found: SystemFilter, totals: dict[str, int]) -> dict[str, object]:
    """What stands above the results: the count line and the filters."""
    fields = list(found.form)
    return {
        "summary": summary(totals),
        "first_fields": [field for field in fields if field.name in FIRST_FILTERS],
        "more_fields": [field for field in fields if field.name not in FIRST_FILTERS and not field.is_hidden],
        "hidden_fields": [field for field in fields if field.is_hidden],
        "more_open": any(name not in FIRST_FILTERS and not found.form[name].is_hidden for name in found.chosen),
    }


def summary(totals: dict[str, int]) -> list[dict[str, object]]:
    """“41 systems · 33 answered · …”, each with the address that shows just those."""
    parts = [
        (ngettext("{n} system", "{n} systems", totals["systems"]), totals["systems"], ""),
        (gettext("{n} answered"), totals["answered"], "?state=answered"),
        (gettext("{n} with contradictions"), totals["contradicting"], "?findings=any"),
        (gettext("{n} without an owner"), totals["ownerless"], "?missing=owner"),
    ]
    base = reverse("systems:list")
    return [
        {"text": text.format(n=grouped_number(number)), "url": base + query, "count": number}
        for text, number, query in parts
        if number or query == "?state=answered" or not query
    ]


def chips(found: SystemFilter, params: QueryDict) -> list[dict[str, str]]:
    """The filters in use in words, each with the address of the list without it."""
    words = []
    for name in found.chosen:
        label = f"{found.form[name].label}: {found.value_in_words(name)}"
        words.append({"label": label, "url": "?" + clean(params, **{name: None}).urlencode()})
    return words


def clean(params: QueryDict, **changes: str | None) -> QueryDict:
    """The parameters without empty ones, and with the changes; a filter that changes begins at page one."""
    kept = params.copy()
    if changes:
        kept.pop("page", None)
    for name, value in changes.items():
        kept[name] = value or ""
    for name in [name for name in kept if not kept[name]]:
        del kept[name]
    return kept
