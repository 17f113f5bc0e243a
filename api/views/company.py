"""Reading what concerns the whole company, each by the permission of its page."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Field, Query

from accounts.audit_words import registered
from accounts.models import AuditEntry, User
from accounts.permissions import Permission, Role
from api.models import Token
from api.presenters import company, plans
from api.services.paging import NO_ZERO, Paged, page_of
from api.views.interface import OF_LISTS, REFUSALS, Refused, Stopped, WithToken, interface
from api.views.systems import person_of
from assessments.models import Assessment
from exports.reports.portfolio import Portfolio, portfolio_of
from policies.models import PolicyVersion
from policies.services import in_force
from presentation.language import language
from questionnaires.presenters.wording import answers_in_words
from scenarios.models import Scenario
from scenarios.services.outlooks import NotWorkedOut, source_of
from scenarios.services.predicting import capacity_of

ANSWERS = WithToken(Token.Scope.ANSWERS_READ)
PORTFOLIO = WithToken(Token.Scope.PLANS_READ, Permission.VIEW_PORTFOLIO)
POLICY = WithToken(Token.Scope.PLANS_READ, Permission.EDIT_POLICY, Permission.VIEW_PORTFOLIO)
SCENARIOS = WithToken(Token.Scope.PLANS_READ, Permission.VIEW_SCENARIOS)
PEOPLE = WithToken(Token.Scope.PEOPLE_READ, Permission.MANAGE_PEOPLE)
TRAIL = WithToken(Token.Scope.TRAIL_READ, Permission.VIEW_TRAIL)
NOT_ANSWERED = {"state": "", "value": None}
OF_ASSESSMENTS = ("system", "questionnaire", "respondent", "submitted_by")


class AssessmentFilters(Paged):
    system: str = Field("", description=gettext_noop("The key of a system."), pattern=NO_ZERO)
    state: str = Field("", description=gettext_noop("How far the answers are."), pattern=NO_ZERO)


@interface.get(
    "/assessments", response={200: company.AssessmentsPage, **REFUSALS}, auth=ANSWERS, url_name="assessments",
    summary=gettext_noop("List who was asked about what"),
)  # fmt: skip
def list_assessments(request: HttpRequest, asked: Query[AssessmentFilters]) -> dict[str, Any]:
    """Each round of questions about a system."""
    rows = Assessment.objects.for_user(person_of(request)).select_related(*OF_ASSESSMENTS)
    if asked.state:
        if asked.state not in Assessment.State.values:
            raise Refused([{"field": "state", "detail": _("There is no such state.")}])
        rows = rows.filter(state=asked.state)
    return page_of(rows.filter(system__key=asked.system) if asked.system else rows, asked)


@interface.get(
    "/assessments/{uuid:public_id}", response={200: company.AnswersOut, **REFUSALS}, auth=ANSWERS,
    url_name="assessment", summary=gettext_noop("Read what was answered"),
)  # fmt: skip
def read_assessment(request: HttpRequest, public_id: UUID) -> Any:
    """What was last sent, question by question, as numbers and in words."""
    rows = Assessment.objects.for_user(person_of(request)).select_related(*OF_ASSESSMENTS)
    assessment = get_object_or_404(rows, public_id=public_id)
    sent: dict[str, Any] = assessment.submitted or {}
    topics = answers_in_words(assessment.questionnaire.document, sent, language()) if sent else ()
    said = [answer for topic in topics for answer in topic.answers]
    assessment.__dict__["answers"] = [
        {**(sent.get(each.key) or NOT_ANSWERED), "key": each.key, "question": each.question, "lines": each.lines}
        for each in said
    ]
    return assessment


@interface.get(
    "/portfolio", response={200: plans.PortfolioOut, **REFUSALS}, auth=PORTFOLIO, url_name="portfolio",
    summary=gettext_noop("Read the portfolio in numbers"),
)  # fmt: skip
def read_portfolio(request: HttpRequest) -> Portfolio:
    """Of the systems in use or planned."""
    return portfolio_of(person_of(request))


@interface.get(
    "/policy", response={200: company.PolicyOut, **REFUSALS}, auth=POLICY, url_name="policy",
    summary=gettext_noop("Read the policy in force"),
)  # fmt: skip
def read_policy(request: HttpRequest) -> dict[str, Any]:
    """All its numbers."""
    policy = in_force.current()
    return {"version": policy.version, "document": policy.to_document()}


@interface.get(
    "/policy/versions", response={200: company.PolicyVersionsPage, **REFUSALS}, auth=POLICY,
    url_name="policy_versions", summary=gettext_noop("List the versions of the policy"),
)  # fmt: skip
def list_policy_versions(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """Those that were published; for whoever may edit the policy drafts too."""
    rows = PolicyVersion.objects.for_user(person_of(request)).select_related("published_by").defer("document")
    return page_of(rows, asked)


@interface.get(
    "/policy/versions/{int:version_id}", response={200: company.WholePolicyVersionOut, **REFUSALS}, auth=POLICY,
    url_name="policy_version", summary=gettext_noop("Read a version of the policy"),
)  # fmt: skip
def read_policy_version(request: HttpRequest, version_id: int) -> PolicyVersion:
    """With all its numbers, as it was written then."""
    rows = PolicyVersion.objects.for_user(person_of(request)).select_related("published_by")
    return get_object_or_404(rows, pk=version_id)


@interface.get(
    "/scenarios", response={200: company.ScenariosPage, **REFUSALS}, auth=SCENARIOS, url_name="scenarios",
    summary=gettext_noop("List scenarios"),
)  # fmt: skip
def list_scenarios(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """What is lost, and with what recovery works."""
    return page_of(Scenario.objects.for_user(person_of(request)).select_related("unit"), asked)


def scenario_of(request: HttpRequest, scenario_id: int) -> Scenario:
    return get_object_or_404(Scenario.objects.for_user(person_of(request)).select_related("unit"), pk=scenario_id)


@interface.get(
    "/scenarios/{int:scenario_id}", response={200: company.ScenarioOut, **REFUSALS}, auth=SCENARIOS,
    url_name="scenario", summary=gettext_noop("Read a scenario"),
)  # fmt: skip
def read_scenario(request: HttpRequest, scenario_id: int) -> Scenario:
    """As somebody described it."""
    return scenario_of(request, scenario_id)


@interface.get(
    "/scenarios/{int:scenario_id}/prediction", response={200: company.PredictionOut, **OF_LISTS}, auth=SCENARIOS,
    url_name="prediction", summary=gettext_noop("Read what comes of a scenario"),
)  # fmt: skip
def read_prediction(request: HttpRequest, scenario_id: int) -> dict[str, Any]:
    """When each system is back. 409 where more fall than can be worked out while somebody waits."""
    scenario = scenario_of(request, scenario_id)
    try:
        outlook = source_of(scenario).outlook(capacity_of(scenario))
    except NotWorkedOut:
        raise Stopped(409, _("So many systems fall that it takes too long to work out while you wait.")) from None
    found = outlook.prediction
    return {
        "late": found.late,
        "cost_of_lateness": found.cost_of_lateness,
        "decides": found.decides,
        "order": found.order,
        "bound_seconds": found.bound,
        "unreadable": outlook.situation.unreadable,
        "systems": [company.PredictedOut.of(each, outlook.name_of(each.key)) for each in found.systems],
    }


class PeopleFilters(Paged):
    q: str = Field("", description=gettext_noop("Words in name or address."), pattern=NO_ZERO, max_length=200)
    role: str = Field("", pattern=NO_ZERO)


@interface.get(
    "/people", response={200: company.MembersPage, **REFUSALS}, auth=PEOPLE, url_name="people",
    summary=gettext_noop("List people"),
)  # fmt: skip
def list_people(request: HttpRequest, asked: Query[PeopleFilters]) -> dict[str, Any]:
    """With their roles, and whether they may sign in."""
    if asked.role and asked.role not in Role.values:
        raise Refused([{"field": "role", "detail": _("There is no such role.")}])
    rows = User.objects.for_user(person_of(request)).matching(q=asked.q, role=asked.role)
    return page_of(rows.prefetch_related("role_assignments"), asked)


@interface.get(
    "/people/{int:person_id}", response={200: company.MemberOut, **REFUSALS}, auth=PEOPLE, url_name="person",
    summary=gettext_noop("Read a person"),
)  # fmt: skip
def read_person(request: HttpRequest, person_id: int) -> User:
    """As administrators know them."""
    person: User = get_object_or_404(User.objects.for_user(person_of(request)), pk=person_id)
    return person


class TrailFilters(Paged):
    q: str = Field("", description=gettext_noop("Words in the name of what it is about."), pattern=NO_ZERO)
    who: str = Field("", description=gettext_noop("Part of an address."), pattern=NO_ZERO)
    action: str = Field("", description=gettext_noop("A code like `system.edited`."), pattern=NO_ZERO)
    since: date | None = None
    until: date | None = None


@interface.get(
    "/trail", response={200: company.EntriesPage, **REFUSALS}, auth=TRAIL, url_name="trail",
    summary=gettext_noop("Read the audit trail"),
)  # fmt: skip
def read_trail(request: HttpRequest, asked: Query[TrailFilters]) -> dict[str, Any]:
    """The oldest first, with the hashes that chain one entry to the next. Days are those of UTC."""
    if asked.action and asked.action not in registered():
        raise Refused([{"field": "action", "detail": _("There is no such code.")}])
    wanted = asked.dict(exclude={"limit", "cursor"})
    return page_of(AuditEntry.objects.matching(**wanted), asked)
