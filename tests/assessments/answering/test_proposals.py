"""“Your company's list says 4 hours: still right?” One tap makes it an answer of who confirms it."""

from __future__ import annotations

import pytest

from systems.models import Proposal
from tests.assessments.answering.conftest import place
from tests.assessments.answering.test_express import words

pytestmark = pytest.mark.django_db
HOUR = 3600


@pytest.fixture
def proposal(system):
    return Proposal.objects.create(
        system=system, rto_seconds=4 * HOUR, rpo_seconds=HOUR, mtd_seconds=24 * HOUR, source="bia-2024.xlsx"
    )


def test_the_owner_is_asked_whether_it_is_still_right(answering, assessment, proposal):
    page = words(answering.get(place(assessment, "express")))
    assert "Back within 4 hours. Your company's list “bia-2024.xlsx” says so. Still right? Yes, 4 hours" in page
    assert "Unbearable after 24 hours." in page
    assessment.refresh_from_db()
    assert assessment.answers == {}


def test_one_tap_confirms_and_what_was_typed_stays(answering, assessment, proposal, send, owner):
    assert send(answering, assessment, "express", {"peak": "no"}, then="confirm-mtd")["Location"] == place(
        assessment, "express"
    )
    send(answering, assessment, "express", {"peak": "no", "mtd": "86400"}, then="confirm-rpo")
    assessment.refresh_from_db()
    assert set(assessment.answers) == {"peak", "mtd", "rpo"}
    assert assessment.answers["mtd"]["value"] == 24 * HOUR
    assert assessment.answers["rpo"]["value"]["seconds"] == HOUR
    assert assessment.answers["mtd"]["by"] == owner.pk
    page = words(answering.get(place(assessment, "express")))
    assert "Unbearable after 24 hours." not in page
    assert "Back within 4 hours." in page
    sent = answering.get(place(assessment, "outcome"))
    assert sent.context["missing"] == []


def test_an_rto_that_is_confirmed_is_the_one_that_is_derived_from(answering, assessment, proposal, send):
    send(answering, assessment, "express", {}, then="confirm-rto")
    assessment.refresh_from_db()
    assert assessment.answers["rto"]["value"]["seconds"] == 4 * HOUR


@pytest.mark.parametrize("then", ["confirm-", "confirm-nothing", "confirm-peak_mtd"])
def test_what_nobody_proposes_confirms_nothing(answering, assessment, proposal, send, then):
    assert send(answering, assessment, "express", {}, then=then).status_code == 302
    assessment.refresh_from_db()
    assert assessment.answers == {}


def test_twice_is_once_and_an_old_page_changes_nothing(answering, assessment, proposal, send):
    send(answering, assessment, "express", {}, then="confirm-rpo")
    send(answering, assessment, "express", {"rpo": "14400"}, then="next")
    send(answering, assessment, "express", {"rpo": "14400"}, then="confirm-rpo")
    assessment.refresh_from_db()
    assert assessment.answers["rpo"]["value"]["seconds"] == 4 * HOUR


def test_nobody_else_confirms(sign_in, stranger, assessment, proposal, send):
    assert send(sign_in(stranger), assessment, "express", {}, then="confirm-rpo").status_code in (403, 404)
    assessment.refresh_from_db()
    assert assessment.answers == {}
