"""The standard questionnaire keeps what the method asks of it."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import date

import pytest

from derivation.services import facts as facts_reading
from questionnaires.document.consistency import MEASURES
from questionnaires.document.parsing import parse
from questionnaires.document.structure import Question
from questionnaires.services import wizard
from questionnaires.services.drafting.comparing import texts_missing_in
from questionnaires.services.loading import STANDARD, written
from recovery.derivation import derive
from recovery.facts import Facts
from recovery.facts import System as FactsSystem
from recovery.languages import languages
from recovery.policy import DEFAULT_POLICY
from tests.factories import PersonFactory, ProtectionFactory, SystemFactory
from tests.questionnaires.versions import version_3, version_4

CATALOGUE = {"running_cost", "recovery_budget", "data_size_gib", "restore_mib_per_s", "start_window", "running_time",
             "copy_lag", "owner"}  # fmt: skip
FROM_ANSWERS = {"safety_driver"}
"""Follows from what the impact grid says about people's safety."""
NO_FACTS = {"rto", "rpo", "data_rto", "entries_per_batch"}
"""The objectives, and what becomes the entries of an hour."""
DOCUMENT = parse(written(STANDARD))
QUESTIONS = list(DOCUMENT.questions.values())
JARGON = re.compile(r"\b(?:failover|replication|snapshot|pilot light|standby|MTD|WRT|tier)\b", re.IGNORECASE)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
@pytest.mark.parametrize("language", languages())
def test_every_question_has_its_texts_in_each_language(question, language):
    for text in (question.wording, question.why, question.example):
        assert len(text.say(language)) > 5
    if question.type != "text" or question.key in {"what_stops"}:
        assert question.wording.say("en") != question.wording.say("es")


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_a_question_asks_and_its_texts_stay_short_and_plain(question):
    assert question.wording.say("en").endswith("?")
    assert question.wording.say("es").endswith("?")
    assert "¿" in question.wording.say("es")
    for text in (question.wording, question.why, question.example):
        assert max(len(sentence.split()) for sentence in re.split(r"[.:?!] ", text.say("en"))) <= 30
        assert not JARGON.search(text.say("en"))


@pytest.mark.parametrize("language", languages())
def test_no_text_is_missing_in_any_language(language):
    assert texts_missing_in(written(STANDARD), language, "en") == []


def test_the_labels_of_choices_name_no_tier_and_no_strategy():
    labels = [choice.label.say("en") for question in QUESTIONS for choice in question.choices]
    assert labels
    assert not [label for label in labels if JARGON.search(label) or "$" in label]


def test_the_objectives_come_last_and_are_explained_where_they_are_named():
    *_, rto, data_rto, rpo = QUESTIONS
    assert (rto.measure, data_rto.measure, rpo.measure) == ("rto", "data_rto", "rpo")
    assert "RTO" in rto.why.say("en")
    assert "RPO" in rpo.why.say("es")


def test_it_feeds_every_measure():
    assert {question.measure for question in QUESTIONS if question.measure} == set(MEASURES)


def test_every_fact_of_the_method_is_asked_or_stands_in_the_catalogue():
    asked = {question.measure for question in QUESTIONS if question.measure}
    assert {field.name for field in fields(Facts)} == asked - NO_FACTS | CATALOGUE | FROM_ANSWERS


@pytest.mark.django_db
def test_the_catalogue_gives_what_it_is_to_give():
    system = SystemFactory(owner=PersonFactory(), running_cost=1, recovery_budget=1, data_size_gib=1)
    ProtectionFactory(
        system=system, restore_mib_per_s=1, start_window_seconds=1, running_time_seconds=1, copy_lag_seconds=1
    )
    facts = facts_reading.read_facts([system.pk], today=date(2026, 1, 1)).systems[system.pk].facts
    assert {field.name for field in fields(Facts) if getattr(facts, field.name) is not None} == CATALOGUE


def test_it_can_be_finished_in_ten_minutes():
    unconditional = [
        question for question in QUESTIONS if not question.asked_when or question.topic in {"loss", "copies"}
    ]
    assert sum(question.seconds for question in unconditional) < 10 * 60
    assert len(DOCUMENT.topics) == 7


def test_version_4_asks_two_minutes_less():
    """Who answers everything, data kept and a busy season included, and leaves out what is optional."""
    asked = {key: {"state": "answered", "value": "yes"} for key in ("peak", "deadline", "keeps_data", "never_lose")}
    forms = [parse(of(written(STANDARD))) for of in (version_3, version_4)]
    seconds = [sum(each.seconds for each in wizard.open_questions(form, asked)) for form in forms]
    assert seconds[1] <= seconds[0] - 100


