"""Approval: four eyes, of what was seen, once."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from accounts.models import AuditEntry
from accounts.permissions import Role
from assessments.models import Assessment, Decision
from derivation.services.deriving import derive
from notifications.models import OutgoingMail
from recovery.durations import DAY, HOUR
from systems.models import Profile, System
from systems.services.staleness import mark_stale
from tests.factories import PersonFactory, SystemFactory
from tests.panels.rounds import round_of

pytestmark = pytest.mark.django_db


def words(response) -> str:
    return response.content.decode()


def test_what_is_approved_is_signed_word_for_word(approve, architect, owner, fitting):
    response = approve(architect, fitting, comment="Well done.")
    assert "Approved. The owner is told by mail." in words(response)
    decision, profile = Decision.objects.get(), Profile.objects.get(pk=fitting.system_id)
    signed = decision.signed
    assert (decision.by, decision.outcome, decision.comment) == (architect, "approved", "Well done.")
    assert (signed["rto"], signed["rpo"]) == (4 * HOUR, DAY)
    assert signed["plan"]["strategy"] == profile.strategy == "backup_restore"
    assert signed["answers"] == fitting.submitted
    assert signed["policy_version"] == decision.policy_version == profile.policy_version != ""
    assert Assessment.objects.get().state == "approved"
    assert profile.answer_state == "approved"
    assert OutgoingMail.objects.get().recipient == owner
    assert AuditEntry.objects.filter(action="assessment.approved", actor=architect.email).count() == 1
    assert "Approved the answers and the plan." in words(response)


@pytest.mark.parametrize(
    ("who", "status"), [("owner", 403), ("manager", 403), ("stranger", 403), ("administrator", 403)]
)
def test_only_architects_approve(who, status, request, approve, fitting):
    assert approve(request.getfixturevalue(who), fitting).status_code == status
    assert not Decision.objects.exists()


def test_approving_needs_a_person_a_post_and_an_assessment(client, sign_in, architect, fitting):
    address = reverse("assessments:approve", args=[fitting.public_id])
    assert "sign-in" in client.post(address)["Location"]
    assert sign_in(architect).get(address).status_code == 405
    assert sign_in(architect).post(reverse("assessments:approve", args=[uuid.uuid4()])).status_code == 404


@pytest.mark.parametrize("part", ["respondent", "submitted_by", "owner"])
def test_nobody_approves_what_is_their_own(approve, fitting, part):
    both = PersonFactory(roles=[Role.OWNER, Role.ARCHITECT])
    if part == "owner":
        System.objects.filter(pk=fitting.system_id).update(owner=both)
    else:
        Assessment.objects.update(**{part: both})
    fitting.refresh_from_db()
    assert "Another architect decides." in words(approve(both, fitting))
    assert not Decision.objects.exists()


def test_contradictions_stand_in_the_way(approve, architect, blocked):
    response = approve(architect, blocked, comment="Typed <b>words</b>")
    assert response.status_code == 422
    assert "blocks approval" in words(response) or "block approval" in words(response)
    assert not Decision.objects.exists()
    assert Assessment.objects.get().state == "submitted"


def test_while_the_plan_is_calculated_nothing_is_signed(approve, architect, fitting):
    mark_stale([fitting.system_id])
    response = approve(architect, fitting)
    assert "being calculated" in words(response)
    assert not Decision.objects.exists()
    derive([fitting.system_id])
    assert "Approved." in words(approve(architect, fitting))


def test_only_what_was_seen_is_signed(approve, architect, fitting):
    for changed in ({"plan": "another"}, {"sent": "2020-01-01T00:00:00+00:00"}):
        response = approve(architect, fitting, comment="Kept", **changed)
        assert "have changed since you saw them" in words(response)
        assert "Kept" in words(response)
    assert not Decision.objects.exists()


@pytest.mark.parametrize("state", ["open", "returned", "approved", "closed"])
def test_only_what_is_in_review_is_approved(approve, architect, fitting, state):
    Assessment.objects.update(state=state)
    assert "are no longer in review" in words(approve(architect, fitting))
    assert not Decision.objects.exists()


def test_the_same_click_again_is_the_same_decision(approve, architect, fitting):
    key = str(uuid.uuid4())
    replies = [approve(architect, fitting, key=key) for _ in range(10)]
    assert {(reply.status_code, reply.request["PATH_INFO"]) for reply in replies} == {(200, "/systems/shop/")}
    assert all("Approved. The owner is told by mail." in words(reply) for reply in replies)
    assert Decision.objects.count() == OutgoingMail.objects.count() == 1
    assert AuditEntry.objects.filter(action="assessment.approved").count() == 1


def test_two_architects_decide_once(approve, give_back, architect, fitting):
    other = PersonFactory(roles=[Role.ARCHITECT])
    approve(architect, fitting)
    assert "are no longer in review" in words(approve(other, fitting))
    assert "are no longer in review" in words(give_back(other, fitting))
    assert Decision.objects.count() == 1


def test_anothers_click_cannot_be_repeated(approve, architect, fitting):
    key = str(uuid.uuid4())
    approve(architect, fitting, key=key)
    other = PersonFactory(roles=[Role.ARCHITECT])
    assert "are no longer in review" in words(approve(other, fitting, key=key))


@pytest.mark.parametrize(
    "bad", [{"key": "nonsense"}, {"key": ""}, {"comment": "x" * 2001}, {"plan": "x" * 65}, {"sent": "x" * 61}]
)
def test_a_form_that_makes_no_sense_decides_nothing_and_loses_nothing(approve, architect, fitting, bad):
    response = approve(architect, fitting, **{"comment": "Typed <script>", **bad})
    assert response.status_code == 422
    assert "Typed &lt;script&gt;" in words(response) or "x" * 2001 in words(response)
    assert not Decision.objects.exists()


def test_what_was_signed_does_not_change_with_the_system(approve, architect, fitting):
    approve(architect, fitting)
    before = Decision.objects.get().signed
    System.objects.update(name="Renamed", running_cost=10_000_000)
    mark_stale([fitting.system_id])
    derive([fitting.system_id])
    assert Decision.objects.get().signed == before


def test_an_approval_is_known_to_the_method(approve, architect, fitting):
    approve(architect, fitting)
    Decision.objects.update(at=Decision.objects.get().at.replace(year=2020))
    mark_stale([fitting.system_id])
    derive([fitting.system_id])
    assert fitting.system.findings.open().filter(code="stale").exists()


def test_a_system_without_an_owner_or_respondent_can_be_approved(approve, architect):
    system = SystemFactory(owner=None)
    round_ = round_of(system, by=PersonFactory(), rto=4 * HOUR, rpo=DAY)
    Assessment.objects.update(respondent=None, submitted_by=None)
    derive([system.pk])
    round_.refresh_from_db()
    assert "Approved." in words(approve(architect, round_))
    assert not OutgoingMail.objects.exists()
