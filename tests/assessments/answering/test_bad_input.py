"""Each type of question with input it cannot take: the page says so beside it, keeps it, and saves nothing."""

from __future__ import annotations

import pytest
from django.utils.html import escape

from tests.assessments.answering.conftest import ANSWERS, address

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script>"
BAD = [
    ("harm", "what_stops", {"what_stops": "x" * 2500}, "too long"),
    ("harm", "what_stops", {"what_stops": "a\x00b"}, "cannot be kept"),
    ("meanwhile", "reduced_service", {"reduced_service": HOSTILE}, "Please choose one"),
    ("harm", "mtd", {"mtd": "other", "mtd-other": HOSTILE}, "Write a number and its unit"),
    ("harm", "mtd", {"mtd": "other", "mtd-other": ""}, "Please write how long"),
    ("harm", "mtd", {"mtd": "other", "mtd-other": "9" * 3000}, "Write a number and its unit"),
    ("harm", "impact", {"impact-money-minor": HOSTILE}, "one of the moments"),
    ("harm", "impact", {"impact-money-minor": "86400", "impact-money-severe": "900"}, "Please let the milder one"),
    ("meanwhile", "peak", {"peak": "1"}, "Please choose one"),
    ("meanwhile", "workaround_needs", {"workaround_lasts": "3600", "workaround_needs": "y" * 400}, "too long for"),
    ("promises", "loss_per_hour", {"loss_per_hour": HOSTILE}, "an amount in figures"),
    ("promises", "loss_per_hour", {"loss_per_hour": "-5"}, "an amount in figures"),
    ("data", "entries_per_hour", {"keeps_data": "yes", "entries_per_hour": "1e400"}, "a whole number in figures"),
    ("objectives", "rto", {"rto": "604800", "rto-suggested": "3600"}, "why that is enough"),
    ("objectives", "rpo", {"rpo": "other", "rpo-other": HOSTILE}, "Write a number and its unit"),
]  # fmt: skip


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: f"{bad[1]}: {bad[3]}")
def test_bad_input_is_told_beside_its_field_and_nothing_is_lost_or_saved(answering, assessment, send, bad):
    topic, key, values, message = bad
    good = {name: value for name, value in ANSWERS[topic].items() if not name.startswith(key)}
    answer = send(answering, assessment, topic, good | values)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="errors"' in page
    beside = page.split(f'id="id_{key}_error"')[1].split("</div>")[0]
    assert message in beside
    assert HOSTILE not in page
    for value in values.values():
        if isinstance(value, str) and value not in {"other", "yes"} and "\x00" not in value and key != "impact":
            assert escape(value) in page or f'value="{value}"' in page or value == HOSTILE
    assessment.refresh_from_db()
    assert assessment.answers == {}
    assert assessment.version == 0


def test_what_was_typed_stays_in_every_field_of_the_page(answering, assessment, send):
    page = send(
        answering, assessment, "harm", ANSWERS["harm"] | {"mtd": "other", "mtd-other": "soonish"}
    ).content.decode()
    assert 'value="soonish"' in page
    assert "The tills." in page
    assert '<option value="86400" selected>' in page


def test_a_text_is_shown_as_it_was_typed_never_as_markup(answering, assessment, send):
    send(answering, assessment, "harm", {"what_stops": HOSTILE})
    for topic in ("harm", "check"):
        page = answering.get(address(assessment, topic)).content.decode()
        assert escape(HOSTILE) in page
        assert HOSTILE not in page


def test_a_follow_up_that_is_not_asked_stands_in_nobodys_way(answering, assessment, send):
    answer = send(answering, assessment, "meanwhile", {"peak": "no", "peak_mtd": "nonsense", "workaround_lasts": "0"})
    assert answer.status_code == 302
    assessment.refresh_from_db()
    assert set(assessment.answers) == {"peak", "workaround_lasts"}


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999999999", "0; DROP TABLE", "١"])
def test_a_version_that_is_none_saves_nothing(answering, assessment, version):
    answer = answering.post(address(assessment, "harm"), {"version": version, "what_stops": "Tills"})
    assert answer.status_code == 409
    assert "Tills" in answer.content.decode()
    assessment.refresh_from_db()
    assert assessment.answers == {}
