"""What somebody has to see to is promised with a name and a day: no fact before it is done, and never out of sight."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from assessments.models import Assessment, Commitment
from assessments.services.offers import token_of
from assessments.services.open_findings import open_for
from derivation.services.deriving import derive
from notifications.services.composing import message_for
from notifications.services.outgoing import owe
from questionnaires.services import changes, measures
from recovery.durations import DAY, HOUR
from systems.models import Finding, Profile, System
from systems.services.staleness import mark_stale
from tests.panels.rounds import round_of

pytestmark = pytest.mark.django_db
PAGE = "/systems/shop/promises/"
ON_CALL = {"finding": "unattended", "action": "on-call"}
WORKING_DAYS = 64 * HOUR


def words(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def day(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


@pytest.fixture
def unattended(shop) -> Assessment:
    """In review: back within 12 hours by hand, and nobody there for 64."""
    round_ = round_of(shop, rto=12 * HOUR, rpo=DAY, mtd=10 * DAY, unattended=WORKING_DAYS)
    derive([shop.pk])
    assert Finding.objects.open().filter(code="unattended").exists()
    return round_


def promise(client, *, until: int = 30, who: str = "Ana Pérez", **more):
    return client.post(PAGE, {**ON_CALL, "who": who, "due_on": day(until), **more}, follow=True)


def unattended_now() -> int:
    round_ = Assessment.objects.latest("pk")
    return measures.measure(round_.questionnaire.document, round_.submitted or round_.answers).facts["unattended"]


def ended(client, name: str):
    return client.post(reverse(f"assessments:{name}_promise", args=[Commitment.objects.get().pk]), follow=True)


def late() -> None:
    Commitment.objects.update(due_on=timezone.localdate() - timedelta(days=1))


def test_working_days_are_not_turned_into_day_and_night_by_a_click(sign_in, owner, unattended):
    finding = Finding.objects.get(code="unattended")
    token = token_of("unattended", {"unattended": 0}, "on-call")
    client = sign_in(owner)
    page = client.get("/systems/shop/decision/").content.decode()
    assert f'value="{token}"' not in page
    assert "?finding=unattended&amp;action=on-call" in page
    sent = {"offer": token, "version": unattended.version}
    client.post(reverse("assessments:accept_offer", args=["shop", finding.pk]), sent)
    assert Assessment.objects.get().submitted == unattended.submitted


def test_a_promise_changes_no_answer_and_the_finding_says_it(sign_in, owner, architect, unattended):
    client = sign_in(owner)
    assert "Arrange for somebody to be on call" in words(client.get(PAGE, ON_CALL))
    assert "stays in sight until it is done" in words(promise(client))
    assert Assessment.objects.get().submitted == unattended.submitted
    for person in (owner, architect):
        page = words(sign_in(person).get("/systems/shop/decision/"))
        assert "Ana Pérez sees to it." in page
        assert "promised for" in page
    assert "Promised until" in words(client.get("/systems/shop/"))
    made = Commitment.objects.get()
    assert (made.by, made.who, made.change) == (owner, "Ana Pérez", {"unattended": 0})


def test_with_a_promise_it_can_be_approved_and_says_so(sign_in, owner, architect, approve, unattended):
    assert approve(architect, unattended).status_code == 422
    promise(sign_in(owner))
    assert "One contradiction is not resolved, but promised." in words(
        sign_in(architect).get("/systems/shop/decision/")
    )
    assert "Approved." in words(approve(architect, unattended))
    (signed,) = unattended.decisions.get().signed["promises"]
    assert (signed["action"], signed["who"], signed["due_on"]) == ("on-call", "Ana Pérez", day(30))
    assert Finding.objects.open().filter(code="unattended").exists()


def test_a_promise_whose_day_has_gone_by_blocks_again(sign_in, owner, architect, approve, unattended):
    promise(sign_in(owner))
    late()
    assert approve(architect, unattended).status_code == 422
    assert "promised, and late" in words(sign_in(owner).get("/systems/shop/decision/"))


@pytest.mark.parametrize("state", ["submitted", "approved", "returned"])
def test_once_it_is_done_the_fact_changes_and_the_finding_goes(state, sign_in, owner, shop, unattended):
    client = sign_in(owner)
    promise(client)
    Assessment.objects.update(state=state)
    assert "the answer says so now" in words(ended(client, "keep"))
    assert unattended_now() == 0
    assert Profile.objects.get().stale_since is not None
    derive([shop.pk])
    assert not Finding.objects.open().filter(code="unattended").exists()
    ended(client, "keep")
    assert AuditEntry.objects.filter(action="promise.kept", actor=owner.email).count() == 1
    round_ = Assessment.objects.get()
    others = {key: answer for key, answer in round_.submitted.items() if key != "on_duty"}
    assert others == {key: answer for key, answer in unattended.submitted.items() if key != "on_duty"}


def test_done_while_a_new_round_is_being_answered_both_say_so(sign_in, owner, shop, unattended):
    client = sign_in(owner)
    promise(client)
    Assessment.objects.update(state="approved")
    client.post("/systems/shop/answer/")
    ended(client, "keep")
    for round_ in Assessment.objects.all():
        answers = round_.submitted or round_.answers
        assert measures.measure(round_.questionnaire.document, answers).facts["unattended"] == 0


def test_taken_back_it_stands_as_before(sign_in, owner, architect, approve, unattended):
    client = sign_in(owner)
    promise(client)
    assert "stands as before" in words(ended(client, "withdraw"))
    assert unattended_now() == WORKING_DAYS
    assert approve(architect, unattended).status_code == 422
    ended(client, "keep")
    assert unattended_now() == WORKING_DAYS


def test_another_day_takes_the_place_of_the_first(sign_in, owner, unattended):
    client = sign_in(owner)
    promise(client, until=10)
    promise(client, until=20, who="Luis")
    made = Commitment.objects.get()
    assert (made.who, made.due_on.isoformat()) == ("Luis", day(20))


def test_before_anything_is_sent_it_is_promised_on_the_way(sign_in, owner, shop):
    round_ = round_of(shop, state="open", rto=12 * HOUR, rpo=DAY, mtd=10 * DAY, unattended=WORKING_DAYS)
    client = sign_in(owner)
    sent = {"offer": token_of("unattended", {"unattended": 0}, "on-call"), "version": round_.version}
    page = client.post(reverse("assessments:take_offer", args=[round_.public_id]), sent, follow=True)
    assert "Promise it" in words(page)
    assert "1 contradiction stands in the way of approval" in words(
        client.get(reverse("assessments:check", args=[round_.public_id]))
    )
    back = promise(client)
    assert "promised for" in words(back)
    assert "in the way of approval" not in words(back)
    assert back.request["PATH_INFO"] == reverse("assessments:check", args=[round_.public_id])
    assert Assessment.objects.get().answers == round_.answers


def test_what_is_late_waits_for_who_answers_and_for_architects_and_comes_by_mail(
    sign_in, owner, architect, manager, unattended
):
    promise(sign_in(owner))
    assert "Promised, and late" not in words(sign_in(owner).get("/to-do/"))
    assert not open_to(owner)
    late()
    for person, told in ((owner, True), (architect, True), (manager, False)):
        assert ("Promised, and late" in words(sign_in(person).get("/to-do/"))) is told
    assert open_to(owner)
    assert "It was promised for" in contradictions_mail(owner)


def open_to(person) -> bool:
    return any(each.code == "unattended" for each in open_for(person))


def contradictions_mail(person) -> str:
    with transaction.atomic():
        return message_for(owe(kind="contradictions", key="late", recipient=person)).body


def test_a_promise_no_longer_counts_when_it_would_not_help(sign_in, owner, architect, approve, shop, unattended):
    """The answers change so that being on call is no way out any more."""
    promise(sign_in(owner))
    harder = changes.apply(unattended.questionnaire.document, unattended.submitted, {"rto": HOUR, "data_rto": 2 * HOUR})
    Assessment.objects.update(submitted=harder, answers=harder)
    mark_stale([shop.pk])
    derive([shop.pk])
    finding = Finding.objects.open().filter(code="unattended").first()
    if finding is not None and not any(each.action == "on-call" for each in finding.ways_out()):
        unattended.refresh_from_db()
        assert approve(architect, unattended).status_code == 422


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"due_on": day(-1)}, "This day has gone by."),
        ({"due_on": day(1000)}, "within the next two years"),
        ({"due_on": "soon"}, "This is no day of the calendar."),
        ({"due_on": ""}, "Please choose a day."),
        ({"who": " "}, "Please name who sees to it."),
    ],
)
def test_a_promise_has_a_name_and_a_day(sent, said, sign_in, owner, unattended):
    response = sign_in(owner).post(PAGE, {**ON_CALL, "who": "Ana Pérez", "due_on": day(3), **sent})
    assert response.status_code == 422
    assert said in words(response)
    assert not Commitment.objects.exists()
    assert "who" in sent or 'value="Ana Pérez"' in response.content.decode()


@pytest.mark.parametrize(
    "wanted", [{"finding": "x", "action": "on-call"}, {"finding": "unattended", "action": "delegate"}, {"finding": ""}]
)
def test_only_what_is_offered_can_be_promised(wanted, sign_in, owner, unattended):
    client = sign_in(owner)
    assert client.post(PAGE, {**ON_CALL, **wanted, "who": "Ana", "due_on": day(3)}).status_code == 404
    assert not Commitment.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("manager", 403), ("stranger", 404)])
def test_nobody_else_promises_or_says_that_it_is_done(who, status, request, sign_in, owner, unattended):
    client = sign_in(request.getfixturevalue(who))
    assert promise(client).status_code == status
    promise(sign_in(owner))
    for name in ("keep", "withdraw"):
        assert ended(client, name).status_code == status
    assert unattended_now() == WORKING_DAYS
    assert Commitment.objects.get().is_open


def test_an_architect_promises_what_is_the_technical_sides(sign_in, architect, unattended):
    promise(sign_in(architect))
    assert Commitment.objects.get().by == architect


def test_nothing_is_promised_about_a_retired_system(sign_in, owner, unattended):
    System.objects.update(status=System.Status.RETIRED)
    assert promise(sign_in(owner)).status_code == 403
