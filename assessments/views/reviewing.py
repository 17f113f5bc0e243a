"""The decisions of architects."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from accounts.permissions import Permission
from accounts.services.access import PersonRequest, permission_required
from assessments.actions import reviewing
from assessments.forms.reviewing import ApproveForm, ReturnForm
from assessments.models import Assessment
from assessments.views.decision import decision_page
from assessments.views.fragments import system_of
from assessments.views.in_queue import address_in_queue, following, queue_in
from presentation.numbers import grouped_number
from recovery.contradictions import contradicts


@permission_required(Permission.REVIEW)
@require_POST
def approve(request: PersonRequest, public_id: UUID) -> HttpResponse:
    assessment = _assessment(request, public_id)
    form = ApproveForm(request.POST)
    if not form.is_valid():
        return _again(request, assessment, approve_form=form)
    given = form.cleaned_data
    try:
        reviewing.approve(
            assessment=assessment,
            key=given["key"],
            seen=reviewing.Seen(given["sent"], given["plan"]),
            comment=given["comment"],
            by=request.user,
        )
    except reviewing.NotDecided as error:
        form.add_error(None, why_not(error))
        return _again(request, assessment, approve_form=form)
    messages.success(request, gettext("Approved. The owner is told by mail."))
    return _onwards(request, assessment)


@permission_required(Permission.REVIEW)
@require_POST
def return_(request: PersonRequest, public_id: UUID) -> HttpResponse:
    assessment = _assessment(request, public_id)
    form = ReturnForm(request.POST, document=assessment.questionnaire.document)
    if not form.is_valid():
        return _again(request, assessment, return_form=form)
    try:
        reviewing.return_(assessment=assessment, by=request.user, **form.cleaned_data)
    except reviewing.NotDecided as error:
        form.add_error(None, why_not(error))
        return _again(request, assessment, return_form=form)
    messages.success(request, gettext("Returned. The owner gets your comment by mail."))
    return _onwards(request, assessment)


def why_not(error: reviewing.NotDecided) -> str:
    """What stands in the way, and what to do."""
    if isinstance(error, reviewing.StillBlocked) and not any(contradicts(each.code) for each in error.findings):
        return gettext("An objective is not known yet. Help the owner, or ask somebody who knows.")
    if isinstance(error, reviewing.StillBlocked):
        count = len(error.findings)
        return ngettext(
            "%(n)s contradiction blocks approval. Return the answers, or accept the owner's reason.",
            "%(n)s contradictions block approval. Return the answers, or accept the owner's reasons.",
            count,
        ) % {"n": grouped_number(count)}
    return {
        reviewing.OwnAnswers: gettext(
            "You had a part in these answers: by answering, by choosing who answers, or by adding the account of "
            "somebody who does. Another architect decides."
        ),
        reviewing.NotInReview: gettext(
            "These answers are no longer in review: somebody has decided, or taken them back."
        ),
        reviewing.ChangedSince: gettext("The answers or the plan have changed since you saw them. Please look again."),
        reviewing.WorthALook: gettext("Something is worth a look there. Open it, and decide about it by itself."),
        reviewing.BeingCalculated: gettext("The plan is being calculated. Try again in a moment."),
    }[type(error)]


def _assessment(request: PersonRequest, public_id: UUID) -> Assessment:
    known = Assessment.objects.for_user(request.user).select_related("system", "questionnaire")
    return get_object_or_404(known, public_id=public_id)


def _onwards(request: PersonRequest, decided: Assessment) -> HttpResponse:
    """To the next one, for who works through the queue; else back to the system."""
    query = queue_in(request.POST)
    if query is None:
        return redirect("systems:detail", key=decided.system.key)
    address, found = following(request.user, query, decided)
    if not found:
        messages.info(request, gettext("That was the last one here that you can decide about."))
    return redirect(address)


def _again(
    request: PersonRequest,
    assessment: Assessment,
    *,
    approve_form: ApproveForm | None = None,
    return_form: ReturnForm | None = None,
) -> HttpResponse:
    """The page once more, with what was typed and what is wrong beside it; with fresh marks of what is seen now."""
    system = system_of(request, assessment.system.key)
    queue = queue_in(request.POST)
    context = decision_page(request.user, system, queue=queue, approve_form=approve_form, return_form=return_form)
    if not context["decides"]:
        refused = approve_form or return_form
        for text in refused.non_field_errors() if refused else ():
            messages.warning(request, str(text))
        return redirect(address_in_queue(system, queue))
    return render(request, "assessments/review/page.html", context, status=422)
