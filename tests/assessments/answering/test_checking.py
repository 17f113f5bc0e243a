"""The page to check: what does not fit first, each with its way out and a place to say why it is meant to be so."""

from __future__ import annotations

import re

import pytest

from assessments.models import Assessment, Decision, Justification
from derivation.services.deriving import derive
from systems.models import System
from tests.assessments.answering.conftest import ANSWERS, address, place

pytestmark = pytest.mark.django_db

LATE = {"rto": "86400", "rto-reason": "So.", "rpo": "900", "rpo-reason": "So."}
TOO_LATE = "coping-time-too-short"


@pytest.fixture
def unfitting(answered, answering, send):
    """Back after a day, although eight hours are unbearable; and less may be lost than anybody asked for."""
    System.objects.filter(pk=answered.system_id).update(running_cost=60_000)
    send(answering, answered, "objectives", LATE)
    answered.refresh_from_db()
    return answered


def listed(page: str) -> list[str]:
    return re.findall(r'<details class="finding unfitting \w+" id="([\w-]+)"', page)


def opened(page: str) -> list[str]:
    return re.findall(r'<details class="finding unfitting \w+" id="([\w-]+)" open>', page)


def explain(client, assessment, code, reason="The shop is closed then."):
    assessment.refresh_from_db()
    sent = {"version": assessment.version, "finding": code, "reason": reason}
    return client.post(place(assessment, "say_why"), sent, follow=True)


def test_it_begins_with_what_does_not_fit_and_counts_what_it_lists(answering, unfitting):
    page = answering.get(place(unfitting, "check")).content.decode()
    codes = listed(page)
    assert len(codes) > 1
    assert f"{len(codes)} things do not fit together yet" in page
    assert opened(page) == codes[:1]
    assert page.index(codes[0]) < page.index("When it stops")


def test_it_says_strategy_and_price_in_one_sentence(answering, unfitting):
    page = answering.get(place(unfitting, "check")).content.decode().replace("\u00a0", " ")
    sentence = "Back within 24 hours, at most 15 minutes of work lost: Backup and restore, about 6,000 € a year ($)."
    assert sentence in page


def test_after_an_offer_it_is_where_it_was(answering, unfitting):
    page = answering.get(place(unfitting, "check")).content.decode()
    codes = listed(page)
    second = page[page.index(f'id="{codes[1]}"') :]
    token = re.search(r'name="offer" value="(\w+)"', second)[1]
    sent = {"version": unfitting.version, "offer": token, "finding": codes[1]}
    answer = answering.post(place(unfitting, "take_offer"), sent)
    assert answer["Location"].endswith(f"?at={codes[1]}#unfitting")
    after = answering.get(answer["Location"]).content.decode()
    assert opened(after) == listed(after)[:1]
    still = answering.get(f"{place(unfitting, 'check')}?at={listed(after)[-1]}").content.decode()
    assert opened(still) == listed(after)[-1:]


def test_why_it_is_meant_to_be_so_is_said_right_there(answering, unfitting, architect):
    before = listed(answering.get(place(unfitting, "check")).content.decode())
    code = before[-1]
    page = explain(answering, unfitting, code).content.decode()
    assert code not in listed(page)
    assert len(listed(page)) == len(before) - 1
    assert "The shop is closed then." in page
    assert "One thing is meant to be so" in page
    assert not Justification.objects.exists()
    unfitting.refresh_from_db()
    answering.post(place(unfitting, "submit"), {"version": unfitting.version})
    derive([unfitting.system_id])
    said = Justification.objects.get()
    assert (said.code, said.reason, said.state) == (code, "The shop is closed then.", "said")
    assert "The shop is closed then." in answering.get(f"/systems/{unfitting.system.key}/decision/").content.decode()


def test_a_reason_is_about_the_numbers_that_it_was_said_about(answering, unfitting, send):
    code = listed(answering.get(place(unfitting, "check")).content.decode())[0]
    explain(answering, unfitting, code)
    send(answering, unfitting, "objectives", {**LATE, "rto": "259200"})
    assert code in listed(answering.get(place(unfitting, "check")).content.decode())


def test_without_a_reason_nothing_is_noted_and_the_page_says_so(answering, unfitting):
    code = listed(answering.get(place(unfitting, "check")).content.decode())[-1]
    answer = explain(answering, unfitting, code, " ")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Say in a sentence why it is meant to be so." in page
    assert opened(page) == [code]
    assert Assessment.objects.get(pk=unfitting.pk).reasons == {}


