"""A draft of the policy: begin it, change it, look at it, remove it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import Permission
from accounts.services.access import PersonRequest, permission_required
from accounts.services.once import once
from policies.actions import drafts as actions
from policies.actions.publishing import fresh_simulation
from policies.forms.editing import COPIES, STRATEGIES, PolicyEditing
from policies.models import PolicyVersion
from policies.presenters.differences import differences
from policies.services import in_force as policies
from policies.services.simulation import policy_of
from policies.views.versions import crumbs
from presentation.forms.rows import rearranges
from presentation.forms.saying_back import say_back
from questionnaires.services.versions import DraftChanged, DraftGone
from recovery.policy import Policy


@require_POST
@permission_required(Permission.EDIT_POLICY)
@once
def begin(request: PersonRequest) -> HttpResponse:
    """`start` says with what: with what is in force, with the method's own numbers, or with a published version."""
    start, document = request.POST.get("start", ""), None
    if start == "method":
        document = policies.default().to_document()
    elif start:
        known = dict(PolicyVersion.objects.published().values_list("version", "pk"))
        document = policy_of(get_object_or_404(versions(request), pk=known.get(start))).to_document()
    draft = actions.begin_draft(by=request.user, document=document)
    return redirect("policies:edit", draft.pk)


@require_safe
@permission_required(Permission.EDIT_POLICY)
def draft(request: PersonRequest, pk: int) -> HttpResponse:
    """What the draft changes, and the next step on its way."""
    row = get_object_or_404(versions(request).select_related("created_by"), pk=pk)
    if row.published_at:
        return redirect("policies:version", row.pk)
    in_force = policies.current()
    context = {
        "draft": row,
        "in_force": in_force,
        "changes": differences(in_force, policy_of(row)),
        "simulation": fresh_simulation(row, in_force.version),
        "others": row.simulations.exists(),
        "crumbs": crumbs(gettext("Draft")),
    }
    return render(request, "policies/draft.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.EDIT_POLICY)
def edit(request: PersonRequest, pk: int) -> HttpResponse:
    row = versions(request).select_related("created_by").filter(pk=pk).first()
    if request.method == "POST":
        return sent(request, pk, row)
    row = get_object_or_404(versions(request), pk=pk)
    if row.published_at:
        return redirect("policies:version", row.pk)
    editing = PolicyEditing.of_policy(policy_of(row), revision=row.revision, note=row.note)
    return page(request, row, editing)


def sent(request: PersonRequest, pk: int, row: PolicyVersion | None) -> HttpResponse:
    """A button that moves rows shows them moved; any other saves."""
    if rearranges(request.POST):
        return page(request, row, PolicyEditing.rearranged(request.POST))
    editing = PolicyEditing.sent(request.POST)
    if not editing.is_valid():
        return page(request, row, editing, status=422)
    given = {"document": editing.document(), "note": editing.form.cleaned_data["note"], "by": request.user}
    try:
        if row is None:
            raise DraftGone
        actions.save_draft(draft=row, revision=editing.form.cleaned_data["revision"], **given)
    except DraftGone:
        row = actions.begin_draft(**given)
        gone = gettext("That draft was published or removed meanwhile. What you typed is kept here, in a new draft.")
        messages.warning(request, gone)
        return redirect("policies:draft", row.pk)
    except DraftChanged:
        return conflict(request, pk, editing)
    for form in (editing.form, *editing.strategies, *editing.copies):
        say_back(request, form)
    messages.success(request, gettext("The draft is saved. It binds nobody until it is published."))
    return redirect("policies:draft", row.pk)


def conflict(request: PersonRequest, pk: int, editing: PolicyEditing) -> HttpResponse:
    """Somebody else saved the draft: both texts, and saving again puts one's own in place, now knowingly."""
    row = get_object_or_404(versions(request), pk=pk)
    theirs = differences(policy_of(row), Policy.from_document(editing.document()))
    return page(request, row, editing.with_revision(row.revision), status=409, theirs=theirs, conflict=True)


def page(
    request: PersonRequest, row: PolicyVersion | None, editing: PolicyEditing, status: int = 200, **more: Any
) -> HttpResponse:
    crumb = crumbs(gettext("Change the policy"))
    if row is not None:
        crumb.insert(1, {"label": gettext("Draft"), "url": reverse("policies:draft", args=[row.pk])})
    errors = list(editing.errors()) if status == 422 else []
    context = {
        "draft": row,
        "editing": editing,
        "errors": errors,
        "crumbs": crumb,
        "full": len(editing.strategies) >= STRATEGIES.most,
        "full_of_copies": len(editing.copies) >= COPIES.most,
        "alone": len(editing.strategies) == 1,
        **more,
    }
    return render(request, "policies/edit.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.EDIT_POLICY)
def remove(request: PersonRequest, pk: int) -> HttpResponse:
    row = versions(request).filter(pk=pk, published_at__isnull=True).first()
    if request.method == "POST":
        if row is not None:
            try:
                actions.remove_draft(draft=row, by=request.user)
            except DraftGone:
                row = None
        messages.success(request, gettext("The draft is removed.") if row else gettext("The draft is gone already."))
        return redirect("policies:policy")
    row = get_object_or_404(versions(request).drafts(), pk=pk)
    return render(request, "policies/remove.html", {"draft": row, "crumbs": crumbs(gettext("Draft"))})


def versions(request: PersonRequest) -> Any:
    return PolicyVersion.objects.for_user(request.user)
