"""The consequence panel: from the first answers on, live, without saving anything."""

from __future__ import annotations

import pytest

from assessments.models import Assessment
from derivation.services import preview_context
from recovery.durations import DAY, HOUR
from systems.models import System
from tests.assessments.answering.conftest import ANSWERS, address, place
from tests.factories import DependencyFactory, ExerciseFactory, PersonFactory, SystemFactory
from tests.panels.rounds import round_of

pytestmark = pytest.mark.django_db


def test_before_anything_is_known_it_says_so(answering, assessment):
    page = answering.get(address(assessment, "harm")).content.decode()
    assert "show this after a few more answers" in page


def test_it_shows_what_the_form_holds_and_saves_nothing(answering, assessment):
    live = answering.post(place(assessment, "consequence"), {"topic": "harm", **ANSWERS["harm"]}).content.decode()
    assert "<svg" in live
    assert "harm unacceptable after 8 hours" in live
    assert 'hx-swap-oob="innerHTML:#consequence-said"' in live
    assert "How the harm grows" in live
    assert Assessment.objects.get(pk=assessment.pk).version == 0


def test_objectives_not_yet_given_are_taken_as_suggested(answering, answered, send):
    send(answering, answered, "objectives", {})
    page = answering.get(address(answered, "loss")).content.decode()
    assert "Not decided yet: this follows from your other answers." in page
    assert "Back in 4 h" in page
    assert "cost tier 1 of 4" in page


def test_price_and_next_steps_are_told_where_they_are_known(answering, answered):
    System.objects.filter(pk=answered.system_id).update(running_cost=400_000)
    page = answering.get(address(answered, "objectives")).content.decode()
    assert "40,000" in page
    assert "Back within 2 hours instead" in page
    assert "costs 60,000\u00a0€ more a year" in page


def test_the_real_neighbours_count(answering, answered, send):
    slow = SystemFactory(key="ledger", name="Ledger of the bank")
    DependencyFactory(system=answered.system, needs=slow)
    other = Assessment.objects.create(
        system=slow, questionnaire=answered.questionnaire, state="approved",
        submitted={"rto": {"state": "answered", "value": {"seconds": 864000, "accepted": False, "reason": ""}}},
        submitted_at="2026-01-01T00:00:00Z",
    )  # fmt: skip
    assert other.pk
    page = answering.get(place(answered, "check")).content.decode()
    assert "Ledger of the bank" in page


def test_beyond_the_direct_neighbours_nothing_is_named_that_the_reader_may_not_see(answering, answered):
    ledger, vault = SystemFactory(key="ledger", name="Ledger"), SystemFactory(key="vault", name="Vault of secrets")
    DependencyFactory(system=answered.system, needs=ledger)
    DependencyFactory(system=ledger, needs=vault)
    round_of(ledger, by=PersonFactory(), rto=HOUR, rpo=HOUR)
    round_of(vault, by=PersonFactory(), rto=10 * DAY, rpo=HOUR)
    page = answering.get(place(answered, "check")).content.decode()
    assert "Ledger → another system" in page
    assert "Vault" not in page


def test_what_blocks_is_told_first(answering, answered, send, sign_in, architect):
    send(answering, answered, "objectives", {"rto": "14400", "rpo": "0"})
    ExerciseFactory(system=answered.system, rta_seconds=10 * DAY)
    answering.post(place(answered, "submit"), {"version": Assessment.objects.get(pk=answered.pk).version})
    page = sign_in(architect).get(place(answered, "check")).content.decode()
    assert 0 < page.rindex("Blocks approval") < page.index("Worth a look")


@pytest.mark.parametrize(("rto", "blocking"), [("14400", False), ("86400", True)])
def test_what_only_warns_stands_in_nobodys_way(answering, answered, send, rto, blocking):
    """A loss of a quarter of an hour is less than anybody asked for: worth a look, and no more than that."""
    send(answering, answered, "objectives", {"rto": rto, "rto-reason": "So.", "rpo": "900", "rpo-reason": "So."})
    page = answering.get(place(answered, "check")).content.decode()
    assert page.count("Worth a look") == 1
    assert ("1 contradiction stands in the way of approval" in page) is blocking
    assert "stand in the way of approval" not in page