def test_version_5_asks_one_question_more_where_there_is_a_rule_and_there_are_data():
    before = parse(version_4(written(STANDARD)))
    for deadline, data, more in (("yes", "yes", ["regulator_site"]), ("yes", "no", []), ("no", "yes", [])):
        gates = {"deadline": deadline, "keeps_data": data}
        answers = {key: {"state": "answered", "value": value} for key, value in gates.items()}
        asked = [{each.key: each.seconds for each in wizard.open_questions(of, answers)} for of in (before, DOCUMENT)]
        assert [key for key in asked[1] if key not in asked[0]] == more
        assert sum(asked[1].values()) == sum(asked[0].values()) + 10 * len(more)


def test_what_the_method_does_not_read_is_optional_or_decides_what_is_asked():
    """A summary prints it for the people who bring the system back; nobody is asked twice for it."""
    deciding = {condition.question for each in QUESTIONS for condition in each.asked_when}
    informing = {each.key for each in QUESTIONS if not each.measure}
    assert {each.key for each in QUESTIONS if each.optional} == informing - deciding


def test_the_grid_of_harm_is_not_first_and_what_is_optional_is_last():
    harm = [each.key for each in QUESTIONS if each.topic == "harm"]
    assert harm == ["mtd", "impact", "what_stops"]


PROMISES = re.compile(
    r"\b(?:plan|prices?|cheap\w*|dear\w*|costs?|for less|pays?|precio|caro|barat\w+|abarata|cuestan?|costar|pagar)\b"
)


def promising() -> list[Question]:
    return [each for each in QUESTIONS if any(PROMISES.search(each.why.say(language)) for language in languages())]


@pytest.mark.parametrize("question", promising(), ids=lambda question: question.key)
def test_who_promises_something_about_price_or_plan_is_read_by_the_plan(question):
    """Either the answer itself, or that of a question which is asked because of it."""
    hanging = [
        each
        for each in QUESTIONS
        if each is question or any(condition.question == question.key for condition in each.asked_when)
    ]
    assert READ_BY_THE_PLAN.keys() & {each.measure for each in hanging}


def test_promises_are_found():
    assert {"mtd", "deadline", "rto", "never_lose", "expendable_entries"} <= {each.key for each in promising()}
    assert not {"workaround_lasts", "what_stops", "never_lose_which"} & {each.key for each in promising()}


DAY, HOUR = 86400, 3600
BASE = {"mtd": DAY, "wrt": HOUR, "entries_per_hour": 60, "rebuild_window": 4 * HOUR, "running_cost": 100_000.0,
        "data_size_gib": 100.0, "loss_per_hour": 100.0}  # fmt: skip
READ_BY_THE_PLAN = {
    "mtd": (2 * HOUR, {}),
    "peak_mtd": (2 * HOUR, {}),
    "wrt": (22 * HOUR, {}),
    "regulator_rto": (HOUR, {}),
    "regulator_rpo": (60, {}),
    "loss_per_hour": (90_000.0, {}),
    "loss_per_lost_hour": (90_000.0, {}),
    "recovery_budget": (10.0, {}),
    "change_interval": (DAY, {}),
    "rebuild_window": (60, {}),
    "expendable_entries": (600, {}),
    "never_lose": (True, {}),
    "discovery_time": (90 * DAY, {}),
    "legal_retention": (3650 * DAY, {}),
    "regulator_site": ("other_region", {}),
    "minimum_service": (0.25, {"rto": 300}),
    "unattended": (DAY, {}),
    "data_rto": (60, {}),
    "rto": (HOUR, {}),
    "rpo": (DAY, {}),
}
"""Measures that change what is derived: a value, and the objectives under which it does."""


@pytest.mark.parametrize("measure", READ_BY_THE_PLAN)
def test_what_the_plan_is_said_to_read_it_reads(measure):
    value, objectives = READ_BY_THE_PLAN[measure]
    usual = {"rto": 4 * HOUR, "rpo": HOUR} | objectives
    own = {"rto", "rpo", "data_rto"}
    before = FactsSystem("a", **usual, facts=Facts(**BASE))
    after = FactsSystem(
        "a", **usual | ({measure: value} if measure in own else {}),
        facts=Facts(**BASE | ({} if measure in own else {measure: value})),
    )  # fmt: skip
    numbers = [derive([each], [], DEFAULT_POLICY)["a"] for each in (before, after)]
    assert numbers[0] != numbers[1]


def test_how_long_people_carry_on_by_hand_changes_no_plan():
    """So its question promises nothing; it is only compared with the moment at which it becomes unbearable."""
    of = [
        FactsSystem("a", rto=4 * HOUR, rpo=HOUR, facts=Facts(**BASE, workaround_lasts=lasts)) for lasts in (None, HOUR)
    ]
    plans = [derive([each], [], DEFAULT_POLICY)["a"] for each in of]
    assert plans[0] == plans[1]


def test_the_analogies_are_there():
    everything = " ".join(text.say("en") for question in QUESTIONS for text in (question.why, question.example))
    assert "workshop" in everything
    assert "saves a document every five minutes" in everything
