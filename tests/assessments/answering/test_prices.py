"""The price where the choice is: on each card, in the bar of a phone, with the page and live."""

from __future__ import annotations

import re

import pytest

from derivation.services import deriving
from systems.models import System
from tests.assessments.answering.conftest import ANSWERS, address, place

pytestmark = pytest.mark.django_db

LONGER = {**ANSWERS["objectives"], "rto": "86400", "rto-limit": "23040"}


@pytest.fixture
def priced(answered):
    System.objects.filter(pk=answered.system_id).update(running_cost=60_000)
    return answered


def cards(page: str, question: str) -> dict[str, str]:
    """What the price of each card says, in words, by its value."""
    return said(re.split('<span class="price" id="', page)[1:], question, "</label>")


def live_cards(panel: str, question: str) -> dict[str, str]:
    """The same in the panel's answer."""
    return said(re.split('<span hx-swap-oob="innerHTML:#', panel)[1:], question, "<end>")


def said(places: list[str], question: str, end: str) -> dict[str, str]:
    found = {}
    for each in places:
        place, _, html = each.partition('">')
        if match := re.fullmatch(rf"id_{question}-(\w+)-price", place):
            found[match[1]] = words(html.split(end)[0]).removesuffix(" follows from your answers")
    return found


def words(html: str) -> str:
    drawn = re.sub(r'<span aria-hidden="true">.*?</span>', "", html)
    return " ".join(re.sub(r"<[^>]*>", " ", drawn).replace("\u00a0", " ").split())


def test_each_card_of_an_objective_carries_tier_and_price(answering, priced):
    page = answering.get(address(priced, "objectives")).content.decode()
    assert cards(page, "rto")["accept"] == "cost tier 1 of 4 · 6,000 €"
    assert cards(page, "rto")["3600"] == "cost tier 2 of 4 · 15,000 €"
    assert cards(page, "rpo")["0"] == "cost tier 3 of 4 · 18,000 €"


def test_with_one_objective_alone_each_card_carries_the_least_that_it_can_cost(answering, priced):
    priced.answers = {key: answer for key, answer in priced.answers.items() if key == "keeps_data"}
    priced.save()
    page = answering.get(address(priced, "objectives")).content.decode()
    assert cards(page, "rto")["3600"] == "from cost tier 2 of 4 · 15,000 €"
    assert cards(page, "rpo")["0"] == "from cost tier 3 of 4 · 18,000 €"
    sent = {"topic": "objectives", "rto": "3600"}
    panel = answering.post(place(priced, "consequence"), sent).content.decode()
    assert live_cards(panel, "rto")["14400"] == "from cost tier 1 of 4 · 6,000 €"
    assert live_cards(panel, "rpo")["14400"].startswith("cost tier 2 of 4 · 15,000 €")


def test_from_the_first_question_on_the_price_is_on_the_card(answering, assessment, send):
    System.objects.filter(pk=assessment.system_id).update(running_cost=60_000)
    page = answering.get(place(assessment, "express")).content.decode()
    assert cards(page, "mtd")["14400"] == "from cost tier 2 of 4 · 15,000 €"
    assert cards(page, "mtd")["86400"] == "from cost tier 1 of 4 · 6,000 €"
    panel = answering.post(place(assessment, "consequence"), {"topic": "express", "mtd": "14400"}).content.decode()
    assert "from $$ · 15,000 €" in panel.replace("\u00a0", " ")
    assert "From <strong>15,000 €</strong> a year." in panel.replace("\u00a0", " ")


def test_the_least_is_never_more_than_what_follows(answering, priced):
    """Whatever is chosen beside it later, the card has not promised less than it costs, nor more than the cheapest."""
    priced.answers = {key: answer for key, answer in priced.answers.items() if key == "keeps_data"}
    priced.save()
    first = cards(answering.get(address(priced, "objectives")).content.decode(), "rto")
    for rto, said_ in first.items():
        if not said_:
            continue
        least = int(re.search(r"([\d,]+) €", said_)[1].replace(",", ""))
        panel = answering.post(place(priced, "consequence"), {"topic": "objectives", "rto": rto}).content.decode()
        after = [re.search(r"([\d,]+) €", each) for each in live_cards(panel, "rpo").values()]
        assert min(int(each[1].replace(",", "")) for each in after if each) == least


def test_what_could_be_had_for_the_same_price_is_told(answering, priced):
    page = answering.get(address(priced, "objectives")).content.decode()
    assert cards(page, "rto")["86400"] == "cost tier 1 of 4 · 6,000 € For the same price you get: 4 hours"
    assert "For the same price" not in cards(page, "rto")["accept"]


