"""Nobody decides about what they had a part in: answered in any role, chose who answers, or made somebody's account."""

from __future__ import annotations

import pytest
from django.db import transaction

from accounts.actions.people import create_person
from accounts.models import User
from accounts.permissions import Role
from assessments.models import Assessment, Decision, Justification
from assessments.services.four_eyes import may_decide
from derivation.services.deriving import derive
from panels.models import Delegation, Panel, PanelResponse
from recovery.durations import DAY, HOUR
from systems.models import System
from systems.services.staleness import mark_stale
from tests.factories import PersonFactory
from tests.panels.rounds import round_of
from tests.systems.conftest import text

pytestmark = pytest.mark.django_db


def answers_in_a_panel(person: User, round_: Assessment) -> None:
    panel = Panel.objects.create(assessment=round_, asked_by=round_.respondent)
    PanelResponse.objects.create(panel=panel, person=person)


def chooses_the_panel(person: User, round_: Assessment) -> None:
    Panel.objects.create(assessment=round_, asked_by=person)


def answers_for_the_owner(person: User, round_: Assessment) -> None:
    Delegation.objects.create(assessment=round_, person=person, asked_by=round_.respondent)


def makes_the_owner(person: User, round_: Assessment) -> None:
    """An account with an address of one's own, named as the owner of a system."""
    puppet = create_person(by=person, email="architects.other.mailbox@example.org", name="Owner", roles=[Role.OWNER])
    System.objects.filter(pk=round_.system_id).update(owner=puppet)
    Assessment.objects.filter(pk=round_.pk).update(respondent=puppet, submitted_by=puppet)


def answered_before(person: User, round_: Assessment) -> None:
    """Owned it, answered, and gave it away before it was decided."""
    Assessment.objects.filter(pk=round_.pk).update(submitted_by=person)


PARTS = (answers_in_a_panel, chooses_the_panel, answers_for_the_owner, makes_the_owner, answered_before)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_who_had_a_part_does_not_approve(part, approve, give_back, architect, fitting):
    with transaction.atomic():
        part(architect, fitting)
    for press in (approve, give_back):
        assert "Another architect decides." in text(press(architect, fitting))
    assert not Decision.objects.exists()
    other = PersonFactory(roles=[Role.ARCHITECT])
    approve(other, fitting)
    assert Decision.objects.get().by == other


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_who_had_a_part_does_not_accept_reasons(part, sign_in, architect, blocked):
    finding = blocked.system.findings.open().filter(justifiable=True).first()
    about = {"code": finding.code, "subject": finding.subject, "read": finding.read}
    reason = Justification.objects.create(system=blocked.system, by=blocked.respondent, reason="It is so.", **about)
    with transaction.atomic():
        part(architect, blocked)
    address = f"/review/reasons/{reason.pk}/accept/"
    assert "Accept the reason" not in text(sign_in(architect).get("/systems/shop/decision/"))
    sign_in(architect).post(address)
    assert Justification.objects.get().state == "said"
    sign_in(PersonFactory(roles=[Role.ARCHITECT])).post(address)
    assert Justification.objects.get().state == "accepted"


def test_the_account_of_who_answers_is_shown_beside_the_decision(sign_in, architect, fitting):
    maker = PersonFactory(email="maker@example.org", roles=[Role.ARCHITECT])
    with transaction.atomic():
        makes_the_owner(maker, fitting)
    page = text(sign_in(architect).get("/systems/shop/decision/"))
    assert "maker@example.org added the account of Owner on" in page


def test_a_part_in_what_was_approved_before_does_not_count(approve, architect, fitting, shop, owner):
    answers_in_a_panel(architect, fitting)
    approve(PersonFactory(roles=[Role.ARCHITECT]), fitting)
    round_of(shop, rto=4 * HOUR, rpo=DAY, mtd=DAY)
    mark_stale([shop.pk])
    derive([shop.pk])
    assert may_decide(architect, shop)
