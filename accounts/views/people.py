"""The people of the portal, for administrators."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions import people as actions
from accounts.forms import NewPersonForm, PeopleFilterForm, PersonForm
from accounts.models import AuditEntry, User
from accounts.permissions import Permission
from accounts.services import duties
from accounts.services.access import PersonRequest, permission_required
from accounts.services.keeping import erasing
from accounts.services.links import way_in
from accounts.services.once import once
from accounts.services.second_factor import factors

A_PAGE = 50
HISTORY_LENGTH = 20
COMING_AND_GOING = ("person.signed_in", "person.signed_out")


@require_safe
@permission_required(Permission.MANAGE_PEOPLE)
def people(request: PersonRequest) -> HttpResponse:
    form = PeopleFilterForm(request.GET)
    # A filter that cannot be read filters nothing: an old bookmark shows a list, not a fault.
    wanted = form.cleaned_data if form.is_valid() else {}
    found = User.objects.for_user(request.user).matching(**wanted).prefetch_related("role_assignments")
    page = Paginator(found.order_by("name", "email"), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "numbers": page.paginator.get_elided_page_range(page.number),
        "filtered": any(wanted.values()),
        "actions": [{"url": reverse("accounts:person_create"), "label": _("Add a person"), "primary": True}],
    }
    return render(request, "accounts/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.MANAGE_PEOPLE)
@once
def person_create(request: PersonRequest) -> HttpResponse:
    form = NewPersonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            person = actions.create_person(by=request.user, **form.cleaned_data)
        except actions.PersonExists as taken:
            form.add_error("email", already_there(taken.person))
        else:
            messages.success(request, how_to_sign_in(person))
            return redirect("accounts:person", person.pk)
    crumbs = people_crumbs(gettext("Add a person"))
    context = {"form": form, "crumbs": crumbs, "by_link": settings.SIGN_IN_BY_LINK}
    return render(request, "accounts/person_create.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.MANAGE_PEOPLE)
def person(request: PersonRequest, pk: int) -> HttpResponse:
    somebody = get_object_or_404(User.objects.for_user(request.user).prefetch_related("role_assignments"), pk=pk)
    form = PersonForm(request.POST if request.method == "POST" else None, initial=initial_of(somebody))
    status = 200
    if request.method == "POST":
        status = save(request, somebody, form)
        if status == 302:
            messages.success(request, gettext("Saved: %(person)s.") % {"person": form.cleaned_data["name"] or somebody})
            return redirect("accounts:people")
    context = {
        "person": somebody,
        "form": form,
        "now": initial_of(somebody) if status == 409 else None,
        "crumbs": people_crumbs(str(somebody)),
        "events": history_of(somebody),
        "duties": duties.duties_of(somebody),
        "identities": list(somebody.provider_identities.order_by("pk")),
        "second_factor": factors.has_any(somebody),
        "erased": erasing.is_erased(somebody),
    }
    return render(request, "accounts/person.html", context, status=status)


@require_POST
@permission_required(Permission.MANAGE_PEOPLE)
def forget_identities(request: PersonRequest, pk: int) -> HttpResponse:
    """For who has got another account at a provider: the next sign-in there finds them by the verified address."""
    somebody = get_object_or_404(User.objects.for_user(request.user), pk=pk)
    if actions.forget_identities(person=somebody, by=request.user):
        said = gettext("Providers no longer recognise %(person)s. All sessions were ended.")
        messages.success(request, said % {"person": somebody})
    return redirect("accounts:person", somebody.pk)


def save(request: PersonRequest, somebody: User, form: PersonForm) -> int:
    """The status of the answer; what stood in the way is said beside the field that it is about."""
    if not form.is_valid():
        return 422
    try:
        actions.change_person(person=somebody, by=request.user, **form.cleaned_data)
    except actions.PersonChanged:
        # What was typed stays in the form; sending it again, now knowingly, replaces what the other one wrote.
        again = request.POST.copy()
        again["version"] = str(somebody.version)
        form.data = again
        return 409
    except actions.OwnAccess:
        form.add_error("may_sign_in", gettext("You cannot end your own access. Ask another administrator to do it."))
        return 422
    except actions.LastAdministrator:
        form.add_error("roles", gettext("Nobody else could give roles any more. Make somebody an administrator first."))
        return 422
    return 302


def initial_of(somebody: User) -> dict[str, object]:
    return {
        "name": somebody.name,
        "roles": sorted(somebody.roles),
        "may_sign_in": somebody.is_active,
        "version": somebody.version,
    }


def people_crumbs(here: str) -> list[dict[str, object]]:
    return [{"label": _("People"), "url": reverse("accounts:people")}, {"label": here}]


def history_of(somebody: User) -> list[dict[str, object]]:
    """What was changed about the person. Coming and going is in the audit trail, but would bury it here."""
    entries = AuditEntry.objects.about("user", [somebody.pk]).exclude(action__in=COMING_AND_GOING)[:HISTORY_LENGTH]
    return [
        {"text": entry.sentence, "at": entry.at, "when": date_format(localtime(entry.at), "j F Y, H:i"),
         "by": entry.actor}
        for entry in entries
    ]  # fmt: skip


def already_there(somebody: User) -> str:
    url = reverse("accounts:person", args=[somebody.pk])
    return format_html(
        '{} <a href="{}">{}</a>', gettext("Somebody has this address already:"), url, somebody.get_full_name()
    )


def how_to_sign_in(somebody: User) -> str:
    if not settings.SIGN_IN_BY_LINK:
        return gettext("%(person)s can sign in now at %(url)s.") % {"person": somebody, "url": way_in(somebody.email)}
    return gettext("%(person)s can sign in now: %(url)s opens the page with a link by mail.") % {
        "person": somebody,
        "url": way_in(somebody.email),
    }
