"""“Your company's list says 4 hours: still right?” One tap makes it an answer of who confirms it."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from django.template.loader import render_to_string

from accounts.models import AuditEntry
from assessments.models import Assessment
from assessments.presenters.mails.please_answer import compose
from notifications.models import OutgoingMail
from systems.models import Profile, Proposal
from tests.assessments.answering.conftest import address, place
from tests.assessments.answering.test_express import words
from tests.factories import SystemFactory

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


def test_after_the_rto_was_confirmed_the_owner_comes_back_to_the_short_way(answering, assessment, proposal, send):
    send(answering, assessment, "express", {}, then="confirm-rto")
    begin = answering.get("/systems/payments/answer/")
    assert begin["Location"] == place(assessment, "express")
    page = words(answering.get(begin["Location"]))
    assert "Back within 4 hours." not in page
    assert "At most 1 hour of work may be lost." in page


def test_in_the_full_questionnaire_it_stands_beside_its_question(answering, assessment, proposal, send):
    url = address(assessment, "objectives")
    page = words(answering.get(url))
    assert page.count("Still right?") == 2
    assert page.index("Yes, 4 hours") < page.index("Yes, 1 hour")
    assert "Unbearable after 24 hours." not in page
    assert "Unbearable after 24 hours." in words(answering.get(address(assessment, "harm")))
    assert send(answering, assessment, "objectives", {}, then="confirm-rto")["Location"] == url
    assessment.refresh_from_db()
    assert assessment.answers["rto"]["value"]["seconds"] == 4 * HOUR
    assert words(answering.get(url)).count("Still right?") == 1


@pytest.fixture
def listed(owner):
    """Three systems of one owner: two whose list says all, one whose list says only how soon."""
    found = []
    for name, rpo in (("Shop", HOUR), ("Till", 2 * HOUR), ("Desk", None)):
        system = SystemFactory(key=name.lower(), name=name, owner=owner)
        Proposal.objects.create(system=system, rto_seconds=4 * HOUR, rpo_seconds=rpo, source="bia-2024.xlsx")
        found.append(system)
    return found


def ticked(page: str) -> list[str]:
    return re.findall(r'name="system" value="([^"]+)" checked', page)


def state_of(key: str) -> str:
    return Profile.objects.get(system__key=key).answer_state


def test_an_owner_of_many_confirms_all_in_one_press(answering, listed, owner):
    assert b'data-count="3"' in answering.get("/to-do/").content
    page = answering.get("/to-do/lists/").content.decode()
    once = re.search(r'name="once" value="([^"]+)"', page)[1]
    assert len(ticked(page)) == 3
    done = answering.post("/to-do/lists/", {"system": ticked(page), "once": once}, follow=True)
    again = answering.post("/to-do/lists/", {"system": ticked(page), "once": once}, follow=True)
    assert "left alone" not in words(again)
    assert "Confirmed and sent: 2 systems." in words(done)
    assert (state_of("shop"), state_of("till"), state_of("desk")) == ("in_review", "in_review", "answering")
    sent = Assessment.objects.get(system__key="shop")
    assert sent.submitted["rto"]["value"]["seconds"] == 4 * HOUR
    assert (sent.submitted["rto"]["by"], sent.in_short) == (owner.pk, True)
    entries = AuditEntry.objects.filter(action="answers.confirmed")
    assert [entry.detail["said"] for entry in entries.order_by("id")] == [
        "RTO 4 hours", "RTO 4 hours, RPO 1 hour", "RTO 4 hours, RPO 2 hours",
    ]  # fmt: skip
    assert "Nothing to confirm" in words(answering.get("/to-do/lists/"))


def test_one_row_is_confirmed_alone_as_it_was_shown(answering, listed):
    shop, till = listed[0], listed[1]
    page = answering.get("/to-do/lists/").content.decode()
    values = {value.partition("/")[0]: value for value in ticked(page)}
    answering.post("/to-do/lists/", {"system": ticked(page), "only": values["till"]})
    assert (state_of("shop"), state_of("till")) == ("not_asked", "in_review")
    Proposal.objects.filter(system=shop).update(rto_seconds=HOUR)
    done = answering.post("/to-do/lists/", {"system": [values["shop"], values["till"], "nonsense"]}, follow=True)
    assert "3 systems were left alone: the list or the answers have changed since." in words(done)
    assert state_of("shop") == "not_asked"
    assert not Assessment.objects.filter(system=shop).exists()
    assert Assessment.objects.filter(system=till).count() == 1


def test_nobody_confirms_what_is_anothers(sign_in, stranger, listed):
    client = sign_in(stranger)
    assert "Nothing to confirm" in words(client.get("/to-do/lists/"))
    client.post("/to-do/lists/", {"system": ["shop/rpo=3600,rto=14400"]})
    assert not Assessment.objects.exists()


def test_the_reminder_asks_whether_it_is_still_right(listed, owner):
    mail = compose(OutgoingMail(kind="please_answer", recipient=owner, context={}))
    said = " ".join(render_to_string(f"{mail.template}.txt", {**mail.context, "person": owner}).split())
    assert "Your company's list “bia-2024.xlsx” says: Back within 4 hours. Still right?" in said
    assert "Confirm on one page what your company's lists say: http" in said
    assert "/to-do/lists/" in unquote(said)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_at_any_size(answering, owner, count, django_assert_num_queries):
    for number in range(count):
        system = SystemFactory(key=f"s{number}", owner=owner)
        Proposal.objects.create(system=system, rto_seconds=HOUR, source="x.csv")
    answering.get("/to-do/lists/")
    with django_assert_num_queries(6):
        answering.get("/to-do/lists/")


def test_the_panel_shows_what_the_list_would_mean_until_the_first_answer(answering, assessment, proposal, send):
    page = words(answering.get(place(assessment, "express")))
    assert "What your company's list would mean" in page
    assert "provisional · Back in 4 h · lose 1 h" in page
    live = {"topic": "express", "version": assessment.version}
    assert "list would mean" in words(answering.post(place(assessment, "consequence"), live))
    assert "list would mean" not in words(answering.post(place(assessment, "consequence"), {**live, "peak": "no"}))
    send(answering, assessment, "express", {}, then="confirm-rpo")
    page = words(answering.get(place(assessment, "express")))
    assert "What your company's list would mean" not in page
    assert "lose 1 h" in page
