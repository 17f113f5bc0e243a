"""What is kept about a person: given as a file, and erased."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions import personal_data as actions
from accounts.models import User
from accounts.permissions import Permission
from accounts.services import duties
from accounts.services.access import PersonRequest, permission_required
from accounts.services.keeping import erasing
from accounts.views.people import people_crumbs


@require_POST
def own(request: PersonRequest) -> HttpResponse:
    """All that is kept about oneself."""
    return as_file(request.user, request.user)


@require_POST
@permission_required(Permission.MANAGE_PEOPLE)
def of_person(request: PersonRequest, pk: int) -> HttpResponse:
    return as_file(get_object_or_404(User.objects.for_user(request.user), pk=pk), request.user)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.MANAGE_PEOPLE)
def erase(request: PersonRequest, pk: int) -> HttpResponse:
    """Asks first: there is no way back."""
    somebody = get_object_or_404(User.objects.for_user(request.user), pk=pk)
    if request.method == "POST":
        try:
            actions.erase(person=somebody, by=request.user)
        except actions.StillHasAccess:
            messages.warning(request, gettext("This person may still sign in. End the access first."))
        else:
            messages.success(request, gettext("Name and address are erased."))
        return redirect("accounts:person", somebody.pk)
    context = {
        "person": somebody,
        "name": erasing.pseudonym(somebody)[0],
        "answers_for": duties.duties_of(somebody),
        "crumbs": people_crumbs(str(somebody)),
    }
    return render(request, "accounts/person_erase.html", context)


def as_file(person: User, by: User) -> HttpResponse:
    response = JsonResponse(
        actions.give(person=person, by=by), json_dumps_params={"indent": 2, "ensure_ascii": False, "default": str}
    )
    response["Content-Disposition"] = content_disposition_header(True, f"person-{person.pk}.json")
    return response
