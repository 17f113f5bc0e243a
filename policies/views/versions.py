"""The recovery policy in plain words: what is in force, what was, and how far the catalogue has come under it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.permissions import Permission
from accounts.services.access import PersonRequest, permission_required
from policies.models import PolicyVersion
from policies.presenters.differences import differences
from policies.presenters.progress import progress_of
from policies.presenters.wording import policy_in_words
from policies.services import in_force as policies
from policies.services.simulation import policy_of

HISTORY = 50


@require_safe
@permission_required(Permission.EDIT_POLICY, Permission.VIEW_PORTFOLIO)
def policy(request: PersonRequest) -> HttpResponse:
    in_force = policies.current()
    versions = PolicyVersion.objects.for_user(request.user).select_related("created_by", "published_by")
    published = list(versions.published()[:HISTORY])
    may_edit, default = request.user.may(Permission.EDIT_POLICY), policies.default()
    context = {
        **policy_in_words(in_force),
        "versions": published,
        "drafts": versions.drafts(),
        "may_edit": may_edit,
        "default": default if may_edit and published and differences(in_force, default) else None,
        "earlier": bool(published) and policies.is_earlier(published[0]),
        "progress": progress_of(in_force.version),
    }
    return render(request, "policies/policy.html", context)


@require_safe
@permission_required(Permission.EDIT_POLICY, Permission.VIEW_PORTFOLIO)
def version(request: PersonRequest, pk: int) -> HttpResponse:
    """A published version, and what it changed. A draft has a page of its own."""
    versions = PolicyVersion.objects.for_user(request.user).select_related("published_by")
    row = get_object_or_404(versions, pk=pk)
    if not row.published_at:
        return redirect("policies:draft", row.pk)
    earlier = PolicyVersion.objects.published().filter(published_at__lte=row.published_at).exclude(pk=row.pk).first()
    context = {
        **policy_in_words(policy_of(row)),
        "version": row,
        "changes": differences(policy_of(earlier) if earlier else policies.default(), policy_of(row)),
        "may_edit": request.user.may(Permission.EDIT_POLICY),
        "crumbs": crumbs(gettext("Version %(version)s") % {"version": row.version}),
    }
    return render(request, "policies/version.html", context)


@require_safe
@permission_required(Permission.EDIT_POLICY, Permission.VIEW_PORTFOLIO)
def progress(request: PersonRequest) -> HttpResponse:
    """How much is derived with the policy in force; for htmx the part that changes."""
    in_force = policies.current()
    context = {
        "policy": in_force,
        "progress": progress_of(in_force.version),
        "crumbs": crumbs(gettext("Calculating again")),
    }
    part = "policies/_progress.html" if request.htmx else "policies/progress.html"
    return render(request, part, context)


def crumbs(here: str) -> list[dict[str, Any]]:
    return [{"label": _("Policy"), "url": reverse("policies:policy")}, {"label": here}]
