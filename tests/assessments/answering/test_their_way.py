"""Answers typed as people say them: taken, said back at the field, or refused there with what would fit."""

from __future__ import annotations

import html
import re

import pytest

from tests.assessments.answering.conftest import address
from tests.assessments.answering.test_autosave import saving

pytestmark = pytest.mark.django_db
HOUR, DAY = 3600, 86400


def other(key: str, typed: str) -> dict[str, str]:
    return {key: "other", f"{key}-other": typed}


@pytest.mark.parametrize(
    ("topic", "key", "typed", "seconds", "said"),
    [
        ("harm", "mtd", "two weeks", 14 * DAY, "two weeks → 2 weeks"),
        ("harm", "mtd", "half an hour", HOUR // 2, "half an hour → 30 minutes"),
        ("harm", "mtd", "2–3 hours", 2 * HOUR, "2–3 hours → 2 hours, the stricter end"),
        ("meanwhile", "wrt", "2–3 hours", 3 * HOUR, "2–3 hours → 3 hours, the stricter end"),
        ("copies", "legal_retention", "7 years", 7 * 365 * DAY, ""),
    ],
)
def test_a_time_is_taken_and_said_back(answering, assessment, topic, key, typed, seconds, said):
    reply = answering.post(saving(assessment, topic), {"version": 0, **other(key, typed)}).json()
    assert reply["understood"] == ({key: said} if said else {})
    assert reply["refused"] == {}
    page = answering.post(address(assessment, topic), {"version": 1, **other(key, typed)}, follow=True)
    assert (said in html.unescape(page.content.decode())) or not said
    assessment.refresh_from_db()
    assert assessment.answers[key]["value"] == seconds


@pytest.mark.parametrize(
    ("typed", "amount", "said"),
    [
        ("10k", 10_000, "10k → 10,000\u00a0€"),
        ("10K €", 10_000, "10K € → 10,000\u00a0€"),
        ("1 million", 1_000_000, "1 million → 1,000,000\u00a0€"),
        ("about 5000", 5000, "about 5000 → 5,000\u00a0€, taken as exact"),
        ("5000", 5000, ""),
    ],
)
def test_an_amount_is_taken_and_said_back(answering, assessment, typed, amount, said):
    reply = answering.post(saving(assessment, "promises"), {"version": 0, "loss_per_hour": typed}).json()
    assert reply["understood"] == ({"loss_per_hour": said} if said else {})
    page = answering.post(address(assessment, "promises"), {"version": 1, "loss_per_hour": typed}, follow=True)
    assert said in html.unescape(page.content.decode())
    assessment.refresh_from_db()
    assert assessment.answers["loss_per_hour"]["value"] == amount


@pytest.mark.parametrize(("typed", "why"), [("10k $", "is in USD"), ("5.000–8.000", "more than one amount")])
def test_what_is_no_amount_is_said_at_the_field(answering, assessment, typed, why):
    reply = answering.post(saving(assessment, "promises"), {"version": 0, "loss_per_hour": typed}).json()
    assert why in reply["refused"]["loss_per_hour"]
    page = answering.post(address(assessment, "promises"), {"version": 0, "loss_per_hour": typed})
    said = re.search(r'id="id_loss_per_hour_error">(.*?)</div>', page.content.decode(), re.DOTALL)[1]
    assert why in html.unescape(said)


def test_an_objective_and_how_exact_it_is_are_said_back(answering, assessment):
    typed = {**other("rto", "~4h"), "rto-shortest": "1-2 h", "rto-longest": "8-9 h"}
    reply = answering.post(saving(assessment, "objectives"), {"version": 0, **typed}).json()
    said = "~4h → 4 hours, taken as exact 1-2 h → 1 hour, the stricter end 8-9 h → 9 hours, the stricter end"
    assert reply["understood"] == {"rto": said}


def test_seven_years_come_back_as_seven_years(answering, assessment):
    answering.post(address(assessment, "copies"), {"version": 0, **other("legal_retention", "7 years")})
    page = answering.get(address(assessment, "copies")).content.decode()
    assert 'name="legal_retention-other" id="id_legal_retention-other-text" value="7 years"' in page


@pytest.mark.parametrize(
    ("typed", "why"),
    [("24/7", "says when somebody is there"), ("soon", "“soon” was not understood"), ("24", "lacks its unit")],
)
def test_what_cannot_be_read_is_said_at_the_field(answering, assessment, typed, why):
    reply = answering.post(saving(assessment), {"version": 0, **other("mtd", typed)}).json()
    assert why in reply["refused"]["mtd"]
    page = answering.post(address(assessment, "harm"), {"version": 0, **other("mtd", typed)})
    assert page.status_code == 422
    said = re.search(r'id="id_mtd_error">(.*?)</div>', page.content.decode(), re.DOTALL)[1]
    assert why in html.unescape(said)


def test_a_page_that_is_shown_again_says_back_what_it_understood(answering, assessment):
    typed = {**other("workaround_lasts", "soon"), **other("wrt", "~2 h")}
    page = answering.post(address(assessment, "meanwhile"), {"version": 0, **typed}).content.decode()
    note = re.search(r'data-understood="wrt" role="status"([^>]*)>(.*?)</p>', page)
    assert (note[1], note[2]) == ("", "~2 h → 2 hours, taken as exact")
    assert re.search(r'data-understood="workaround_lasts" role="status" hidden></p>', page)
