"""The page of one system: everything about it in one screen."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.models import AuditEntry, User
from accounts.permissions import Permission
from accounts.services.access import PersonRequest
from presentation.language import language
from systems.models import Exercise, Finding, System
from systems.models.plan_columns import PlanColumns
from systems.presenters.causes import in_causes
from systems.presenters.downloads import system_downloads
from systems.presenters.findings import findings_in_words
from systems.presenters.pictures import balance_of, impact_of, neighbourhood_of, responsive_line_of
from systems.presenters.plan import plan_in_words
from systems.presenters.proposals import proposal_in_words
from systems.presenters.protection import inquiry_about, protection_facts
from systems.presenters.upwards import reverse_or_nothing
from systems.queries.neighbourhood import MOST, both_ways, dependencies_of, dependents_of
from systems.queries.provisional import provisional_of
from systems.services.names import KnownNames, names_for
from systems.services.rights import may_say_protection

HISTORY = 12
EXERCISES = 5
WHOLE = ("profile", "business_unit", "owner", "technical_contact", "protection", "proposal", "provisional")


@require_safe
def detail(request: PersonRequest, key: str) -> HttpResponse:
    visible = System.objects.for_user(request.user)
    whole = visible.select_related(*WHOLE)
    system = get_object_or_404(whole, key=key)
    if request.htmx and request.htmx.target == "calculation":
        # Only the word about it: replacing more could take away what somebody is typing beside it.
        waiting = {"profile": system.profile, "waited": True, **standing(system, request)}
        return render(request, "systems/_calculation.html", waiting)
    needed, dependents = both_ways(system)
    ahead = dependencies_of(system, request.user, needed[:MOST])
    behind = dependents_of(system, request.user, dependents[:MOST])
    counts = {"needs": len(needed), "needed_by": len(dependents)}
    findings = list(Finding.objects.filter(system=system).open())
    provisional = provisional_of(system)
    shown = provisional or system.profile
    names = names_of(system, shown, findings, request.user)
    exercises = list(Exercise.objects.filter(system=system)[:EXERCISES])
    history = AuditEntry.objects.about("system", [system.pk])
    newest = list(history[: HISTORY + 1])
    spoken = language()
    context = {
        "system": system,
        "profile": system.profile,
        "provisional": provisional,
        "shown": shown,
        "planned": is_planned(shown),
        "picture": responsive_line_of(shown, exercise=last_measured(exercises), language=spoken),
        "neighbourhood": neighbourhood_of(system.profile, ahead, behind, counts=counts, language=spoken),
        "balance_picture": balance_of(shown, language=spoken),
        "harm_picture": impact_of(system.profile, language=spoken),
        "plan": plan_in_words(shown, audience(request), names),
        "causes": in_causes(findings_in_words(findings, audience=audience(request), names=names, plan=system.profile)),
        "needs": ahead,
        "needed_by": behind,
        "neighbour_counts": counts,
        "protection": protection_facts(getattr(system, "protection", None)),
        "inquiry": inquiry_about(system, request.user),
        "proposal": proposal_in_words(system),
        "exercises": exercises,
        "history": newest[:HISTORY],
        "history_count": len(newest) if len(newest) <= HISTORY else history.order_by().count(),
        **standing(system, request),
        **links(system, request.GET.urlencode()),
    }
    return render(request, "systems/detail.html", context)


def last_measured(exercises: list[Exercise]) -> Exercise | None:
    return next((exercise for exercise in exercises if exercise.kind in Exercise.MEASURING), None)


def audience(request: PersonRequest) -> str:
    """Architects read their own wording of the method's texts; everybody else the owner's."""
    return "architect" if request.user.may(Permission.REVIEW) else "owner"


def is_planned(shown: PlanColumns) -> bool:
    """Whether anything was derived from objectives."""
    return bool(shown.derived_at) and (shown.rto_state, shown.rpo_state) != ("unset", "unset")


def names_of(system: System, shown: PlanColumns, findings: list[Finding], person: User) -> KnownNames:
    """The names of the systems that the plan and its findings speak of."""
    derived = shown.derived()
    plan = [derived.because, derived.required_chain, derived.earliest_chain] if derived else []
    return names_for(person, [system], [*plan, *((each.message(), each.ways_out()) for each in findings)])


def standing(system: System, request: PersonRequest) -> dict[str, object]:
    """Where the system stands, and what this person can do about it."""
    profile, user = system.profile, request.user
    retired = system.status == System.Status.RETIRED
    is_owner = user.answers_for(system.owner_id) and user.may(Permission.ANSWER_QUESTIONS)
    return {
        "retired": retired,
        "calculating": bool(profile.stale_since) and not profile.derived_at,
        "newer_on_its_way": bool(profile.stale_since and profile.derived_at),
        "calculation_failed": bool(profile.stale_since and profile.last_error and profile.attempts),
        "nobody_asked": profile.answer_state == profile.AnswerState.NOT_ASKED and not retired,
        "is_owner": is_owner,
        "waits_for_owner": is_owner and profile.answer_state in profile.AWAITED and not retired,
        "unreachable": not retired and bool(system.owner and system.owner.is_active and system.owner.unreachable_since),
        "may_edit": user.may(Permission.EDIT_SYSTEMS),
        "may_say_protection": may_say_protection(user, system),
        "may_invite": user.may(Permission.INVITE_OWNERS) and system.owner_id is not None and not retired,
        "may_export": user.may(Permission.EXPORT_SUMMARIES),
    }


def links(system: System, query: str) -> dict[str, object]:
    """Addresses that belong to the applications above this one; the decision hears what the page is asked for."""
    decision = reverse_or_nothing("assessments:decision_fragment", system.key)
    return {
        "decision_url": f"{decision}?{query}" if decision and query else decision,
        "check_ins_url": reverse_or_nothing("checkins:page", system.key),
        "begin_url": reverse_or_nothing("assessments:begin", system.key),
        "invite_url": reverse_or_nothing("assessments:invite", system.key),
        "summary_url": reverse_or_nothing("exports:summary", system.key),
        "files": system_downloads(system.key),
    }