def test_a_choice_that_leads_to_an_objective_is_priced_by_what_it_leads_to(answering, priced, send):
    send(answering, priced, "objectives", {"rto": "", "rpo": "3600"})
    page = answering.get(address(priced, "harm")).content.decode()
    assert cards(page, "mtd")["14400"] == "cost tier 2 of 4 · 15,000 €"
    assert cards(page, "mtd")["86400"] == "cost tier 1 of 4 · 6,000 €"


def test_a_choice_that_moves_nothing_carries_no_price(answering, priced):
    page = answering.get(address(priced, "copies")).content.decode()
    assert set(cards(page, "legal_retention").values()) == {""}
    decided = answering.get(address(priced, "harm")).content.decode()
    assert set(cards(decided, "mtd").values()) == {""}


def test_the_panels_answer_brings_the_prices_of_all_cards(answering, priced):
    page = answering.get(address(priced, "objectives")).content.decode()
    sent = {"topic": "objectives", **ANSWERS["objectives"], "rpo": "0"}
    panel = answering.post(place(priced, "consequence"), sent).content.decode()
    assert live_cards(panel, "rto")["accept"].startswith("cost tier 3 of 4 · 18,000 €")
    assert live_cards(panel, "rpo")["3600"].startswith("cost tier 1 of 4 · 6,000 €")
    assert live_cards(panel, "rto").keys() <= cards(page, "rto").keys()


def test_what_a_card_says_is_what_the_panel_says_once_it_is_chosen(answering, priced):
    page = answering.get(address(priced, "objectives")).content.decode()
    for value, said in cards(page, "rto").items():
        if value == "accept":
            continue
        sent = {"topic": "objectives", **ANSWERS["objectives"], "rto": value, "rto-reason": "So."}
        panel = answering.post(place(priced, "consequence"), sent).content.decode()
        line = re.search(r"consequence-line\">(.*?)<", panel)[1].replace("\u00a0", " ")
        tier, amount = re.match(r"cost tier (\d) of 4 · ([\d,]+ €)", said).groups()
        assert f"· {'$' * int(tier)} · {amount}" in line


def test_one_derivation_a_change(answering, priced, monkeypatch):
    """The prices of all cards cost no derivation of their own."""
    calls = []
    derive = deriving.method.derive
    monkeypatch.setattr(deriving.method, "derive", lambda *each, **how: calls.append(1) or derive(*each, **how))
    answering.post(place(priced, "consequence"), {"topic": "objectives", **ANSWERS["objectives"]})
    assert len(calls) == 1


def test_a_longer_choice_moves_panel_and_price_before_its_reason(answering, priced):
    sent = {"topic": "objectives", **LONGER, "rto-suggested": "14400", "rto-limit": ""}
    panel = answering.post(place(priced, "consequence"), sent).content.decode()
    assert "Back in 24 h" in panel


def test_its_reason_is_asked_afterwards(answering, priced, send):
    """Saved as it is chosen, wanted before going on, and a contradiction for whoever goes past it."""
    url = f"{address(priced, 'objectives')}save/"
    reply = answering.post(url, {"version": priced.version, **LONGER}).json()
    assert reply["unread"] == 0
    priced.refresh_from_db()
    assert priced.answers["rto"]["value"] == {"seconds": 86400, "accepted": False, "reason": ""}
    page = send(answering, priced, "objectives", LONGER)
    assert page.status_code == 422
    assert "Please say in a sentence why that is enough." in page.content.decode()
    check = answering.get(place(priced, "check")).content.decode()
    assert 'id="override-without-reason"' in check
    assert send(answering, priced, "objectives", {**LONGER, "rto-reason": "The tills can wait."}).status_code == 302


def test_without_a_script_a_longer_choice_shows_its_price_at_a_button(answering, priced, send):
    answer = send(answering, priced, "objectives", LONGER, then="show")
    assert answer.status_code == 302
    page = answering.get(answer["Location"]).content.decode()
    assert "Back in 24 h" in page


def test_without_a_running_cost_there_are_tiers_and_who_could_enter_it(answering, answered, architect):
    page = answering.get(address(answered, "objectives")).content.decode()
    assert cards(page, "rto")["3600"] == "cost tier 2 of 4"
    assert f"{architect} can do that." in page
    System.objects.filter(pk=answered.system_id).update(running_cost=60_000)
    assert "can do that" not in answering.get(address(answered, "objectives")).content.decode()


def test_the_bar_of_a_phone_says_time_loss_and_price(answering, priced):
    page = answering.get(address(priced, "objectives")).content.decode().replace("\u00a0", " ")
    assert '<span class="line" id="consequence-line">Back in 4 h · lose 1 h · $ · 6,000 €' in page


def test_prices_are_said_in_the_readers_language(answering, priced, owner):
    owner.language = "es"
    owner.save()
    page = answering.get(address(priced, "objectives")).content.decode()
    assert cards(page, "rto")["86400"].endswith("Por el mismo precio obtiene: 4 horas")
