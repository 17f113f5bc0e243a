"""Imports of long files: how far they are, what was compared, and what came of each row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any, overload

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from accounts.services.access import PersonRequest
from background.views import page_of_work
from systems.models import ImportBatch, ImportRow, ImportRun, UnreadFile
from systems.presenters.imports import shown_step
from systems.services.imports.applying import running
from systems.services.imports.applying.storing import steps_of
from systems.services.imports.notes import Note
from systems.services.imports.plan import Step
from systems.services.imports.summary import Summary

PER_PAGE = 50
ALWAYS = 4
LATE = timedelta(minutes=2)
Row = tuple[Step, Sequence[Note]]


class KeptRows(Sequence[Row]):
    """The rows that were kept of a comparison, read a page at a time."""

    def __init__(self, rows: QuerySet[ImportRow]) -> None:
        self.rows = rows

    def __len__(self) -> int:
        return self.rows.count()

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> list[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | list[Row]:
        if isinstance(at, int):
            return self[at : at + 1][0]
        return [(step, step.notes) for step in steps_of(list(self.rows[at]))]

    def __iter__(self) -> Iterator[Row]:
        return iter(self[:])


Rows = Sequence[Row]


def rows_of(batch: ImportBatch, show: str) -> KeptRows:
    return KeptRows(batch.rows.filter(marks__contains=f" {show} ") if show else batch.rows.all())


def compared(batch: ImportBatch) -> Summary | None:
    """What the newest comparison found, if it came to its end."""
    look = batch.runs.looks().first()
    return Summary.from_record(look.result) if look and look.state == look.DONE else None


def under_way(request: PersonRequest, batch: ImportBatch) -> HttpResponse | None:
    """The page of a file that is being compared or written, or of what stopped that; for htmx, only how far it is."""
    run = batch.runs.first() if batch.is_long or batch.is_unread else None
    if run is None or (run.kind == ImportRun.Kind.LOOK and run.state == run.DONE):
        return None
    if request.GET.get("columns") and run.ended_at and not batch.is_unread:
        return None
    context = {"batch": batch, "run": run, "steps": steps(1), **state(run)}
    return page_of_work(request, whole="systems/import_running.html", part="systems/_importing.html", context=context)


def state(run: ImportRun) -> dict[str, Any]:
    summary = compared(run.batch)
    return {
        "under_way": run.ended_at is None,
        "unread": run.batch.is_unread,
        "counted": run.batch.is_unread and run.done,
        "readable": run.batch.is_unread and UnreadFile.objects.filter(batch=run.batch).exists(),
        "writing": run.kind == ImportRun.Kind.APPLY,
        "late": timezone.now() - (run.seen_at or run.created_at) > LATE,
        "place": reverse("systems:import_preview", args=[run.batch_id]),
        "stop_url": reverse("systems:import_stop", args=[run.batch_id]),
        "reason": gettext("You may no longer import systems.") if run.error == running.NOT_ALLOWED else run.error,
        "fingerprint": summary.fingerprint if summary else "",
    }


def done(request: PersonRequest, batch: ImportBatch) -> HttpResponse:
    """What came of the file; of a long one row by row."""
    context: dict[str, object] = {"batch": batch, "steps": steps(3), "counts": counts(batch)}
    if show := outcomes().get(request.GET.get("show", "")):
        page = Paginator(KeptRows(batch.rows.filter(**show)), PER_PAGE).get_page(request.GET.get("page"))
        rows = [shown_step(step, notes) for step, notes in page.object_list]
        context |= {"page": page, "rows": rows, "numbers": list(page.paginator.get_elided_page_range(page.number))}
    context["listed"] = batch.rows.exists()
    return render(request, "systems/import_done.html", context)


def outcomes() -> dict[str, dict[str, str]]:
    """The rows behind each count of the last page."""
    written = {name: {"outcome": name, "state": ImportRow.State.DONE.value} for name in ("created", "changed")}
    left = {name: {"outcome": name} for name in ("same", "joined", "refused")}
    return {**written, **left, "overtaken": {"state": ImportRow.State.OVERTAKEN.value}}


def counts(batch: ImportBatch) -> list[dict[str, object]]:
    """What came of the rows: always the first four, the others where there are any."""
    labels = {
        "created": gettext("New systems"),
        "changed": gettext("Changed"),
        "same": gettext("As they were"),
        "refused": gettext("Refused"),
        "joined": gettext("With another row"),
        "overtaken": gettext("Changed by somebody else"),
    }
    found = [{"show": show, "label": label, "rows": batch.result.get(show, 0)} for show, label in labels.items()]
    return [each for at, each in enumerate(found) if at < ALWAYS or each["rows"]]


def steps(done: int) -> list[dict[str, Any]]:
    """Where the person is: file, check, done."""
    labels = (gettext("Choose the file"), gettext("Check what will happen"), gettext("Done"))
    return [{"label": label, "done": at < done, "active": at == done} for at, label in enumerate(labels)]