def test_an_offer_says_how_often_work_would_be_saved_and_for_whom_it_no_longer_fits(answering, answered, send):
    """Nobody is there for a night: the way out takes longer, and then somebody else is back too late."""
    web = SystemFactory(key="web", name="Web shop")
    DependencyFactory(system=web, needs=answered.system)
    round_of(web, by=PersonFactory(), rto=8 * HOUR, rpo=HOUR)
    send(answering, answered, "objectives", {"rto": "14400", "rpo": "86400", "rto-reason": "So.", "rpo-reason": "So."})
    send(answering, answered, "promises", {**ANSWERS["promises"], "on_duty": "other", "on_duty-other": "16 hours"})
    page = answering.get(address(answered, "objectives")).content.decode()
    assert "then it no longer fits for Web shop" in page
    assert "saved every " in page


@pytest.mark.parametrize(("catching_up", "leads_to"), [("3 hours", "1 hour"), ("30 minutes", "2 hours")])
def test_the_busiest_season_has_its_own_time_to_catch_up(catching_up, leads_to, answering, answered, send):
    """Four hours are bearable then; what it takes to catch up is taken off, and some headroom."""
    season = {"peak": "yes", "peak_mtd": "14400", "peak_wrt": "other", "peak_wrt-other": catching_up}
    assert send(answering, answered, "meanwhile", ANSWERS["meanwhile"] | season).status_code == 302
    page = answering.get(address(answered, "objectives")).content.decode()
    assert f"Your answers allow <strong>{leads_to}</strong> without it." in page
    assert "Your busiest season decides" in page


def test_a_season_that_asks_for_no_more_decides_nothing(answering, answered, send):
    season = {"peak": "yes", "peak_mtd": "28800", "peak_wrt": "0"}
    assert send(answering, answered, "meanwhile", ANSWERS["meanwhile"] | season).status_code == 302
    page = answering.get(address(answered, "objectives")).content.decode()
    assert "Your answers allow <strong>4 hours</strong> without it." in page
    assert "Your busiest season decides" not in page


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"topic": "nowhere"},
        {"topic": "harm", "mtd": "<script>", "what_stops": "x" * 100_000},
        {"topic": "objectives", "rto": "accept", "rto-suggested": "x"},
    ],
)
def test_what_cannot_be_read_yet_is_left_as_it_was(answering, answered, sent):
    answer = answering.post(place(answered, "consequence"), sent)
    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode()


@pytest.mark.parametrize(("kept_seconds", "queries"), [(0, 15), (60, 5)])
def test_it_needs_as_many_queries_with_many_systems_as_with_few(
    answering, answered, django_assert_num_queries, monkeypatch, kept_seconds, queries
):
    """Few, and still fewer while the neighbours were read a moment ago."""
    monkeypatch.setattr(preview_context, "KEPT_SECONDS", kept_seconds)
    url, sent = place(answered, "consequence"), {"topic": "objectives", **ANSWERS["objectives"]}
    for number in range(3):
        DependencyFactory(system=answered.system, needs=SystemFactory(key=f"near-{number}"))
    answering.post(url, sent)
    with django_assert_num_queries(queries):
        answering.post(url, sent)
    for number in range(3, 9):
        DependencyFactory(system=answered.system, needs=SystemFactory(key=f"near-{number}"))
    SystemFactory.create_batch(30)
    with django_assert_num_queries(queries):
        answering.post(url, sent)


def test_live_the_neighbours_may_be_a_minute_old_on_a_page_never(answering, answered, monkeypatch):
    url, sent = place(answered, "consequence"), {"topic": "objectives", **ANSWERS["objectives"]}
    assert "20,000" not in answering.post(url, sent).content.decode()
    System.objects.filter(pk=answered.system_id).update(running_cost=200_000)
    assert "20,000" not in answering.post(url, sent).content.decode()
    monkeypatch.setattr(preview_context, "KEPT_SECONDS", 0)
    assert "20,000" in answering.post(url, sent).content.decode()
    monkeypatch.setattr(preview_context, "KEPT_SECONDS", 60)
    System.objects.filter(pk=answered.system_id).update(running_cost=400_000)
    assert "40,000" in answering.get(address(answered, "objectives")).content.decode()
    assert "40,000" in answering.post(url, sent).content.decode()
