"""A company as chance makes it: what people could have answered, in combinations that nobody thought of."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from accounts.models import RoleAssignment, User
from accounts.permissions import Role
from assessments.models import Assessment, Commitment, Justification, TakenOffer, TakenProtection
from assessments.services.answer_state import set_answer_state
from derivation.services import deriving
from panels.models import Delegation, Panel, PanelResponse
from systems.models import Exercise, Finding, System
from systems.services.staleness import mark_stale
from tests.benchmarks.large_company import fill


def found_random_company(size: int) -> None:
    """Systems with answers, protection, exercises and dependencies, all derived.

    Some rounds are still open, with several people heard; some contradictions are wanted; some systems have nobody who
    answers for them, or somebody whom no mail reaches, or are retired while others need them.
    """
    fill(size, dependents=size // 5)
    owners = User.objects.filter(owned_systems__isnull=False).distinct()
    RoleAssignment.objects.bulk_create(RoleAssignment(user=each, role=Role.OWNER) for each in owners)
    User.objects.filter(pk__in=[each.pk for each in owners][::7]).update(unreachable_since=timezone.now())
    for assessment in Assessment.objects.order_by("pk")[::4]:
        reopen(assessment)
    systems = list(System.objects.order_by("pk").values_list("pk", flat=True))
    System.objects.filter(pk__in=systems[::13]).update(owner=None)
    System.objects.filter(pk__in=systems[::17]).update(status=System.Status.RETIRED)
    record_exercises()
    set_answer_state(systems)
    mark_stale(systems)
    deriving.derive(systems)
    for finding in Finding.objects.open().filter(justifiable=True, system__owner__isnull=False).order_by("pk")[::5]:
        justify(finding)
    take_statistics()


def take_statistics() -> None:
    """As PostgreSQL does by itself soon after so many changes; without, it plans for empty tables."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def record_exercises() -> None:
    """Exercises of every kind, each with a file that tells of it."""
    minutes = default_storage.save("evidence/minutes", ContentFile(b"Nobody had the key."))
    Exercise.objects.update(evidence_file=minutes, evidence_name="minutes.txt")
    for at, kind in enumerate(Exercise.Kind.values):
        Exercise.objects.filter(pk__in=list(Exercise.objects.values_list("pk", flat=True)[at::3])).update(kind=kind)


def reopen(assessment: Assessment) -> None:
    """What was sent is a draft again, about which the owner asks others: for their view, and a single question."""
    assessment.state, assessment.answers, assessment.submitted = Assessment.State.OPEN, assessment.submitted, None
    assessment.save()
    owner = assessment.respondent
    panel = Panel.objects.create(assessment=assessment, asked_by=owner, due_on=timezone.localdate())
    PanelResponse.objects.create(panel=panel, person=owner)
    Delegation.objects.create(assessment=assessment, person=owner, asked_by=owner, questions=["what_stops"])


def justify(finding: Finding) -> None:
    about = {"code": finding.code, "subject": finding.subject, "read": finding.read}
    Justification.objects.create(system=finding.system, by=finding.system.owner, reason="It is meant so.", **about)
    promised = {"action": "fund", "who": "Somebody", "due_on": timezone.localdate(), "by": finding.system.owner}
    Commitment.objects.create(system=finding.system, finding=finding.code, **promised)
    change = {"before": {"strategy": ""}, "now": {"strategy": "pilot_light"}}
    TakenProtection.objects.create(system=finding.system, finding=finding.code, by=finding.system.owner, **change)
    round_ = finding.system.assessments.first()
    if round_ is not None:
        TakenOffer.objects.create(assessment=round_, finding=finding.code, by=finding.system.owner)
