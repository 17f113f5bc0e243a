"""Importing a list: choose a file, look at what it will do, apply."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import Permission
from accounts.services.access import PersonRequest, permission_required
from accounts.services.bodies import takes_files
from accounts.services.once import once
from systems.actions.imports import (
    ImportUnderWay,
    PlanChanged,
    apply_import,
    choose_heading,
    choose_sheet,
    keep_file,
    keep_unread,
    map_columns,
)
from systems.actions.imports import stop as stop_import
from systems.forms.import_files import FileForm, HeadingForm, SheetForm
from systems.forms.imports import MappingForm
from systems.models import ImportBatch, Tier
from systems.presenters.import_groups import Preview
from systems.presenters.imports import shown_step
from systems.presenters.sources import shown_sources
from systems.services.imports.applying.beginning import begin_look
from systems.services.imports.asking import asked_at_once
from systems.services.imports.plan import CHANGED, CREATED, Plan
from systems.services.imports.preview import NothingToCallThemBy, plan_of, table_of
from systems.services.imports.readings import readings
from systems.services.imports.summary import Summary, all_notes, marks_of, summary_of
from systems.services.imports.tables.sheets import Sheet
from systems.services.imports.tables.table import Table
from systems.views import long_imports
from systems.views.long_imports import Row, Rows, steps

PER_PAGE = 50


@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.IMPORT_SYSTEMS)
@once
def upload(request: PersonRequest) -> HttpResponse:
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if request.method == "POST" and form.is_valid():
        return redirect("systems:import_preview", kept(request, form).pk)
    context = {"form": form, "steps": steps(0), "sources": shown_sources(request.user)}
    return render(request, "systems/import_upload.html", context, status=422 if form.errors else 200)


def kept(request: PersonRequest, form: FileForm) -> ImportBatch:
    if form.table is None or form.sheet is None:
        return keep_unread(by=request.user, file_name=form.file_name, data=form.unread)
    several = form.cleaned_data["file"]
    return keep_file(
        by=request.user,
        file_name=form.file_name,
        text=form.sheet.text,
        table=form.table,
        sheet=form.sheet.name,
        sheets=[(sheet.name, sheet.text) for sheet in several] if len(several) > 1 else [],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.IMPORT_SYSTEMS)
def preview(request: PersonRequest, batch_id: int) -> HttpResponse:
    """What the file will do, or what it did. A POST says where the headings are, or what the columns mean."""
    batch = get_object_or_404(ImportBatch.objects.for_user(request.user), pk=batch_id)
    waits = batch.is_unread or request.method != "POST"
    if waits and not batch.applied_at and (answer := long_imports.under_way(request, batch)):
        return answer
    if request.htmx:
        return HttpResponse(headers={"HX-Refresh": "true"})  # it waited; what it waited for is a page of its own
    if batch.applied_at:
        return long_imports.done(request, batch)
    table = table_of(batch)
    heading = HeadingForm(request.POST if "heading_row" in request.POST else None, text=batch.text, table=table)
    other = SheetForm(request.POST if "sheet" in request.POST else None, sheets=sheets_kept(batch), shown=batch.sheet)
    if took_another_part(batch, heading, other):
        return redirect("systems:import_preview", batch.pk)
    plan = plan_or_none(batch, table) if not batch.is_long else None
    summary = summary_of(plan) if plan else long_imports.compared(batch)
    every = list(summary.asked) if summary else []
    mapped = request.POST if request.method == "POST" and not (heading.is_bound or other.is_bound) else None
    form = MappingForm(
        mapped,
        instance=batch,
        table=table,
        readings=readings(table, batch.mapping, batch.decimal_sign),
        asked=asked_at_once(every),
    )
    if mapped is not None and form.is_valid():
        map_columns(batch=batch, mapping=form.mapping(), **form.choices())
        return redirect("systems:import_preview", batch.pk)
    context: dict[str, object] = {
        "tiers": Tier.objects.all(),
        "batch": batch,
        "table": table,
        "form": form,
        "heading": heading,
        "sheet": other,
        "left_out": form.left_out,
        "needs_kind": "needs" in batch.mapping,
        "steps": steps(1),
    }
    if summary:
        shown = Preview(summary, request.GET.get("show", ""))
        shown.ask(asked_at_once(every), every, form)
        rows = plan_rows(plan, shown.show) if plan else long_imports.rows_of(batch, shown.show)
        context |= page_of(request, summary, shown, rows)
    return render(
        request,
        "systems/import_preview.html",
        context,
        status=422 if form.errors or heading.errors or other.errors else 200,
    )


def took_another_part(batch: ImportBatch, heading: HeadingForm, other: SheetForm) -> bool:
    """Whether the person chose another row for the headings, or another sheet."""
    if heading.is_valid() and heading.table:
        choose_heading(batch=batch, heading_row=heading.cleaned_data["heading_row"], table=heading.table)
        return True
    if other.is_valid() and other.chosen and other.table:
        choose_sheet(batch=batch, sheet=other.chosen, table=other.table)
        return True
    return False


def sheets_kept(batch: ImportBatch) -> list[Sheet]:
    return [Sheet(name, text) for name, text in batch.sheets]


def plan_or_none(batch: ImportBatch, table: Table) -> Plan | None:
    try:
        return plan_of(batch, table)
    except NothingToCallThemBy:
        return None


@require_POST
@permission_required(Permission.IMPORT_SYSTEMS)
def apply(request: PersonRequest, batch_id: int) -> HttpResponse:
    batch = get_object_or_404(ImportBatch.objects.for_user(request.user), pk=batch_id)
    try:
        apply_import(batch=batch, fingerprint=request.POST.get("fingerprint", ""), by=request.user)
    except ImportUnderWay:
        messages.warning(request, gettext("Another import is being written. Import yours when it is through."))
    except (PlanChanged, NothingToCallThemBy):
        messages.warning(
            request, gettext("The catalogue has changed since you looked. Nothing was imported: look again.")
        )
    return redirect("systems:import_preview", batch.pk)


@require_POST
@permission_required(Permission.IMPORT_SYSTEMS)
def stop(request: PersonRequest, batch_id: int) -> HttpResponse:
    batch = get_object_or_404(ImportBatch.objects.for_user(request.user), pk=batch_id)
    stop_import(batch=batch)
    return redirect("systems:import_preview", batch.pk)


@require_POST
@permission_required(Permission.IMPORT_SYSTEMS)
def look_again(request: PersonRequest, batch_id: int) -> HttpResponse:
    """Compare a long file anew, with the catalogue as it is now."""
    batch = get_object_or_404(ImportBatch.objects.for_user(request.user), pk=batch_id)
    with transaction.atomic():
        begin_look(batch)
    return redirect("systems:import_preview", batch.pk)


def plan_rows(plan: Plan, show: str) -> list[Row]:
    """The rows that are looked at, each with what there is to say about it."""
    told = ((step, all_notes(step)) for step in plan.steps)
    return [(step, notes) for step, notes in told if show in marks_of(step, notes)]


def page_of(request: PersonRequest, summary: Summary, shown: Preview, rows: Rows) -> dict[str, object]:
    """The rows that are looked at, fifty a page, and what can be looked at."""
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    counts = summary.outcomes
    return {
        "plan": summary,
        "counts": {
            **counts,
            "work": counts.get(CREATED, 0) + counts.get(CHANGED, 0),
            "ownerless": shown.count("no-owner"),
        },
        "people": summary.people,
        "shown": shown,
        "page": page,
        "numbers": list(page.paginator.get_elided_page_range(page.number)),
        "rows": [shown_step(step, notes) for step, notes in page.object_list],
    }