def test_the_reason_for_a_longer_objective_is_put_to_the_objective(answering, unfitting, send):
    save = f"{address(unfitting, 'objectives')}save/"
    answering.post(
        save, {"version": unfitting.version, **LATE, "rto-reason": "", "rpo-reason": "", "rto-suggested": "14400"}
    )
    assert "override-without-reason" in listed(answering.get(place(unfitting, "check")).content.decode())
    page = explain(answering, unfitting, "override-without-reason", "Paper will do.").content.decode()
    assert "override-without-reason" not in listed(page)
    assert Assessment.objects.get(pk=unfitting.pk).answers["rto"]["value"]["reason"] == "Paper will do."


def test_a_reason_for_what_is_not_there_is_told_and_not_kept(answering, unfitting):
    page = explain(answering, unfitting, "stale").content.decode()
    assert "This is resolved already" in page
    assert Assessment.objects.get(pk=unfitting.pk).reasons == {}


def test_in_review_no_reason_is_noted_and_what_was_sent_is_not_sent_twice(answering, unfitting):
    code = listed(answering.get(place(unfitting, "check")).content.decode())[-1]
    explain(answering, unfitting, code)
    unfitting.refresh_from_db()
    answering.post(place(unfitting, "submit"), {"version": unfitting.version})
    Justification.objects.update(state="accepted")
    assert "Choose “Change my answers” first." in explain(answering, unfitting, code, "Another.").content.decode()
    answering.post(place(unfitting, "reopen"))
    unfitting.refresh_from_db()
    answering.post(place(unfitting, "submit"), {"version": unfitting.version})
    assert [each.state for each in Justification.objects.all()] == ["accepted"]


def test_change_leads_back_to_the_page_to_check(answering, unfitting, send):
    page = answering.get(place(unfitting, "check")).content.decode()
    link = re.search(rf'href="({address(unfitting, "harm")}\?then=check)#id_mtd-question"', page)[1]
    topic = answering.get(link).content.decode()
    assert 'name="then" value="check">Save and go back to the check' in topic
    answer = send(answering, unfitting, "harm", ANSWERS["harm"], then="check")
    assert answer["Location"] == place(unfitting, "check")


def test_the_sent_page_says_plan_and_price_in_one_sentence(answering, unfitting):
    answering.post(place(unfitting, "submit"), {"version": unfitting.version})
    page = answering.get(place(unfitting, "sent")).content.decode().replace("\u00a0", " ")
    assert "Backup and restore, about 6,000 € a year ($)." in page


def test_an_architect_reads_without_buttons(sign_in, architect, answering, unfitting):
    answering.post(place(unfitting, "submit"), {"version": unfitting.version})
    page = sign_in(architect).get(place(unfitting, "check")).content.decode()
    assert listed(page) == opened(page)
    assert "It is meant to be so" not in page


def folded(page: str) -> dict[str, tuple[bool, str]]:
    """The topics with whether they are open, and the line that stands while they are folded."""
    found = re.findall(
        r'<details class="check-topic"( open)?>\s*<summary><h2>([^<]+)</h2> <span class="quiet">([^<]*)', page
    )
    return {title: (bool(is_open), line) for is_open, title, line in found}


def test_what_fits_is_folded_with_a_line_each(answering, answered, send):
    send(answering, answered, "copies", {"discovery_time-unknown": "unknown", "discovery_time": "unknown"})
    topics = folded(answering.get(place(answered, "check")).content.decode())
    assert [is_open for is_open, _ in topics.values()] == [False] * 7
    assert topics["The data in it"][1] == ""
    assert topics["Finding damage, keeping copies"][1] == "1 not known · 1 open"


def test_the_topic_is_open_with_what_has_to_be_answered_before_sending(answering, assessment, send):
    send(answering, assessment, "harm", ANSWERS["harm"])
    topics = folded(answering.get(place(assessment, "check")).content.decode())
    assert [title for title, (is_open, _) in topics.items() if is_open] == ["What you ask for"]
    assert topics["When it stops"][1] == ""


def test_what_nobody_changes_any_more_is_all_open(answering, answered):
    answering.post(place(answered, "submit"), {"version": answered.version})
    page = answering.get(place(answered, "check")).content.decode()
    assert {is_open for is_open, _ in folded(page).values()} == {True}


def test_the_topic_that_an_architect_asks_about_is_open(answering, answered, architect):
    Assessment.objects.filter(pk=answered.pk).update(state=Assessment.State.RETURNED)
    Decision.objects.create(
        assessment=answered, outcome="returned", by=architect, comment="Which law says so?",
        question="legal_retention", idempotency_key="00000000-0000-4000-8000-000000000001",
    )  # fmt: skip
    topics = folded(answering.get(place(answered, "check")).content.decode())
    assert [title for title, (is_open, _) in topics.items() if is_open] == ["Finding damage, keeping copies"]
