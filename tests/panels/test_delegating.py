"""A colleague is asked single questions: sees those and nothing else, and the answer comes back with the name."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from panels.models import Delegation
from tests.panels.conftest import ANSWER, HOUR, ask_page, of
from tests.panels.rounds import answers_of

pytestmark = pytest.mark.django_db


def test_every_question_leads_to_the_page_with_itself_chosen_and_what_was_typed_is_saved(assessment, owner, sign_in):
    """The way there is a button of the form, so that nothing typed is lost on it, with a script or without."""
    client, topic = sign_in(owner), reverse("assessments:topic", args=[assessment.public_id, "harm"])
    assert 'name="then" value="ask:mtd"' in client.get(topic).content.decode()
    response = client.post(topic, {"version": 0, "what_stops": "Half a thought.", "then": "ask:mtd"})
    assert response.headers["Location"] == f"{ask_page(assessment)}?question=mtd"
    assert re.search(r'value="mtd" checked', client.get(response.headers["Location"]).content.decode())
    assessment.refresh_from_db()
    assert assessment.answers["what_stops"]["value"] == "Half a thought."


@pytest.mark.parametrize("key", ["", "nonsense", "<script>", "../../admin", "x" * 3000])
def test_a_question_that_is_none_leads_nowhere_else(key, assessment, owner, sign_in):
    sent = {"version": 0, "what_stops": "Typed.", "then": f"ask:{key}"}
    topic = reverse("assessments:topic", args=[assessment.public_id, "harm"])
    response = sign_in(owner).post(topic, sent, follow=True)
    assert response.redirect_chain[0][0].startswith(ask_page(assessment))
    assert response.status_code == 200
    assert "<script>&" not in response.content.decode()


def test_what_cannot_be_read_does_not_go_away_on_the_way_to_a_colleague(assessment, owner, sign_in):
    sent = {"version": 0, "what_stops": "Typed.", "mtd": "other", "mtd-other": "longish", "then": "ask:mtd"}
    response = sign_in(owner).post(reverse("assessments:topic", args=[assessment.public_id, "harm"]), sent)
    assert response.status_code == 422
    assert "longish" in response.content.decode()
    assert "Typed." in response.content.decode()


def test_from_the_mail_to_the_owners_draft(delegation, assessment, owner, colleague, sign_in, mails):
    (mail,) = mails()
    assert mail.to == [colleague.email]
    assert "You know the tills." in mail.body
    link = re.search(r"/questions/[0-9a-f-]+/", mail.body.replace("%2F", "/")).group()
    client = sign_in(colleague)
    shown = client.get(link).content.decode()
    assert "Takes money." in shown
    assert 'name="what_stops"' in shown
    assert 'name="impact-money-moderate"' not in shown
    assert client.post(link, ANSWER).status_code == 302
    assessment.refresh_from_db()
    assert assessment.answers["what_stops"]["value"] == "All tills."
    assert assessment.answers["what_stops"]["by"] == colleague.pk
    assert assessment.version == 1
    for page in ("harm", "check"):
        address = reverse("assessments:topic", args=[assessment.public_id, page])
        assert "answered by Ada" in sign_in(owner).get(address).content.decode()
    (back,) = mails()
    assert back.to == [owner.email]


def test_nothing_else_is_seen(delegation, assessment, system, owner, colleague, sign_in):
    assessment.answers = answers_of(rto=2 * HOUR, mtd=77 * HOUR)
    assessment.save()
    given = re.compile(r"\b77 hours\b|\b3 days 5 hours\b")
    own = sign_in(owner).get(reverse("assessments:topic", args=[assessment.public_id, "harm"])).content.decode()
    assert given.search(own)
    client = sign_in(colleague)
    shown = client.get(of(delegation)).content.decode()
    assert "checked" not in shown
    assert not given.search(shown)
    for name in ("check", "sent"):
        assert client.get(reverse(f"assessments:{name}", args=[assessment.public_id])).status_code == 404
    assert client.get(reverse("assessments:topic", args=[assessment.public_id, "harm"])).status_code == 404
    assert client.get(reverse("panels:colleagues", args=[assessment.public_id])).status_code == 404
    assert client.get(ask_page(assessment)).status_code == 404
    assert client.get(reverse("systems:detail", args=[system.key])).status_code == 404
    assert client.get(reverse("assessments:decision_fragment", args=[system.key])).status_code == 404


def test_what_was_not_asked_is_not_taken(delegation, assessment, colleague, sign_in):
    sign_in(colleague).post(of(delegation), {**ANSWER, "rto": "0", "mtd": "3600"})
    assessment.refresh_from_db()
    assert set(assessment.answers) == {"what_stops", "mtd"}


def test_i_do_not_know_is_an_answer(delegation, assessment, colleague, sign_in):
    sent = {"version": 0, "what_stops-unknown": "unknown", "mtd": "unknown"}
    assert sign_in(colleague).post(of(delegation), sent).status_code == 302
    assessment.refresh_from_db()
    assert assessment.answers["mtd"]["state"] == "unknown"


def test_the_owner_answers_meanwhile_and_chooses(delegation, assessment, owner, colleague, sign_in):
    mine = reverse("assessments:topic", args=[assessment.public_id, "harm"])
    sign_in(owner).post(mine, {"version": 0, "what_stops": "Only mine."})
    sign_in(colleague).post(of(delegation), ANSWER)
    assessment.refresh_from_db()
    assert assessment.answers["what_stops"]["value"] == "Only mine."
    assert assessment.answers["mtd"]["value"] == 8 * HOUR
    page = reverse("panels:colleagues", args=[assessment.public_id])
    shown = sign_in(owner).get(page).content.decode()
    assert "Only mine." in shown
    assert "All tills." in shown
    assert "choose which answer stays" in sign_in(owner).get(reverse("assessments:to_do")).content.decode()
    old = {"version": 0, "question": "what_stops", "keep": "theirs"}
    assert sign_in(owner).post(of(delegation, "delegation_choose"), old).status_code == 409
    assert sign_in(owner).post(of(delegation, "delegation_choose"), {**old, "keep": ""}).status_code == 422
    fresh = {**old, "version": assessment.version}
    assert sign_in(owner).post(of(delegation, "delegation_choose"), fresh).status_code == 302
    assessment.refresh_from_db()
    assert assessment.answers["what_stops"]["value"] == "All tills."
    assert assessment.answers["what_stops"]["by"] == colleague.pk
    assert sign_in(owner).post(of(delegation, "delegation_choose"), fresh).status_code == 302
    delegation.refresh_from_db()
    assert delegation.to_choose == []


def test_where_nothing_stood_there_is_nothing_to_choose(delegation, owner, colleague, sign_in):
    sign_in(colleague).post(of(delegation), ANSWER)
    assert "choose which answer stays" not in sign_in(owner).get(reverse("assessments:to_do")).content.decode()


def test_the_owners_open_page_does_not_overwrite_the_colleague(delegation, assessment, owner, colleague, sign_in):
    mine = reverse("assessments:topic", args=[assessment.public_id, "harm"])
    seen = re.search(r'name="seen" value="([^"]*)"', sign_in(owner).get(mine).content.decode()).group(1)
    sign_in(colleague).post(of(delegation), ANSWER)
    response = sign_in(owner).post(mine, {"version": 0, "seen": seen, "what_stops": "Typed long ago."})
    assert response.status_code == 409
    assert "All tills." in response.content.decode()
    assert "Typed long ago." in response.content.decode()


def test_in_review_nothing_changes_by_itself(delegation, assessment, colleague, sign_in):
    assessment.state, assessment.submitted = "submitted", {}
    assessment.save()
    assert sign_in(colleague).post(of(delegation), ANSWER).status_code == 302
    assessment.refresh_from_db()
    assert assessment.answers == {}
    delegation.refresh_from_db()
    assert set(delegation.to_choose) == {"what_stops", "mtd"}


def test_somebody_else_should_know(delegation, owner, colleague, assessment, sign_in, mails):
    mails()
    sent = {"comment": "Ask Ben, <script>alert(1)</script>"}
    assert sign_in(colleague).post(of(delegation, "delegation_not_me"), sent).status_code == 302
    (back,) = mails()
    assert "Ask Ben" in back.body
    shown = sign_in(owner).get(reverse("panels:colleagues", args=[assessment.public_id])).content.decode()
    assert "Ask Ben" in shown
    assert "<script>alert" not in shown


def test_it_can_be_taken_back(delegation, owner, colleague, assessment, sign_in, mails):
    assert sign_in(owner).post(of(delegation, "delegation_withdraw")).status_code == 302
    assert mails() == []
    response = sign_in(colleague).post(of(delegation), ANSWER)
    assert "no longer asked" in response.content.decode()
    assessment.refresh_from_db()
    assert assessment.answers == {}
    assert "asks you a question" not in sign_in(colleague).get(reverse("assessments:to_do")).content.decode()


def test_who_may_do_what(delegation, owner, colleague, stranger, architect, manager, assessment, sign_in, client):
    for person in (stranger, architect, manager):
        assert sign_in(person).get(of(delegation)).status_code == 404
        for name in ("delegation", "delegation_not_me", "delegation_withdraw", "delegation_choose"):
            assert sign_in(person).post(of(delegation, name)).status_code == 404
    assert sign_in(architect).post(ask_page(assessment)).status_code == 403
    assert sign_in(stranger).post(ask_page(assessment)).status_code == 404
    assert sign_in(owner).get(of(delegation)).status_code == 302
    assert sign_in(owner).post(of(delegation), ANSWER).status_code == 403
    assert sign_in(owner).post(of(delegation, "delegation_not_me")).status_code == 403
    assert sign_in(colleague).post(of(delegation, "delegation_withdraw")).status_code == 403
    assert sign_in(colleague).post(of(delegation, "delegation_choose"), {"keep": "mine"}).status_code == 403
    assert client.get(of(delegation)).status_code == 302
    assert sign_in(owner).get(of(delegation, "delegation_withdraw")).status_code == 405


def test_it_waits_in_the_colleagues_to_do_list(delegation, colleague, sign_in):
    assert "asks you a question" in sign_in(colleague).get(reverse("assessments:to_do")).content.decode()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"questions": []}, "Choose at least one question"),
        ({"questions": ["nonsense"]}, "not asked any more"),
        ({"person": ""}, "e-mail address"),
        ({"person": "nobody@example.org"}, "Nobody here has this address"),
        ({"person": "<script>alert(1)</script>"}, "Nobody here has this address"),
        ({"person": "payments.owner@example.org"}, "That is you"),
        ({"known": "nobody@example.org", "person": ""}, "Select a valid choice"),
        ({"note": "x" * 1001}, "1000 characters"),
    ],
)
def test_what_cannot_be_asked_is_said_and_kept(sent, said, assessment, owner, colleague, sign_in):
    whole = {"questions": ["mtd"], "person": colleague.email, "note": "Please.", **sent}
    response = sign_in(owner).post(ask_page(assessment), whole)
    assert response.status_code == 422
    text = response.content.decode()
    assert said in text
    assert "<script>alert" not in text
    if "note" not in sent:
        assert "Please." in text
    assert not Delegation.objects.exists()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Please answer, or choose"),
        ({"what_stops": "Typed.", "mtd": "other", "mtd-other": "long"}, "Typed."),
        ({"what_stops": "x" * 100_000, "mtd": str(HOUR)}, "characters"),
    ],
)
def test_what_cannot_be_read_is_said_beside_it(sent, said, delegation, colleague, sign_in):
    response = sign_in(colleague).post(of(delegation), sent)
    assert response.status_code == 422
    assert said in response.content.decode()
    delegation.refresh_from_db()
    assert delegation.state == "asked"


def test_nobody_fills_a_colleagues_mailbox(assessment, owner, colleague, sign_in, mails):
    client, wish = sign_in(owner), {"questions": ["what_stops"], "person": colleague.email, "note": "Please."}
    statuses = [client.post(ask_page(assessment), wish).status_code for _ in range(40)]
    assert statuses == [302] * 5 + [429] * 35
    assert len(mails()) == 5
    body = client.post(ask_page(assessment), wish).content.decode()
    assert "so we make a" in body
    assert "Please." in body, "what was typed stays"
