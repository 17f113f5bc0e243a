"""Importing a list: choose a file, look at what it will do, apply."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import Permission
from accounts.services.access import PersonRequest, permission_required
from accounts.services.bodies import takes_files
from accounts.services.once import once
from systems.actions.imports import PlanChanged, apply_import, keep_file, map_columns
from systems.forms.imports import FileForm, MappingForm
from systems.models import ImportBatch
from systems.presenters.imports import TODO, shown_step, to_do, wanted
from systems.services.imports.plan import CHANGED, CREATED, REFUSED, SAME, Plan
from systems.services.imports.preview import NothingToCallThemBy, plan_of, table_of
from systems.services.imports.readings import readings

PER_PAGE = 50


@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.IMPORT_SYSTEMS)
@once
def upload(request: PersonRequest) -> HttpResponse:
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if request.method == "POST" and form.is_valid() and form.table:
        batch = keep_file(by=request.user, file_name=form.file_name, text=form.cleaned_data["file"], table=form.table)
        return redirect("systems:import_preview", batch.pk)
    context = {"form": form, "steps": steps(0)}
    return render(request, "systems/import_upload.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.IMPORT_SYSTEMS)
def preview(request: PersonRequest, batch_id: int) -> HttpResponse:
    """What the file will do, or what it did. A POST says what the columns mean."""
    batch = get_object_or_404(ImportBatch.objects.for_user(request.user), pk=batch_id)
    if batch.applied_at:
        return render(request, "systems/import_done.html", {"batch": batch, "steps": steps(3)})
    table = table_of(batch)
    form = MappingForm(
        request.POST if request.method == "POST" else None,
        table=table,
        mapping=batch.mapping,
        readings=readings(table, batch.mapping, batch.decimal_sign),
        initial={"add_people": batch.add_people, "decimal_sign": batch.decimal_sign},
    )
    if request.method == "POST" and form.is_valid():
        map_columns(batch=batch, mapping=form.mapping(), **form.choices())
        return redirect("systems:import_preview", batch.pk)
    try:
        plan = plan_of(batch, table)
    except NothingToCallThemBy:
        plan = None
    return shown(request, batch, form, plan, status=422 if form.errors else 200)


@require_POST
@permission_required(Permission.IMPORT_SYSTEMS)
def apply(request: PersonRequest, batch_id: int) -> HttpResponse:
    batch = get_object_or_404(ImportBatch.objects.for_user(request.user), pk=batch_id)
    try:
        apply_import(batch=batch, fingerprint=request.POST.get("fingerprint", ""), by=request.user)
    except (PlanChanged, NothingToCallThemBy):
        messages.warning(
            request, gettext("The catalogue has changed since you looked. Nothing was imported: look again.")
        )
    return redirect("systems:import_preview", batch.pk)


def shown(
    request: PersonRequest, batch: ImportBatch, form: MappingForm, plan: Plan | None, *, status: int
) -> HttpResponse:
    show = request.GET.get("show", "")
    chosen = [step for step in plan.steps if wanted(step, show)] if plan else []
    page = Paginator(chosen, PER_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "batch": batch,
        "form": form,
        "plan": plan,
        "steps": steps(1),
        "counts": counts_of(plan) if plan else {},
        "tabs": tabs(plan, show) if plan else [],
        "page": page,
        "numbers": list(page.paginator.get_elided_page_range(page.number)),
        "rows": [shown_step(step) for step in page.object_list],
    }
    return render(request, "systems/import_preview.html", context, status=status)


def counts_of(plan: Plan) -> dict[str, int]:
    counts = plan.counts
    return {
        "work": counts[CREATED] + counts[CHANGED],
        **{name: counts[name] for name in (CREATED, CHANGED, SAME, REFUSED)},
        "ownerless": sum(step.ownerless for step in plan.steps),
        "people": len(plan.new_people),
    }


def tabs(plan: Plan, show: str) -> list[dict[str, Any]]:
    """The parts of the preview that have rows, with how many."""
    counts = plan.counts
    parts = [
        ("", gettext("All rows"), len(plan.steps)),
        (CREATED, gettext("New"), counts[CREATED]),
        (CHANGED, gettext("Changed"), counts[CHANGED]),
        (SAME, gettext("As it is"), counts[SAME]),
        (REFUSED, gettext("Refused"), counts[REFUSED]),
        (TODO, gettext("Something to do"), sum(bool(step.notes or to_do(step)) for step in plan.steps)),
    ]
    return [
        {"url": f"?show={name}" if name else "?", "label": label, "count": count, "active": name == show}
        for name, label, count in parts
        if count or name in ("", show)
    ]


def steps(done: int) -> list[dict[str, Any]]:
    """Where the person is: file, check, done."""
    labels = (gettext("Choose the file"), gettext("Check what will happen"), gettext("Done"))
    return [{"label": label, "done": at < done, "active": at == done} for at, label in enumerate(labels)]
