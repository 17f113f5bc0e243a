"""The short way: three questions, what they lead to, sent as it is, or made more exact."""

from __future__ import annotations

import re

import pytest

from accounts.models import AuditEntry
from assessments.models import Assessment, Decision
from derivation.services.deriving import derive
from notifications.models import OutgoingMail
from notifications.services.composing import message_for
from questionnaires.services.loading import current
from systems.models import System
from tests.assessments.answering.conftest import address, place
from tests.factories import SystemFactory

pytestmark = pytest.mark.django_db
SHORT = {"mtd": "28800", "rpo": "3600", "peak": "no"}


def words(response) -> str:
    return " ".join(re.sub(r"<svg.*?</svg>|<[^>]+>", " ", response.content.decode(), flags=re.S).split())


@pytest.fixture
def short(assessment, answering, send) -> Assessment:
    """The three questions answered, nothing sent."""
    assert send(answering, assessment, "express", SHORT)["Location"] == place(assessment, "outcome")
    assessment.refresh_from_db()
    return assessment


def send_it(client, assessment, **other):
    shown = client.get(place(assessment, "outcome")).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(version|assumed)" value="([^"]*)">', shown))
    return client.post(place(assessment, "send_short"), {**hidden, **other})


# Three questions.


def test_whoever_has_answered_nothing_begins_with_three_questions(answering, assessment):
    page = answering.get("/systems/payments/answer/", follow=True)
    assert page.redirect_chain[0][0] == place(assessment, "express")
    assert re.findall(r'<(?:fieldset|div) class="question[^"]*" id="id_(\w+)-question"', page.content.decode()) == [
        "mtd", "rpo", "peak", "peak_mtd",
    ]  # fmt: skip


def test_they_are_saved_as_given_and_found_in_the_topics(answering, short):
    assert set(short.answers) == {"mtd", "rpo", "peak"}
    assert re.search(
        r'name="mtd"[^>]*value="28800"[^>]* checked', answering.get(address(short, "harm")).content.decode()
    )


def test_each_is_saved_while_it_is_typed(answering, assessment):
    url = place(assessment, "express") + "save/"
    assert answering.post(url, {"version": 0, "mtd": "28800"}).json()["version"] == 1
    assert Assessment.objects.get().answers["mtd"]["value"] == 28800


def test_the_panel_moves_with_them_without_saving(answering, assessment):
    live = answering.post(place(assessment, "consequence"), {"topic": "express", **SHORT}).content.decode()
    assert "Back in 4 h · lose 1 h" in live
    assert 'name="offer"' not in live
    assert Assessment.objects.get().version == 0


def test_what_cannot_be_read_stays_with_its_reason(answering, assessment, send):
    page = send(answering, assessment, "express", {"mtd": "other", "mtd-other": "a while", "rpo": "3600"})
    assert page.status_code == 422
    assert "a while" in page.content.decode()


# What they lead to.


def test_the_outcome_says_plan_price_and_what_is_assumed(answering, short):
    System.objects.update(running_cost=400_000)
    page = words(answering.get(place(short, "outcome")))
    assert "About 40,000" in page
    assert "Back within 4 hours is assumed" in page
    assert "80 % of 8 hours" in page


def test_whoever_comes_back_later_goes_on_there(answering, short):
    assert answering.get("/systems/payments/answer/")["Location"] == place(short, "outcome")


def test_it_says_what_does_not_fit_with_the_way_to_its_offers(answering, short, send):
    send(answering, short, "promises", {"deadline": "yes", "regulator_rpo": "900"})
    page = answering.get(place(short, "outcome")).content.decode()
    assert "Worth a look" in page or "Blocks approval" in page
    code, *_ = re.findall(rf'href="{place(short, "check")}#([\w-]+)"', page)
    assert f'id="{code}"' in answering.get(place(short, "check")).content.decode()


@pytest.mark.parametrize(
    ("rpo", "topic", "says"),
    [
        ("0", "The data in it", "Could lower the price, to"),
        ("3600", "Finding damage, keeping copies", "Does not change the price"),
        ("3600", "Promises, money and people", "Could raise the price"),
    ],
)
def test_each_topic_says_what_it_could_still_change(rpo, topic, says, answering, assessment, send):
    """Whoever may lose nothing pays for a second place; if it keeps no data of its own, that is not needed."""
    send(answering, assessment, "express", {**SHORT, "rpo": rpo})
    page = words(answering.get(place(assessment, "outcome")))
    following = page.split(f" {topic} ")[1]
    assert says in following[:80]


# Sent as it is.


def test_sent_as_it_is_it_is_marked_and_what_was_assumed_is_nobodys_answer(answering, short, sign_in, architect):
    assert send_it(answering, short)["Location"] == place(short, "sent")
    short.refresh_from_db()
    assert short.in_short
    assert "rto" not in short.answers
    assert short.submitted["rto"] == {
        "state": "answered", "value": {"seconds": 14400, "accepted": True, "reason": ""}, "assumed": True,
    }  # fmt: skip
    assert AuditEntry.objects.get(action="answers.submitted").detail["in_short"] is True
    derive([short.system_id])
    reader = sign_in(architect)
    decision = words(reader.get("/systems/payments/decision/"))
    assert "Answered in short: 3 of " in decision
    assert "How long can you be without it? assumed" in decision
    assert "in short" in words(reader.get("/review/"))


def test_what_was_sent_in_full_is_not_marked(answering, answered, sign_in, architect):
    answering.post(place(answered, "submit"), {"version": answered.version})
    assert not Assessment.objects.get().in_short
    assert "in short" not in words(sign_in(architect).get("/systems/payments/decision/"))


def test_the_plan_is_that_which_was_shown(answering, short):
    send_it(answering, short)
    derive([short.system_id])
    assert System.objects.get().profile.rto_seconds == 14400


@pytest.mark.parametrize("stale", [{"assumed": "rto=3600"}, {"version": "0"}])
def test_what_has_changed_since_it_was_shown_is_not_sent(stale, answering, short):
    answer = send_it(answering, short, **stale)
    assert answer.status_code == 409
    assert "Please look again" in words(answer)
    assert Assessment.objects.get().state == "open"


def test_without_the_first_two_nothing_is_sent(answering, assessment, send):
    send(answering, assessment, "express", {"mtd": "28800"})
    answer = send_it(answering, assessment)
    assert answer.status_code == 422
    assert "#id_rpo" in answer.content.decode()
    assert Assessment.objects.get().state == "open"


def test_who_does_not_know_can_send_that(answering, assessment, send):
    send(answering, assessment, "express", {"mtd": "unknown", "rpo": "unknown"})
    assert "cannot be said yet" in words(answering.get(place(assessment, "outcome")))
    assert send_it(answering, assessment).status_code == 302
    assert Assessment.objects.get().submitted["rto"]["state"] == "unknown"


def test_unbearable_at_once_is_not_called_unknown(answering, assessment, send):
    send(answering, assessment, "express", {"mtd": "other", "mtd-other": "0", "rpo": "3600"})
    shown = answering.get(place(assessment, "outcome")).content.decode()
    assert "Your answers leave no time to bring it back." in shown
    assert "I don't know" not in shown
    assert f'href="{address(assessment, "objectives")}#id_rto"' in shown
    assert "harm unacceptable at once" in shown


def test_pressing_twice_sends_once(answering, short):
    hidden = {"version": short.version, "assumed": "rto=14400"}
    for _ in range(2):
        assert answering.post(place(short, "send_short"), hidden)["Location"] == place(short, "sent")
    assert AuditEntry.objects.filter(action="answers.submitted").count() == 1


def test_another_cannot_send_it(short, sign_in, architect, stranger):
    for person, status in ((architect, 403), (stranger, 404)):
        assert sign_in(person).post(place(short, "send_short"), {"version": short.version}).status_code == status


# Asked for more.


def test_the_architect_asks_for_the_rest_and_the_mail_leads_there(answering, short, sign_in, architect, owner):
    owner.language = "es"
    owner.save()
    send_it(answering, short)
    derive([short.system_id])
    reader = sign_in(architect)
    page = reader.get("/systems/payments/decision/").content.decode()
    form = page[page.index('id="ask-for-more"') :]
    hidden = dict(re.findall(r'name="(key|sent)" value="([^"]+)"', form.split("</form>")[0]))
    comment = re.search(r"<textarea[^>]*>\s*(.*?)</textarea>", form, re.S).group(1)
    assert comment.startswith("Gracias por")
    reader.post(f"/review/{short.public_id}/return/", {**hidden, "comment": comment})
    assert Decision.objects.get().outcome == "returned"
    mail = message_for(OutgoingMail.objects.get(kind="returned"))
    assert "outcome" in mail.body
    answering.force_login(owner)
    back = answering.get("/systems/payments/answer/", follow=True)
    assert back.redirect_chain[0][0] == place(short, "outcome")
    assert "Gracias por" in words(back)


def test_sent_in_full_afterwards_the_mark_is_gone(answering, short, send):
    send_it(answering, short)
    answering.post(place(short, "reopen"))
    send(answering, short, "objectives", {"rto": "14400", "rto-suggested": "14400", "rpo": "3600"})
    short.refresh_from_db()
    answering.post(place(short, "submit"), {"version": short.version})
    assert not Assessment.objects.get().in_short


def test_a_questionnaire_that_does_not_ask_when_it_is_unbearable_has_no_short_way(answering, owner):
    form = current()
    form.document["topics"][0]["questions"] = [
        each for each in form.document["topics"][0]["questions"] if each["key"] != "mtd"
    ]
    form.document["checksum"] = "without mtd"
    form.save()
    other = SystemFactory(key="other", owner=owner)
    round_ = Assessment.objects.create(system=other, questionnaire=form, respondent=owner)
    assert answering.get("/systems/other/answer/")["Location"] == address(round_, "harm")
    assert answering.get(place(round_, "express")).status_code == 404
