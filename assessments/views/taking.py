"""A way out that was taken: what it changed, and the button that takes it back."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from accounts.services.access import PersonRequest
from assessments.actions import answering, taking
from assessments.models import Assessment, TakenOffer
from assessments.presenters.taken import taken_in_words
from assessments.views.beginning import why_not
from systems.models import System


@require_safe
def taken(request: PersonRequest, taken_id: int) -> HttpResponse:
    """The entry of the history, with everything that it changed."""
    row = known(request, taken_id)
    (said,) = taken_in_words([row], row.assessment, request.user)
    context = {"taken": said, "system": row.assessment.system}
    return render(request, "assessments/taken.html", context)


@require_POST
def undo(request: PersonRequest, taken_id: int) -> HttpResponse:
    """Take it back. Nothing is taken back that would lose what somebody changed since."""
    row = known(request, taken_id)
    try:
        round_ = taking.undo(taken=row, by=request.user)
    except answering.NotTheirs as error:
        raise PermissionDenied(why_not(row.assessment.system)) from error
    except (answering.NotOpen, answering.VersionConflict, taking.ChangedSince):
        messages.warning(request, not_undone())
        return redirect("assessments:taken", taken_id=taken_id)
    messages.success(request, undone())
    if round_.state == Assessment.State.SUBMITTED:
        return redirect("systems:detail", key=row.assessment.system.key)
    return redirect("assessments:check", public_id=round_.public_id)


def undone() -> str:
    return gettext("Taken back. Your answers are as they were before.")


def not_undone() -> str:
    return gettext("Nothing was taken back: the answers have been changed since, or decided upon.")


def known(request: PersonRequest, taken_id: int) -> TakenOffer:
    """One about a system that this person may know of."""
    rows = TakenOffer.objects.select_related(
        "by", "assessment__system__owner", "assessment__questionnaire", "assessment__respondent"
    )
    return get_object_or_404(rows.filter(assessment__system__in=System.objects.for_user(request.user)), pk=taken_id)
