"""Pages and files to take away. Whoever may not know of a system gets 404 for its summary too."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.permissions import Permission
from accounts.services.access import PersonRequest, permission_required
from campaigns.models import Campaign
from campaigns.services.progress import day_of, progress_of
from exports.formats import format_of
from exports.presenters import contents, pages
from exports.reports import gathering
from exports.reports import portfolio as portfolio_report
from exports.reports.campaign import CampaignReport
from exports.reports.scenario import RecoveryOrder
from exports.reports.summary import Summary
from exports.views.answers import as_file
from presentation.language import language
from scenarios.forms.capacity import capacity_asked
from scenarios.models import Scenario
from scenarios.services.outlooks import NotWorkedOut, source_of
from scenarios.services.predicting import capacity_of
from systems.models import System


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
    return as_file(response, contents.named(f"{report.system.key}-dr-summary", form))


@require_safe
@permission_required(Permission.VIEW_SCENARIOS)
def recovery_order_file(request: PersonRequest, pk: int, format_key: str) -> HttpResponse:
    """The order of the saved scenario or, as on its page, with the teams and links that the address asks for."""
    form = format_of(format_key)
    scenario = Scenario.objects.for_user(request.user).select_related("unit").filter(pk=pk).first()
    if form is None or form.write_order is None or scenario is None:
        raise Http404
    try:
        source, saved = source_of(scenario), capacity_of(scenario)
        asked = capacity_asked(request.GET, source.situation)
        outlook = source.outlook(asked.capacity() if asked.is_valid() else saved)
    except NotWorkedOut as error:
        raise Http404 from error
    order = RecoveryOrder(outlook, saved=outlook.capacity == saved)
    response = HttpResponse(form.write_order(order, str(request.user)), content_type=form.content_type)
    return as_file(response, contents.named(f"recovery-order-{pk}", form))


@require_safe
@permission_required(Permission.VIEW_ALL_SYSTEMS)
def campaign_file(request: PersonRequest, pk: int, format_key: str) -> HttpResponse:
    """How far a campaign is; of a closed one how far it was."""
    form = format_of(format_key)
    campaign = Campaign.objects.for_user(request.user).filter(pk=pk).first()
    if form is None or form.write_campaign is None or campaign is None:
        raise Http404
    report = CampaignReport(campaign, progress_of(campaign), day_of(campaign))
    response = HttpResponse(form.write_campaign(report, str(request.user)), content_type=form.content_type)
    return as_file(response, contents.named(f"campaign-{pk}", form))


@require_safe
@permission_required(Permission.VIEW_PORTFOLIO)
def portfolio(request: PersonRequest) -> HttpResponse:
    return render(request, "exports/portfolio.html", pages.portfolio(portfolio_report.portfolio_of(request.user)))


def summary_or_404(request: PersonRequest, key: str) -> Summary:
    try:
        return gathering.summary_of(key, reader=request.user, language=language())
    except System.DoesNotExist as error:
        raise Http404 from error
