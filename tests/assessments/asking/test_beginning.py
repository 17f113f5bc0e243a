"""The owner's way in: where a mail leads, what a look leaves as it was, and the button that begins."""

from __future__ import annotations

import re
import uuid

import pytest

from accounts.models import AuditEntry
from accounts.permissions import Role
from assessments.actions import reviewing
from assessments.models import Assessment, Decision
from assessments.services import inviting
from derivation.services.deriving import derive
from notifications.models import OutgoingMail
from notifications.services.composing import message_for
from recovery.durations import DAY, HOUR
from systems.models import Profile, System
from tests.assessments.answering.conftest import address, place
from tests.factories import PersonFactory, SystemFactory
from tests.panels.rounds import round_of
from tests.rows import changed, every_row

pytestmark = pytest.mark.django_db
PAGE = "/systems/shop/answer/"


@pytest.fixture
def shop(owner) -> System:
    return SystemFactory(key="shop", name="Shop", owner=owner)


@pytest.fixture
def approved(shop, architect) -> Decision:
    round_ = round_of(shop, rto=4 * HOUR, rpo=DAY, mtd=DAY)
    derive([shop.pk])
    seen = reviewing.seen_of(round_, Profile.objects.get(pk=shop.pk))
    return reviewing.approve(assessment=round_, key=uuid.uuid4(), seen=seen, by=architect)


def words(response) -> str:
    return re.sub(r"<[^>]+>|\s+", " ", response.content.decode())


def button(response) -> str:
    """What the button says that begins."""
    form_that_begins = rf'<form method="post" action="{PAGE}"[^>]*>(.*?)</form>'
    (form,) = re.findall(form_that_begins, response.content.decode())
    return re.sub(r"<[^>]+>", "", form).strip()


# A look.


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_look_at_what_is_approved_leaves_every_row_as_it_was(method, sign_in, owner, shop, approved):
    client, before = sign_in(owner), every_row()
    assert getattr(client, method)(PAGE).status_code == 200
    assert changed(before, every_row()) == []
    assert Profile.objects.get(pk=shop.pk).answer_state == "approved"


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("state", [None, "open", "submitted", "returned", "approved", "closed"])
@pytest.mark.parametrize("before_me", [False, True], ids=["asked", "another was asked"])
def test_a_look_leaves_every_row_as_it_was(method, state, before_me, sign_in, owner, shop, stranger):
    if state:
        round_of(shop, state=state, by=stranger if before_me else owner, rto=HOUR, rpo=HOUR)
    client, before = sign_in(owner), every_row()
    assert getattr(client, method)(PAGE).status_code in (200, 302)
    assert changed(before, every_row()) == []


def test_what_is_approved_says_since_when_by_whom_and_that_nothing_is_to_do(sign_in, owner, architect, approved):
    page = sign_in(owner).get(PAGE)
    assert "There is nothing to do for you" in words(page)
    assert f"Shop was approved by {architect} on" in words(page)
    assert button(page) == "Begin again"


def test_what_was_approved_long_ago_asks_whether_it_is_still_so(sign_in, owner, shop, approved):
    long_ago = approved.at.replace(year=approved.at.year - 3)
    Decision.objects.update(at=long_ago)
    Assessment.objects.update(submitted_at=long_ago)
    derive([shop.pk])
    page = sign_in(owner).get(PAGE)
    assert "Is it still so?" in words(page)
    assert "nothing to do" not in words(page)
    assert button(page) == "Begin again"


def test_what_nobody_was_asked_about_offers_to_begin(sign_in, owner, shop):
    page = sign_in(owner).get(PAGE)
    assert "Questions about Shop" in words(page)
    assert button(page) == "Begin"


def test_what_another_was_asked_about_offers_to_go_on(sign_in, owner, shop, stranger):
    round_of(shop, state="open", by=stranger, rto=HOUR)
    page = sign_in(owner).get(PAGE)
    assert f"{stranger} was asked before you" in words(page)
    assert button(page) == "Go on answering"


def test_what_is_under_way_goes_on_at_the_first_open_question(sign_in, owner, shop):
    round_ = round_of(shop, state="open", change_interval=HOUR)
    assert sign_in(owner).get(PAGE)["Location"] == address(round_, "harm")


def test_what_nobody_has_answered_yet_goes_on_the_short_way(sign_in, owner, shop):
    round_ = round_of(shop, state="open")
    assert sign_in(owner).get(PAGE)["Location"] == place(round_, "express")


def test_what_is_in_review_is_shown(sign_in, owner, shop):
    round_ = round_of(shop, rto=HOUR, rpo=HOUR)
    assert sign_in(owner).get(PAGE)["Location"] == place(round_, "check")


# The button.


def test_the_button_leads_to_the_three_questions(sign_in, owner, shop):
    response = sign_in(owner).post(PAGE)
    round_ = Assessment.objects.get()
    assert response["Location"] == place(round_, "express")
    assert round_.respondent == owner
    assert AuditEntry.objects.filter(action="assessment.begun", actor=owner.email).count() == 1


def test_pressing_twice_begins_one_round(sign_in, owner, shop):
    client = sign_in(owner)
    assert len({client.post(PAGE)["Location"] for _ in range(2)}) == 1
    assert Assessment.objects.count() == 1
    assert AuditEntry.objects.filter(action="assessment.begun").count() == 1


