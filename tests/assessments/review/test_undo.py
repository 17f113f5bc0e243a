"""A way out taken back: in one tap until the answers are sent, then by its entry of the history, never over others."""

from __future__ import annotations

import re

import pytest
from django.db import transaction
from django.urls import reverse

from accounts.models import AuditEntry
from assessments.models import Assessment, TakenOffer
from assessments.services.offers import token_of
from derivation.services.deriving import derive
from notifications.models import OutgoingMail
from notifications.services.composing import message_for
from notifications.services.outgoing import owe
from questionnaires.services import changes, measures
from recovery.durations import DAY, HOUR
from systems.models import Finding, Profile
from systems.services.staleness import mark_stale
from tests.panels.rounds import round_of

pytestmark = pytest.mark.django_db
CODE = "rto-exceeds-mtd"


def words(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def offer(blocked) -> Finding:
    return Finding.objects.get(code=CODE)


def change_of(finding: Finding, name: str) -> dict:
    return next(each["change"] for each in finding.offers if list(each["change"]) == [name])


def take(client, finding: Finding, name: str = "rto", **more):
    round_ = Assessment.objects.under_way().first()
    token = token_of(finding.code, change_of(finding, name))
    sent = {"offer": token, "version": round_.version if round_ else ""}
    sent |= {f"{key}-{token}": value for key, value in more.items()}
    return client.post(reverse("assessments:accept_offer", args=["shop", finding.pk]), sent, follow=True)


def undo(client):
    return client.post(reverse("assessments:undo", args=[TakenOffer.objects.get().pk]), follow=True)


def test_in_review_it_is_taken_back_by_its_entry_of_the_history(sign_in, owner, blocked, offer):
    client = sign_in(owner)
    take(client, offer)
    page = client.get("/systems/shop/").content.decode()
    address = reverse("assessments:taken", args=[TakenOffer.objects.get().pk])
    assert f'href="{address}"' in page
    assert "“Back later than the business can cope”: took the way out “Be back within 2 hours”." in words(
        client.get("/systems/shop/")
    )
    entry = words(client.get(address))
    assert "8 hours → becomes 2 hours" in entry
    assert "Your answers are as they were before." in words(undo(client))
    assert (Assessment.objects.get().submitted, Assessment.objects.get().answers) == (
        blocked.submitted,
        blocked.answers,
    )
    assert Profile.objects.get().stale_since is not None
    assert "It was taken back." in words(client.get(address))
    undo(client)
    assert AuditEntry.objects.filter(action="offer.undone").count() == 1


def test_before_it_is_sent_the_page_to_check_has_the_button(sign_in, owner, shop):
    round_ = round_of(shop, state="open", rto=8 * HOUR, rpo=DAY, mtd=4 * HOUR)
    check, client = reverse("assessments:check", args=[round_.public_id]), sign_in(owner)
    token = token_of(CODE, {"rto": 2 * HOUR})
    assert "8 hours → becomes 2 hours" in words(client.get(check))
    page = client.post(
        reverse("assessments:take_offer", args=[round_.public_id]),
        {"offer": token, "version": round_.version},
        follow=True,
    )
    assert "Changed with one tap Be back within 2 hours" in words(page)
    (address,) = re.findall(r'action="(/offers/\d+/undo/)"', page.content.decode())
    back = client.post(address, follow=True)
    assert back.request["PATH_INFO"] == check
    assert Assessment.objects.get().answers == round_.answers
    assert "Changed with one tap" not in words(back)


def test_beside_the_questions_it_saves_the_page_and_takes_it_back(sign_in, owner, shop):
    round_ = round_of(shop, state="open", rto=8 * HOUR, rpo=DAY, mtd=4 * HOUR)
    topic, client = reverse("assessments:topic", args=[round_.public_id, "promises"]), sign_in(owner)
    sent = {"version": round_.version, "offer": token_of(CODE, {"rto": 2 * HOUR})}
    assert 'name="undo"' in client.post(topic, sent, follow=True).content.decode()
    taken = TakenOffer.objects.get()
    page = client.post(topic, {"version": Assessment.objects.get().version, "undo": taken.pk}, follow=True)
    assert "Your answers are as they were before." in words(page)
    answers = Assessment.objects.get().answers
    assert answers["rto"] == round_.answers["rto"]


@pytest.mark.parametrize("taken_id", ["", "x", "0", "99999999999999999999"])
def test_what_nobody_took_is_not_taken_back(taken_id, sign_in, owner, shop):
    round_ = round_of(shop, state="open", rto=8 * HOUR, rpo=DAY, mtd=4 * HOUR)
    topic = reverse("assessments:topic", args=[round_.public_id, "harm"])
    sign_in(owner).post(topic, {"version": round_.version, "undo": taken_id})
    assert Assessment.objects.get().answers["rto"] == round_.answers["rto"]


def test_what_was_changed_since_is_not_lost(sign_in, owner, blocked, offer):
    client = sign_in(owner)
    take(client, offer)
    since = changes.apply(blocked.questionnaire.document, Assessment.objects.get().submitted, {"rto": HOUR})
    Assessment.objects.update(submitted=since, answers=since)
    assert "have been changed again since" in words(
        client.get(reverse("assessments:taken", args=[TakenOffer.objects.get().pk]))
    )
    assert "Nothing was taken back" in words(undo(client))
    assert Assessment.objects.get().submitted == since


def test_another_answer_changed_since_stays_as_it_is(sign_in, owner, blocked, offer):
    client = sign_in(owner)
    take(client, offer)
    since = changes.apply(blocked.questionnaire.document, Assessment.objects.get().submitted, {"wrt": HOUR})
    Assessment.objects.update(submitted=since, answers=since)
    undo(client)
    reading = measures.measure(blocked.questionnaire.document, Assessment.objects.get().submitted)
    assert (reading.rto, reading.facts["wrt"]) == (8 * HOUR, HOUR)


def test_once_it_is_decided_the_way_leads_over_answering_again(sign_in, owner, offer):
    client = sign_in(owner)
    take(client, offer)
    Assessment.objects.update(state="approved")
    before = Assessment.objects.get().submitted
    assert "Nothing was taken back" in words(undo(client))
    assert "answer again" in words(client.get(reverse("assessments:taken", args=[TakenOffer.objects.get().pk])))
    assert Assessment.objects.get().submitted == before


@pytest.mark.parametrize(("who", "status"), [("architect", 403), ("manager", 403), ("stranger", 404)])
def test_nobody_else_takes_it_back(who, status, request, sign_in, owner, offer):
    take(sign_in(owner), offer)
    before = Assessment.objects.get().submitted
    assert undo(sign_in(request.getfixturevalue(who))).status_code == status
    assert Assessment.objects.get().submitted == before


# Where it says why, it asks the reason.


def test_what_says_why_asks_the_reason_and_changes_nothing_without(sign_in, owner, architect, blocked, offer):
    client = sign_in(owner)
    assert "Please say why in a sentence" in words(take(client, offer, "mtd", reason="  "))
    assert Assessment.objects.get().submitted == blocked.submitted
    take(client, offer, "mtd", reason="A second till takes over.")
    taken = TakenOffer.objects.get()
    assert (taken.reason, taken.change) == ("A second till takes over.", {"mtd": 8 * HOUR})
    assert "A second till takes over." in words(sign_in(architect).get("/systems/shop/decision/"))


def test_a_reason_that_is_asked_for_stands_with_the_objective(sign_in, owner, shop):
    round_ = round_of(shop, state="open", rto=DAY, rpo=DAY, rebuild_window=HOUR)
    client, topic = sign_in(owner), reverse("assessments:topic", args=[round_.public_id, "promises"])
    (token,) = re.findall(r'name="reason-(\w+)"', client.get(topic).content.decode())[:1]
    sent = {"version": round_.version, "offer": token, f"reason-{token}": "We keep the receipts."}
    page = client.post(topic, sent, follow=True)
    assert "Changed with one tap" in words(page)
    reading = measures.measure(round_.questionnaire.document, Assessment.objects.get().answers)
    assert reading.override_reason == "We keep the receipts."
    check = words(client.get(reverse("assessments:check", args=[round_.public_id])))
    assert check.count("We keep the receipts.") >= 1


def test_the_mail_says_what_each_way_out_would_change(blocked, owner):
    with transaction.atomic():
        owed = owe(kind="contradictions", key="test", recipient=owner)
    mail = message_for(owed or OutgoingMail.objects.get())
    assert "How long can you be without it? 8 hours → 2 hours" in " ".join(mail.body.replace("\xa0", " ").split())


def test_the_plan_follows_what_was_taken_back(sign_in, owner, blocked, offer):
    client = sign_in(owner)
    take(client, offer)
    derive([blocked.system_id])
    assert not Finding.objects.open().filter(code=CODE).exists()
    undo(client)
    mark_stale([blocked.system_id])
    derive([blocked.system_id])
    assert Finding.objects.open().filter(code=CODE).exists()
