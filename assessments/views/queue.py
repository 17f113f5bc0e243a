"""The queue: what was sent, by what it is filtered by; who decides about it; and one after the other."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import Permission
from accounts.services.access import PersonRequest, permission_required
from assessments.actions.assigning import Assigned
from assessments.actions.assigning import assign as assign_rounds
from assessments.forms.assigning import AssignForm
from assessments.models import Assessment
from assessments.services.reviewing.queue_filter import QueueFilter
from assessments.views.in_queue import following, queue_in
from presentation.numbers import grouped_number

PAGE = 50


@permission_required(Permission.REVIEW)
@require_safe
def queue(request: PersonRequest) -> HttpResponse:
    """What was sent, the oldest first."""
    found = QueueFilter(request.GET, user=request.user)
    page = Paginator(found.qs, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": found.form,
        "errors": [error for errors in found.errors.values() for error in errors],
        "query": found.query,
        "page": page,
        "numbers": list(page.paginator.get_elided_page_range(page.number)),
        "assign_form": AssignForm(user=request.user),
    }
    return render(request, "assessments/review/queue.html", context)


@permission_required(Permission.REVIEW)
@require_POST
def assign(request: PersonRequest) -> HttpResponse:
    """Those that were chosen (`round`), or all that the filter finds (`all`), are for one architect to decide."""
    query = queue_in(request.POST) or ""
    form, found = AssignForm(request.POST, user=request.user), QueueFilter.of_query(query, user=request.user).qs
    back = f"{reverse('assessments:queue')}?{query}".rstrip("?")
    if not form.is_valid():
        messages.warning(request, gettext("Choose who is to decide."))
        return redirect(back)
    chosen = found if form.cleaned_data["all"] else found.filter(public_id__in=form.rounds)
    tell(request, assign_rounds(rounds=chosen, to=form.cleaned_data["to"], by=request.user))
    return redirect(back)


@permission_required(Permission.REVIEW)
@require_safe
def next_one(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Leave this one as it is, and open the next."""
    here = get_object_or_404(Assessment.objects.for_user(request.user), public_id=public_id)
    address, _found = following(request.user, queue_in(request.GET) or "", here)
    return redirect(address)


def tell(request: PersonRequest, assigned: Assigned) -> None:
    """What came of it, in whole sentences."""
    if not (assigned.now or assigned.before or assigned.had_a_part):
        messages.info(request, gettext("Nothing was chosen that is still in review."))
    if assigned.now:
        text = ngettext("One system is assigned.", "%(n)s systems are assigned.", len(assigned.now))
        messages.success(request, text % {"n": grouped_number(len(assigned.now))})
    if assigned.before:
        text = ngettext("One was assigned so before.", "%(n)s were assigned so before.", len(assigned.before))
        messages.info(request, text % {"n": grouped_number(len(assigned.before))})
    if assigned.had_a_part:
        text = ngettext(
            "One was not assigned, because that person had a part in its answers.",
            "%(n)s were not assigned, because that person had a part in their answers.",
            len(assigned.had_a_part),
        )
        messages.warning(request, text % {"n": grouped_number(len(assigned.had_a_part))})
