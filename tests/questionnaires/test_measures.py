"""What answers come to: the five states, the facts, and an offer's change put in and read again."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from questionnaires.document.parsing import parse
from questionnaires.fields.impact import HORIZONS
from questionnaires.services import changes, measures, wizard
from questionnaires.services.loading import STANDARD, written
from recovery.durations import LONGEST
from recovery.facts import CATEGORIES, RATINGS, SITES, Facts, State
from tests.questionnaires.versions import version_2

DOCUMENT = parse(written(STANDARD))
UNKNOWN = {"state": "unknown", "value": None}
NO_DATA = {"keeps_data": {"state": "answered", "value": "no"}}


def answered(**values: object) -> dict:
    return {key: {"state": "answered", "value": value} for key, value in values.items()}


def objective(seconds: int, reason: str = "") -> dict:
    return {"seconds": seconds, "accepted": False, "reason": reason}


@pytest.mark.parametrize(
    ("answers", "rto", "rpo"),
    [
        ({}, State.UNSET, State.UNSET),
        ({"rto": UNKNOWN, "rpo": UNKNOWN}, State.UNKNOWN, State.UNKNOWN),
        (answered(rto=objective(0), rpo=objective(0)), 0, 0),
        (answered(rto=objective(300), rpo=objective(60)), 300, 60),
        (NO_DATA, State.UNSET, State.NOT_APPLICABLE),
        (NO_DATA | answered(rpo=objective(60)), State.UNSET, State.NOT_APPLICABLE),
        (answered(keeps_data="yes"), State.UNSET, State.UNSET),
        ({"keeps_data": UNKNOWN} | answered(rpo=objective(60)), State.UNSET, 60),
    ],
)
def test_the_five_states_are_never_confused(answers, rto, rpo):
    reading = measures.measure(DOCUMENT, answers)
    assert (reading.rto, reading.rpo) == (rto, rpo)


@pytest.mark.parametrize(
    ("answers", "facts"),
    [
        ({}, {}),
        (answered(what_stops="Tills"), {}),
        ({"mtd": UNKNOWN}, {}),
        (answered(mtd=3600, wrt=0), {"mtd": 3600, "wrt": 0}),
        (answered(minutes_per_entry=90), {"minutes_per_entry": 1.5}),
        (answered(never_lose="no"), {"never_lose": False}),
        (answered(on_duty=64 * 3600), {"unattended": 64 * 3600}),
        (answered(reduced_service="10"), {"minimum_service": 0.1}),
        (answered(keeps_data="yes", deadline="yes", regulator_site="other_region"), {"regulator_site": "other_region"}),
        (NO_DATA | answered(deadline="yes", regulator_site="other_region"), {}),
        (answered(keeps_data="yes", deadline="no", regulator_site="other_region"), {}),
        (answered(reduced_service="100"), {"minimum_service": 1.0}),
        ({"reduced_service": UNKNOWN}, {}),
        (answered(loss_per_lost_hour=400), {"loss_per_lost_hour": 400}),
        ({"loss_per_lost_hour": UNKNOWN}, {}),
        (NO_DATA | answered(loss_per_lost_hour=400), {}),
        (answered(data_rto=86400), {}),
        (answered(rebuild_from="nothing", rebuild_window=3600), {"rebuild_window": 0}),
        (NO_DATA | answered(rebuild_from="nothing", never_lose="yes"), {}),
        (answered(change_interval=0, entries_per_hour=30, entries_per_batch=7),
         {"change_interval": 0, "entries_per_hour": 30}),
        (answered(change_interval=86400, entries_per_hour=30, entries_per_batch=2400),
         {"change_interval": 86400, "entries_per_hour": 100}),
        (answered(peak="no", peak_mtd=60, peak_wrt=60), {}),
        (answered(peak="yes", peak_mtd=60, peak_wrt=0), {"peak_mtd": 60, "peak_wrt": 0}),
        (answered(workaround_lasts=3600,
                  workaround_needs=[{"name": "Mail", "key": "mail"}, {"name": "Fax", "key": None}]),
         {"workaround_lasts": 3600, "workaround_needs": ("mail", "Fax")}),
        (answered(workaround_lasts=0, workaround_needs=[{"name": "Mail", "key": "mail"}]), {"workaround_lasts": 0}),
    ],
)  # fmt: skip
def test_answers_become_facts(answers, facts):
    assert measures.measure(DOCUMENT, answers).facts == facts


@pytest.mark.parametrize(
    ("answers", "data_rto"),
    [
        ({}, None),
        ({"data_rto": UNKNOWN}, None),
        (answered(data_rto="same"), None),
        (answered(rto=objective(3600), data_rto="same"), None),
        (answered(rto=objective(3600), data_rto=86400), 86400),
        (answered(data_rto=86400), 86400),
        (NO_DATA | answered(data_rto=86400), None),
    ],
)
def test_destroyed_data_have_an_objective_of_their_own_only_where_one_was_given(answers, data_rto):
    reading = measures.measure(DOCUMENT, answers)
    assert (reading.data_rto, reading.data_rpo) == (data_rto, None)


def test_a_version_that_asks_less_is_read_as_it_asks():
    """Version 2 asked for the reduced service for information only, and neither of the two new questions."""
    document = parse(version_2(written(STANDARD)))
    answers = answered(reduced_service="25", data_rto=86400, loss_per_lost_hour=400, rto=objective(3600))
    reading = measures.measure(document, answers)
    assert (reading.rto, reading.facts, reading.data_rto) == (3600, {}, None)
    for name, value in {"data_rto": 86400, "minimum_service": 0.25, "loss_per_lost_hour": 400}.items():
        assert not changes.answerable(document, {name: value})
        assert changes.answerable(DOCUMENT, {name: value})


def test_a_rating_carries_on_until_it_changes():
    grid = answered(impact={"money": {"3600": "minor", "86400": "severe"}})
    assert measures.measure(DOCUMENT, grid).facts["impact"] == {
        "money": dict(
            zip(HORIZONS[1:], ["none", "minor", "minor", "minor", "severe", "severe", "severe", "severe"], strict=True)
        )
    }


def test_what_hurts_at_once_hurts_from_the_beginning():
    grid = answered(impact={"money": {"0": "moderate", "3600": "intolerable"}})
    money = measures.measure(DOCUMENT, grid).facts["impact"]["money"]
    assert money == dict(zip(HORIZONS, ["moderate"] * 2 + ["intolerable"] * 7, strict=True))


@pytest.mark.parametrize(("rating", "driver"), [("moderate", False), ("severe", True), ("intolerable", True)])
def test_peoples_safety_is_read_from_the_grid(rating, driver):
    assert measures.measure(DOCUMENT, answered(impact={"safety": {"3600": rating}})).facts["safety_driver"] is driver


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({}, None),
        ({"rto": UNKNOWN}, None),
        (answered(rto=objective(60)), ""),
        (answered(rto=objective(60, "Nobody waits."), rpo=objective(0)), "Nobody waits."),
        (answered(rto=objective(60, "One."), rpo=objective(0, "Two.")), "One. · Two."),
        (NO_DATA | answered(rpo=objective(0, "Two.")), None),
    ],
)
def test_reasons_for_another_value_are_kept(answers, reason):
    assert measures.measure(DOCUMENT, answers).override_reason == reason


def test_every_fact_has_the_methods_name():
    everything = answered(
        impact={"safety": {"900": "severe"}}, mtd=1, peak="yes", peak_mtd=1, peak_wrt=1,
        workaround_lasts=1,
        workaround_needs=[{"name": "a", "key": "a"}], wrt=1, deadline="yes", regulator_rto=1, regulator_rpo=1,
        loss_per_hour=1, on_duty=1, recovery_budget=1, keeps_data="yes", change_interval=0, entries_per_hour=1,
        rebuild_window=1, minutes_per_entry=60, people_reentering=1, expendable_entries=1, never_lose="yes",
        discovery_time=1, legal_retention=1, regulator_site="same", reduced_service="50", loss_per_lost_hour=1,
        data_rto=1,
    )  # fmt: skip
    facts = measures.measure(DOCUMENT, everything).facts
    assert Facts(**facts).mtd == 1
    assert len(facts) == 25


durations = st.integers(0, LONGEST)
DURATION_FACTS = ["mtd", "wrt", "peak_mtd", "peak_wrt", "change_interval", "rebuild_window", "discovery_time",
                  "legal_retention", "regulator_rto", "regulator_rpo", "workaround_lasts", "unattended"]  # fmt: skip
grids = st.dictionaries(
    st.sampled_from(CATEGORIES),
    st.lists(st.sampled_from(RATINGS), min_size=8, max_size=8).map(
        lambda row: dict(zip(HORIZONS[1:], row, strict=True))
    ),
    min_size=1,
).filter(lambda grid: all(set(row.values()) != {"none"} for row in grid.values()))
CHANGES = {
    **dict.fromkeys(DURATION_FACTS, durations),
    **dict.fromkeys(("rto", "rpo"), durations | st.sampled_from([State.UNKNOWN, State.UNSET])),
    **dict.fromkeys(("entries_per_hour", "expendable_entries"), st.integers(0, 10**9)),
    "people_reentering": st.integers(1, 10**5),
    "minutes_per_entry": st.integers(0, 10**6).map(lambda seconds: seconds / 60),
    **dict.fromkeys(("loss_per_hour", "recovery_budget"), st.integers(0, 10**9)),
    "never_lose": st.booleans(),
    "data_rto": durations,
    "loss_per_lost_hour": st.integers(0, 10**9),
    "regulator_site": st.sampled_from(SITES),
    "minimum_service": st.sampled_from([0.1, 0.25, 0.5, 0.75, 1.0]),
    "impact": grids,
    "workaround_needs": st.lists(st.sampled_from(["mail", "phone", "fax"]), min_size=1, unique=True).map(tuple),
}
BEFORE = [
    {},
    NO_DATA,
    answered(peak="no", deadline="no", workaround_lasts=0, rebuild_from="nothing"),
    {"keeps_data": UNKNOWN, "rto": UNKNOWN, "peak": UNKNOWN, "rebuild_from": UNKNOWN},
    answered(keeps_data="yes", rto=objective(60, "Said."), rpo=objective(60), change_interval=0),
]


@given(st.data(), st.sampled_from(sorted(CHANGES)), st.sampled_from(BEFORE))
def test_a_change_put_in_is_read_again(data, name, before):
    value = data.draw(CHANGES[name])
    assume(not (name == "rpo" and value is State.UNSET and before is NO_DATA))  # without data it never applies
    after = changes.apply(DOCUMENT, before, {name: value})
    reading = measures.measure(DOCUMENT, after)
    read = getattr(reading, name) if name in {"rto", "rpo", "data_rto"} else reading.facts[name]
    assert read == value


@given(st.integers(0, 10**6), st.sampled_from([3600, 86400, 7 * 86400]))
def test_a_batch_system_takes_the_entries_of_an_hour_as_those_of_a_batch(rate, interval):
    after = changes.apply(DOCUMENT, answered(change_interval=interval), {"entries_per_hour": rate})
    assert measures.measure(DOCUMENT, after).facts["entries_per_hour"] == rate
    assert "entries_per_batch" in after


def test_a_change_leaves_what_was_given_alone():
    before = answered(rto=objective(86400, "Nobody waits."))
    after = changes.apply(DOCUMENT, before, {"rto": 3600})
    assert before["rto"]["value"]["seconds"] == 86400
    assert after["rto"]["value"] == {"seconds": 3600, "accepted": False, "reason": "Nobody waits."}


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"today.history": "snapshot"},
        {"system": "erp", "rto": 60},
        {"running_cost": 5},
        {"mtd": "soon"},
        {"mtd": []},
        {"restore_mib_per_s": 200.0},
        {"restore_mib_per_s": 200.0, "data_rto": 86400},
        {"minimum_service": 0.3},
        {"regulator_site": "the moon"},
        {"expendable_entries": 1.5},
    ],
)
def test_what_the_questionnaire_does_not_ask_is_no_answer(change):
    assert not changes.answerable(DOCUMENT, change)
    with pytest.raises(changes.NotAnAnswer):
        changes.apply(DOCUMENT, {}, change)


def test_which_changes_can_be_made_is_known_beforehand():
    assert changes.answerable(DOCUMENT, {"rto": 60, "wrt": 60})
    assert not changes.answerable(DOCUMENT, {"rto": 60, "system": "erp"})
    assert not changes.answerable(DOCUMENT, {})


def test_progress_counts_only_what_is_asked():
    assert wizard.first_open(DOCUMENT, {}) == "harm"
    with_data, without = wizard.progress(DOCUMENT, {}, "data"), wizard.progress(DOCUMENT, NO_DATA, "data")
    assert (with_data.position, with_data.total) == (4, 7)
    assert (without.position, without.total) == (4, 5)
    assert without.minutes_left < with_data.minutes_left


def test_the_way_leads_over_every_topic_to_the_check():
    way, at = ["harm"], "harm"
    while (at := wizard.after(DOCUMENT, {}, at)) != wizard.CHECK:
        way.append(at)
    assert way == [topic.key for topic in DOCUMENT.topics]
    assert wizard.after(DOCUMENT, NO_DATA, "data") == "objectives"
    assert wizard.before(DOCUMENT, NO_DATA, "objectives") == "data"
    assert wizard.before(DOCUMENT, NO_DATA, "harm") is None


def test_it_resumes_at_the_first_open_question_and_ends_at_the_check():
    everything = dict.fromkeys(DOCUMENT.questions, UNKNOWN)
    assert wizard.first_open(DOCUMENT, everything) == wizard.CHECK
    del everything["wrt"]
    assert wizard.first_open(DOCUMENT, everything) == "meanwhile"
    assert wizard.progress(DOCUMENT, everything, "meanwhile").minutes_left == 1


def test_only_the_objectives_have_to_be_answered():
    assert [question.key for question in wizard.missing(DOCUMENT, {})] == ["rto", "rpo"]
    assert [question.key for question in wizard.missing(DOCUMENT, NO_DATA)] == ["rto"]
    assert wizard.missing(DOCUMENT, {"rto": UNKNOWN, "rpo": UNKNOWN}) == ()
