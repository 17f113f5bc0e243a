"""How long copying everything back may take: asked beside the RTO, and "the same" is one tap."""

from __future__ import annotations

import re

import pytest

from assessments.models import Assessment
from derivation.services.facts import read_facts
from questionnaires.models import Questionnaire
from questionnaires.services import measures
from questionnaires.services.loading import STANDARD, checksum_of, written
from recovery.durations import DAY, HOUR
from systems.models import Protection, System
from tests.assessments.answering.conftest import ANSWERS, address, place
from tests.questionnaires.versions import version_2

pytestmark = pytest.mark.django_db
OBJECTIVES = ANSWERS["objectives"]


def cards(page: str) -> list[str]:
    return re.findall(r'<input type="radio" name="data_rto"[^>]*value="(\w+)"', page)


def chosen(page: str) -> list[str]:
    return re.findall(r'<input type="radio" name="data_rto"[^>]*value="(\w+)"[^>]* checked', page)


def read(assessment: Assessment) -> measures.Reading:
    assessment.refresh_from_db()
    return measures.measure(assessment.questionnaire.document, assessment.answers)


@pytest.mark.parametrize(
    ("typed", "data_rto"),
    [
        ({"data_rto": "same"}, None),
        ({"data_rto": "unknown"}, None),
        ({"data_rto": "259200"}, 3 * DAY),
        ({"data_rto": "other", "data_rto-other": "5 days"}, 5 * DAY),
        ({}, None),
    ],
)
def test_what_was_typed_is_read_and_stands_on_the_page_again(answering, answered, send, typed, data_rto):
    objectives = {name: value for name, value in OBJECTIVES.items() if name != "data_rto"}
    assert send(answering, answered, "objectives", objectives | typed).status_code == 302
    assert read(answered).data_rto == data_rto
    assert read(answered).rto == 4 * HOUR
    page = answering.get(address(answered, "objectives")).content.decode()
    assert chosen(page) == list(typed.values())[:1]


def test_the_same_comes_first_then_only_longer_times(answering, answered):
    page = answering.get(address(answered, "objectives")).content.decode()
    assert cards(page) == ["same", "28800", "86400", "259200", "604800", "1209600", "other", "unknown"]


def test_before_the_rto_is_answered_the_suggestion_says_what_is_longer(answering, answered, send):
    send(answering, answered, "objectives", {})
    answers = {key: answer for key, answer in read_answers(answered).items() if key not in {"rto", "data_rto"}}
    Assessment.objects.filter(pk=answered.pk).update(answers=answers)
    page = answering.get(address(answered, "objectives")).content.decode()
    assert cards(page)[:2] == ["same", "28800"]


def read_answers(assessment: Assessment) -> dict:
    assessment.refresh_from_db()
    return assessment.answers


def test_a_time_that_is_no_longer_longer_stays_as_it_was_typed(answering, answered, send):
    send(answering, answered, "objectives", OBJECTIVES | {"data_rto": "28800"})
    send(answering, answered, "objectives", OBJECTIVES | {"rto": "86400", "rto-reason": "So.", "data_rto": "28800"})
    page = answering.get(address(answered, "objectives")).content.decode()
    assert chosen(page) == ["28800"]
    assert read(answered).data_rto == 8 * HOUR


@pytest.mark.parametrize(
    ("language", "question", "same", "price"),
    [
        ("en", "could you wait longer?", "No, the same", "What does an hour of lost work cost?"),
        ("es", "¿podría esperar más?", "No, lo mismo", "¿Cuánto cuesta una hora de trabajo perdido?"),
    ],
)
def test_both_languages_ask_and_say_it(answering, answered, owner, language, question, same, price):
    owner.language = language
    owner.save()
    page = answering.get(address(answered, "objectives")).content.decode()
    assert question in page
    assert same in page
    assert price in answering.get(address(answered, "loss")).content.decode()
    check = answering.get(place(answered, "check")).content.decode()
    assert question in check
    assert same in check
    assert price in check
    assert "400" in check


def test_without_data_of_its_own_neither_is_asked(answering, answered, send):
    send(answering, answered, "data", {"keeps_data": "no"})
    assert "lost work" not in answering.get(place(answered, "check")).content.decode()
    assert cards(answering.get(address(answered, "objectives")).content.decode()) == []
    reading = read(answered)
    assert reading.data_rto is None
    assert "loss_per_lost_hour" not in reading.facts


def test_it_reaches_the_method(answering, answered, send):
    send(answering, answered, "objectives", OBJECTIVES | {"data_rto": "86400"})
    answered.refresh_from_db()
    answering.post(place(answered, "submit"), {"version": answered.version})
    system = read_facts([answered.system_id], today=answered.created_at.date()).systems[answered.system_id]
    assert (system.rto, system.data_rto, system.data_rpo) == (4 * HOUR, DAY, None)
    assert (system.facts.loss_per_lost_hour, system.facts.minimum_service) == (400, 0.5)


@pytest.mark.parametrize(
    ("size", "said", "late"), [(50, "1 hour 8 minutes", False), (2000, "6 hours 41 minutes", True)]
)
def test_the_panel_says_how_long_copying_everything_back_takes(answering, answered, size, said, late):
    System.objects.filter(pk=answered.system_id).update(data_size_gib=size)
    Protection.objects.create(system=answered.system, strategy="backup_restore", restore_mib_per_s=100)
    page = answering.get(address(answered, "objectives")).content.decode()
    (line,) = re.findall(r"<p[^>]*>If everything has to be brought back from copies: (.*?)</p>", page)
    assert line.startswith(said)
    assert ("too late" in line) is late


def test_the_panel_says_it_in_spanish(answering, answered, owner, send):
    owner.language = "es"
    owner.save()
    season = {"peak": "yes", "peak_mtd": "14400", "peak_wrt": "3600"}
    send(answering, answered, "meanwhile", ANSWERS["meanwhile"] | season)
    page = answering.get(address(answered, "objectives")).content.decode()
    assert "Si hay que recuperarlo todo de las copias: " in page
    assert "Decide su temporada de más trabajo" in page


def test_a_round_of_version_2_is_asked_what_it_was_asked(answering, assessment, send):
    raw = version_2(written(STANDARD))
    checksum = checksum_of(raw)
    older = Questionnaire.objects.create(
        slug="standard", version=2, title="Older", document={**raw, "checksum": checksum}, checksum=checksum,
        published_at="2026-01-01T00:00:00Z",
    )  # fmt: skip
    Assessment.objects.filter(pk=assessment.pk).update(questionnaire=older)
    for topic, values in ANSWERS.items():
        assert send(answering, assessment, topic, values).status_code == 302
    assert cards(answering.get(address(assessment, "objectives")).content.decode()) == []
    assert {"data_rto", "loss_per_lost_hour"}.isdisjoint(read_answers(assessment))
    assert "minimum_service" not in read(assessment).facts
