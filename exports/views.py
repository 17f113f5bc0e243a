"""Pages and files to take away. Whoever may not know of a system gets 404 for its summary too."""

from __future__ import annotations

from typing import TypeVar

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from accounts.forms import TrailFilterForm
from accounts.models import AuditEntry
from accounts.permissions import Permission
from accounts.services.access import PersonRequest, permission_required
from exports.formats import format_of
from exports.presenters import pages
from exports.reports import catalogue, gathering, trail
from exports.reports import portfolio as portfolio_report
from exports.reports.scenario import RecoveryOrder
from exports.reports.summary import Summary
from presentation.language import language
from scenarios.forms.capacity import capacity_asked
from scenarios.models import Scenario
from scenarios.services.predicting import TooManyFall, capacity_of, situation_of
from systems.models import System

Response = TypeVar("Response", bound=HttpResponseBase)


@require_safe
@permission_required(Permission.EXPORT_SUMMARIES)
def summary(request: PersonRequest, key: str) -> HttpResponse:
    return render(request, "exports/summary.html", pages.summary(summary_or_404(request, key), request.user))


@require_safe
@permission_required(Permission.EXPORT_SUMMARIES)
def summary_file(request: PersonRequest, key: str, format_key: str) -> HttpResponse:
    form = format_of(format_key)
    if form is None or form.write_summary is None:
        raise Http404
    report = summary_or_404(request, key)
    response = HttpResponse(form.write_summary(report, str(request.user)), content_type=form.content_type)
    return named(response, f"{report.system.key}-dr-summary-{today()}.{form.extension}")


@require_safe
@permission_required(Permission.EXPORT_SUMMARIES)  # type: ignore[arg-type]
def catalogue_file(request: PersonRequest, format_key: str) -> HttpResponseBase:
    """The list as it is filtered and sorted, however long: written piece by piece."""
    form = format_of(format_key)
    if form is None or form.write_catalogue is None:
        raise Http404
    content = form.write_catalogue(catalogue.table(request.user, request.GET))
    return named(FileResponse(content, content_type=form.content_type), f"systems-{today()}.{form.extension}")


@require_safe
@permission_required(Permission.VIEW_SCENARIOS)
def recovery_order_file(request: PersonRequest, pk: int, format_key: str) -> HttpResponse:
    """The order of the saved scenario or, as on its page, with the teams and links that the address asks for."""
    form = format_of(format_key)
    scenario = Scenario.objects.for_user(request.user).select_related("unit").filter(pk=pk).first()
    if form is None or form.write_order is None or scenario is None:
        raise Http404
    try:
        situation = situation_of(scenario)
    except TooManyFall as error:
        raise Http404 from error
    asked, saved = capacity_asked(request.GET, situation), capacity_of(scenario)
    capacity = asked.capacity() if asked.is_valid() else saved
    order = RecoveryOrder(situation.outlook(capacity), saved=capacity == saved)
    response = HttpResponse(form.write_order(order, str(request.user)), content_type=form.content_type)
    return named(response, f"recovery-order-{pk}-{today()}.{form.extension}")


@require_safe
@permission_required(Permission.VIEW_TRAIL)  # type: ignore[arg-type]
def trail_file(request: PersonRequest, format_key: str) -> HttpResponseBase:
    """The audit trail as its page filters it, the oldest first, however long: written piece by piece."""
    form = format_of(format_key)
    if form is None or form.write_trail is None:
        raise Http404
    entries = AuditEntry.objects.matching(**TrailFilterForm(request.GET).wanted()).order_by("pk")
    content = form.write_trail(entries.iterator(chunk_size=trail.PIECE))
    return named(FileResponse(content, content_type=form.content_type), f"record-{today()}.{form.extension}")


@require_safe
@permission_required(Permission.VIEW_PORTFOLIO)
def portfolio(request: PersonRequest) -> HttpResponse:
    return render(request, "exports/portfolio.html", pages.portfolio(portfolio_report.portfolio_of(request.user)))


def summary_or_404(request: PersonRequest, key: str) -> Summary:
    try:
        return gathering.summary_of(key, reader=request.user, language=language())
    except System.DoesNotExist as error:
        raise Http404 from error


def named(response: Response, name: str) -> Response:
    """The same answer as a file of that name."""
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def today() -> str:
    return timezone.localdate().isoformat()
