"""Returning answers with a comment."""

from __future__ import annotations

import uuid

import pytest

from accounts.models import AuditEntry
from accounts.permissions import Role
from assessments.models import Assessment, Decision
from notifications.models import OutgoingMail
from systems.models import Profile
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def words(response) -> str:
    return response.content.decode()


def test_the_comment_reaches_the_owner(give_back, architect, owner, blocked):
    response = give_back(architect, blocked, comment="Four hours?", question="mtd")
    assert "gets your comment by mail" in words(response)
    decision = Decision.objects.get()
    assert (decision.outcome, decision.comment, decision.question) == ("returned", "Four hours?", "mtd")
    assert Assessment.objects.get().state == "returned"
    assert Profile.objects.get(pk=blocked.system_id).answer_state == "returned"
    assert OutgoingMail.objects.get().recipient == owner
    assert AuditEntry.objects.get(action="assessment.returned").detail["comment"] == "Four hours?"


@pytest.mark.parametrize("who", ["owner", "manager", "stranger", "administrator"])
def test_only_architects_return(who, request, give_back, blocked):
    assert give_back(request.getfixturevalue(who), blocked).status_code == 403
    assert not Decision.objects.exists()


def test_nobody_returns_their_own(give_back, blocked):
    both = PersonFactory(roles=[Role.OWNER, Role.ARCHITECT])
    Assessment.objects.update(respondent=both)
    assert "Another architect decides." in words(give_back(both, blocked))
    assert not Decision.objects.exists()


@pytest.mark.parametrize("comment", ["", "   ", "x" * 2001])
def test_without_a_comment_the_owner_would_not_know_what_to_do(give_back, architect, blocked, comment):
    response = give_back(architect, blocked, comment=comment, question="mtd")
    assert response.status_code == 422
    assert ("so that the owner knows what to do" in words(response)) == (len(comment) < 2000)
    assert "it has 2001" in words(response) or len(comment) < 2000
    assert '<option value="mtd" selected>' in words(response)
    assert not Decision.objects.exists()


def test_an_unknown_question_is_refused(give_back, architect, blocked):
    assert give_back(architect, blocked, question="nonsense").status_code == 422
    assert not Decision.objects.exists()


def test_what_was_sent_anew_meanwhile_is_looked_at_first(give_back, architect, blocked):
    response = give_back(architect, blocked, sent="2020-01-01T00:00:00+00:00", comment="Kept <b>words</b>")
    assert "have changed since you saw them" in words(response)
    assert "Kept &lt;b&gt;words&lt;/b&gt;" in words(response)
    assert not Decision.objects.exists()


def test_the_same_click_again_is_the_same_decision(give_back, architect, blocked):
    key = str(uuid.uuid4())
    for _ in range(3):
        assert "gets your comment by mail" in words(give_back(architect, blocked, key=key))
    assert Decision.objects.count() == OutgoingMail.objects.count() == 1
