"""Pages of what protects a system today: saying it, and asking the technical contact to say it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import Permission
from accounts.services.access import PersonRequest, permission_required
from accounts.services.once import once
from presentation.forms.saying_back import say_back
from systems.actions.protection import AskedLately, NobodyToAsk, ask_technical_contact, change_protection
from systems.actions.systems import SystemChanged
from systems.forms.differences import differences
from systems.forms.protection import ProtectionForm
from systems.models import Protection, System
from systems.services.rights import may_say_protection


@require_http_methods(["GET", "HEAD", "POST"])
def protection(request: PersonRequest, key: str) -> HttpResponse:
    system = one(request, key)
    if not may_say_protection(request.user, system):
        raise PermissionDenied(Permission.EDIT_SYSTEMS)
    form = ProtectionForm(
        request.POST if request.method == "POST" else None, instance=protection_of(system), system=system
    )
    extra: dict[str, object] = {}
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            change_protection(
                system=system, version=-1 if version is None else version, by=request.user, values=form.values()
            )
        except SystemChanged:
            form, extra = conflict(request, one(request, key))
        else:
            say_back(request, form)
            messages.success(request, gettext("Saved."))
            return redirect("systems:detail", system.key)
    context = {"form": form, "system": system, **extra}
    return render(request, "systems/protection.html", context, status=409 if extra else 422 if form.errors else 200)


def conflict(request: PersonRequest, system: System) -> tuple[ProtectionForm, dict[str, object]]:
    """The form as it was typed, with the version of now, and where it differs from what is stored."""
    typed = request.POST.copy()
    typed["version"] = str(system.version)
    form = ProtectionForm(typed, instance=protection_of(system), system=system)
    return form, {"differences": differences(form, ProtectionForm(instance=protection_of(system), system=system))}


def protection_of(system: System) -> Protection:
    return Protection.objects.filter(system=system).first() or Protection(system=system)


@require_POST
@permission_required(Permission.EDIT_SYSTEMS)
@once
def ask(request: PersonRequest, key: str) -> HttpResponse:
    """Ask the technical contact by mail."""
    system = one(request, key)
    try:
        inquiry = ask_technical_contact(system=system, by=request.user)
    except NobodyToAsk:
        words = gettext("Nobody could be asked. Name a technical contact who may sign in, under “Edit”.")
        messages.warning(request, words)
    except AskedLately as lately:
        asked = lately.args[0]
        words = gettext("%(person)s was asked on %(day)s. A second mail goes out after a day at the earliest.")
        day = date_format(localtime(asked.asked_at), "DATETIME_FORMAT")
        messages.info(request, words % {"person": asked.person, "day": day})
    else:
        messages.success(request, gettext("%(person)s is asked by mail.") % {"person": inquiry.person})
    return redirect("systems:detail", system.key)


def one(request: PersonRequest, key: str) -> System:
    return get_object_or_404(System.objects.for_user(request.user).select_related("technical_contact"), key=key)
