"""Asking several people about a system."""

from __future__ import annotations

from itertools import chain

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from accounts.services.access import PersonRequest
from accounts.services.once import once
from assessments.models import Assessment
from panels.actions import inviting
from panels.actions.inviting import RoundOver
from panels.forms.inviting import InviteForm
from panels.models import Panel
from panels.services.rights import may_invite
from systems.models import System
from systems.services.people import NewPerson, person_for


@require_http_methods(["GET", "HEAD", "POST"])
@once
def ask_several(request: PersonRequest, key: str) -> HttpResponse:
    """Whom to ask about this system; where people are asked already, more of them."""
    system = get_object_or_404(System.objects.for_user(request.user).in_use().select_related("owner"), key=key)
    if not may_invite(request.user, system):
        raise PermissionDenied(gettext("Only the owner of %(name)s or an architect asks others.") % {"name": system})
    of_round = {"assessment__system": system, "assessment__state__in": Assessment.UNDER_WAY}
    current = Panel.objects.for_user(request.user).under_way().filter(**of_round).first()
    if current is not None and current.state != Panel.State.FIRST:
        return redirect("panels:panel", panel_id=current.public_id)
    sent = request.POST if request.method == "POST" else None
    form = InviteForm(sent, system=system, by=request.user, more=current is not None)
    if sent is not None and form.is_valid():
        return invite(request, system, form)
    context = {"system": system, "form": form, "panel": current}
    return render(request, "panels/invite.html", context, status=200 if sent is None else 422)


def invite(request: PersonRequest, system: System, form: InviteForm) -> HttpResponse:
    try:
        with transaction.atomic():
            # Not a list: they are created once the round is held, as everything else that is written in the trail.
            new = (person_for(NewPerson(email), by=request.user, as_owner=True) for email in form.unknown)
            panel = inviting.invite(
                system=system,
                people=chain(form.cleaned_data["people"], filter(None, new)),
                by=request.user,
                due_on=form.cleaned_data.get("due_on"),
                decider=form.cleaned_data.get("decider"),
            )
    except inviting.NobodyOwns:
        form.add_error(None, gettext("Name an owner who may sign in first: somebody has to decide in the end."))
        context = {"system": system, "form": form}
        return render(request, "panels/invite.html", context, status=422)
    except RoundOver:
        messages.info(request, gettext("The first round is over, so nobody joins it any more."))
        return redirect("systems:detail", key=system.key)
    messages.success(request, gettext("They are asked by mail. You see here who has answered."))
    return redirect("panels:panel", panel_id=panel.public_id)
