"""Approving together what has no open finding: the page that lists it, and what came of the press."""

from __future__ import annotations

import uuid

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission
from accounts.services.access import PersonRequest, permission_required
from assessments.actions.approving_together import approve_together
from assessments.actions.reviewing import seen_of
from assessments.forms.approving_together import TogetherForm, shown
from assessments.models import Assessment
from assessments.services.reviewing.queue_filter import FINDINGS, QueueFilter
from assessments.services.reviewing.together import together
from assessments.views.reviewing import why_not
from presentation.strategies import strategy_name


@permission_required(Permission.REVIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def approve_all(request: PersonRequest) -> HttpResponse:
    """Of the part of the queue that the address names. What is approved is what was listed, not what is there now."""
    if request.method == "POST":
        form = TogetherForm(request.POST)
        if form.is_valid():
            return approved(request, form)
    found = QueueFilter(request.GET, user=request.user)
    listed = together(found)
    context = {
        **of_queue(found.query),
        "listed": listed,
        "ready": [row_of(each) for each in listed.ready],
        "rest": [
            {"label": FINDINGS[key][0], "count": count, "query": with_findings(found.query, key)}
            for key, count in listed.rest.items()
            if count
        ],
        "key": uuid.uuid4(),
    }
    return render(request, "assessments/review/together.html", context, status=422 if request.method == "POST" else 200)


def approved(request: PersonRequest, form: TogetherForm) -> HttpResponse:
    known = Assessment.objects.for_user(request.user).select_related("system").defer("answers", "submitted")
    rounds = known.filter(public_id__in=[each for each in form.seen if each]).order_by("submitted_at", "pk")
    seen = [(each, form.seen[each.public_id]) for each in rounds]
    done = approve_together(seen=seen, key=form.cleaned_data["key"], by=request.user)
    context = {
        **of_queue(QueueFilter(request.GET, user=request.user).query),
        "approved": [decision.assessment.system for decision in done.decisions],
        "refused": [(assessment.system, why_not(why)) for assessment, why in done.refused],
    }
    return render(request, "assessments/review/together_done.html", context)


def row_of(round_: Assessment) -> tuple[Assessment, str, str]:
    """The round, how it looks to whoever approves it, and the strategy in words."""
    profile = round_.system.profile
    return round_, shown(round_.public_id, seen_of(round_, profile)), strategy_name(profile.strategy)


def of_queue(query: str) -> dict[str, str]:
    end = f"?{query}" if query else ""
    return {"queue_url": reverse("assessments:queue") + end, "again_url": reverse("assessments:together") + end}


def with_findings(query: str, key: str) -> str:
    """The part of the queue that the filter names, and of that what is open in this way."""
    part = QueryDict(query, mutable=True)
    part["findings"] = key
    return part.urlencode()