def test_a_new_round_starts_from_what_was_approved_and_the_approval_is_kept(sign_in, owner, shop, approved):
    client, old = sign_in(owner), approved.assessment
    old.refresh_from_db()
    plan = Profile.objects.values("rto_seconds", "rpo_seconds", "strategy").get(pk=shop.pk)
    client.post(PAGE)
    new = Assessment.objects.get(state="open")
    assert new.answers == {key: {**answer, "before": True} for key, answer in old.submitted.items()}
    assert Profile.objects.get(pk=shop.pk).answer_state == "asked"
    derive([shop.pk])
    assert Profile.objects.values("rto_seconds", "rpo_seconds", "strategy").get(pk=shop.pk) == plan
    assert list(Decision.objects.values_list("pk", "outcome")) == [(approved.pk, "approved")]


def test_the_new_owner_takes_over_what_the_old_one_was_asked(sign_in, owner, shop, stranger):
    round_ = round_of(shop, state="open", by=stranger, change_interval=HOUR)
    client = sign_in(owner)
    client.post(PAGE)
    assert Assessment.objects.get().respondent == owner
    assert client.get(PAGE)["Location"] == address(round_, "harm")


# Begun again: the architect is told, and it can be discarded until it is sent.


@pytest.fixture
def again(sign_in, owner, approved) -> Assessment:
    sign_in(owner).post(PAGE)
    return Assessment.objects.get(state="open")


def mail_about(round_: Assessment):
    return message_for(OutgoingMail.objects.get(kind="begun_again", context__round=str(round_.public_id)))


def test_who_approved_it_is_told_once_by_mail_and_in_the_list(sign_in, owner, architect, again):
    sign_in(owner).post(PAGE)
    (owed,) = OutgoingMail.objects.filter(kind="begun_again")
    assert owed.recipient == architect
    assert f"{owner} has begun to answer the questions about Shop again." in mail_about(again).body
    assert "was approved, begun again on" in words(sign_in(architect).get("/to-do/"))


def test_discarded_the_approval_holds_as_if_nothing_had_begun(sign_in, owner, shop, again):
    derive([shop.pk])
    client, plan = sign_in(owner), Profile.objects.values("rto_seconds", "inputs_hash").get(pk=shop.pk)
    for page in (place(again, "check"), "/systems/shop/decision/"):
        assert "Leave it as approved" in words(client.get(page)), page
    response = client.post(place(again, "discard"), follow=True)
    assert "The approval holds as before." in words(response)
    assert "There is nothing to do for you" in words(response)
    assert Profile.objects.get(pk=shop.pk).answer_state == "approved"
    derive([shop.pk])
    assert Profile.objects.values("rto_seconds", "inputs_hash").get(pk=shop.pk) == plan
    assert AuditEntry.objects.filter(action="assessment.discarded", actor=owner.email).count() == 1
    assert mail_about(again) is None
    client.post(place(again, "discard"))
    assert AuditEntry.objects.filter(action="assessment.discarded").count() == 1


def test_what_was_sent_is_not_discarded(sign_in, owner, again):
    client = sign_in(owner)
    client.post(place(again, "submit"), {"version": again.version})
    client.post(place(again, "reopen"))
    assert "Leave it as approved" not in words(client.get(place(again, "check")))
    assert "cannot be discarded" in words(client.post(place(again, "discard"), follow=True))
    assert Assessment.objects.get(pk=again.pk).state == "open"


def test_what_an_architect_asked_for_is_not_discarded(sign_in, owner, architect, approved, shop):
    inviting.invite(systems=[shop], by=architect)
    round_ = Assessment.objects.get(state="open")
    assert "cannot be discarded" in words(sign_in(owner).post(place(round_, "discard"), follow=True))
    assert Assessment.objects.get(pk=round_.pk).state == "open"
    assert not OutgoingMail.objects.filter(kind="begun_again").exists()


def test_what_was_never_approved_has_nothing_to_go_back_to(sign_in, owner, shop):
    sign_in(owner).post(PAGE)
    round_ = Assessment.objects.get()
    assert "cannot be discarded" in words(sign_in(owner).post(place(round_, "discard"), follow=True))


@pytest.mark.parametrize("page", ["/to-do/", "/systems/shop/"])
def test_where_nobody_was_asked_the_button_begins_at_once(page, sign_in, owner, shop):
    assert button(sign_in(owner).get(page)).startswith("Answer")


def test_what_is_approved_can_be_answered_again_from_the_system(sign_in, owner, approved):
    assert button(sign_in(owner).get("/systems/shop/decision/")) == "Answer again"


# Who.


@pytest.mark.parametrize("method", ["get", "head", "post"])
@pytest.mark.parametrize(("who", "status"), [("architect", 403), ("manager", 403), ("stranger", 404)])
def test_nobody_else_begins(method, who, status, request, sign_in, shop):
    client, before = sign_in(request.getfixturevalue(who)), every_row()
    assert getattr(client, method)(PAGE).status_code == status
    assert changed(before, every_row()) == []


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_peer_who_may_see_it_is_told_who_answers(method, sign_in, shop):
    peer = PersonFactory(roles=[Role.OWNER])
    System.objects.filter(pk=shop.pk).update(technical_contact=peer)
    response = getattr(sign_in(peer), method)(PAGE)
    assert response.status_code == 403
    assert "answers the questions about Shop" in words(response)


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_answers_for_a_retired_system(method, sign_in, owner, shop):
    System.objects.update(status=System.Status.RETIRED)
    response = getattr(sign_in(owner), method)(PAGE)
    assert response.status_code == 403
    assert "is retired" in words(response)
    assert not Assessment.objects.exists()
