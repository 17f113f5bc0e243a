"""Each type of question: what it takes, what it refuses and why, and that nothing changes on the way."""

from __future__ import annotations

from contextlib import suppress

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.document.parsing import parse
from questionnaires.document.structure import Choice, Question, Step, Wording
from questionnaires.fields import Refused, names, read_answer, type_of, typed
from questionnaires.fields.impact import HORIZONS
from questionnaires.services.loading import STANDARD, written
from recovery.durations import LONGEST
from tests.questionnaires.versions import version_3

DOCUMENT = parse(version_3(written(STANDARD)))
"""With every type of question."""
HOUR, DAY = 3600, 86400


def question(key: str) -> Question:
    return DOCUMENT.questions[key]


def answered(value: object) -> dict:
    return {"state": "answered", "value": value}


TAKEN = [
    ("what_stops", {"what_stops": "  The tills.\r\nThe shop. "}, "The tills.\nThe shop."),
    ("what_stops", {"what_stops": "<script>alert(1)</script>"}, "<script>alert(1)</script>"),
    ("course", {"course": "daily"}, "daily"),
    ("peak", {"peak": "yes"}, "yes"),
    ("copies_where", {"copies_where": ["europe", "own"]}, ["own", "europe"]),
    ("mtd", {"mtd": "3600"}, HOUR),
    ("mtd", {"mtd": "other", "mtd-other": "1 day 2 hours"}, DAY + 2 * HOUR),
    ("mtd", {"mtd-other": "90 min"}, 5400),
    ("mtd", {"mtd": "3600", "mtd-other": "left over from before"}, HOUR),
    ("change_interval", {"change_interval": "0"}, 0),
    ("entries_per_hour", {"entries_per_hour": "1,200"}, 1200),
    ("entries_per_hour", {"entries_per_hour": "0"}, 0),
    ("loss_per_hour", {"loss_per_hour": "€ 2,500.50"}, 2500.5),
    ("loss_per_hour", {"loss_per_hour": "2500"}, 2500),
    ("loss_per_hour", {"loss_per_hour": "1,50"}, 1.5),
    ("loss_per_hour", {"loss_per_hour": "10k"}, 10000),
    ("loss_per_hour", {"loss_per_hour": "about 1,5 Mio"}, 1_500_000),
    ("entries_per_hour", {"entries_per_hour": "1.200"}, 1200),
    ("entries_per_hour", {"entries_per_hour": "about 5000"}, 5000),
    ("workaround_needs", {"workaround_needs": "E-mail, Telephone\nE-mail"},
     [{"name": "E-mail", "key": None}, {"name": "Telephone", "key": None}]),
    ("impact", {"impact-money-moderate": "14400", "impact-money-intolerable": "86400"},
     {"money": {"14400": "moderate", "86400": "intolerable"}}),
    ("impact", {"impact-safety-minor": "900", "impact-safety-severe": "900"}, {"safety": {"900": "severe"}}),
    ("data_rto", {"data_rto": "same"}, "same"),
    ("data_rto", {"data_rto": "same", "data_rto-other": "left over from before"}, "same"),
    ("data_rto", {"data_rto": "86400"}, DAY),
    ("data_rto", {"data_rto": "other", "data_rto-other": "5 days"}, 5 * DAY),
    ("reduced_service", {"reduced_service": "25"}, "25"),
    ("loss_per_lost_hour", {"loss_per_lost_hour": "€ 400"}, 400),
    ("rto", {"rto": "accept", "rto-suggested": "1800"}, {"seconds": 1800, "accepted": True, "reason": ""}),
    ("rto", {"rto": "other", "rto-other": "50 min", "rto-suggested": "1800", "rto-limit": "3000"},
     {"seconds": 3000, "accepted": False, "reason": ""}),
    ("rto", {"rto": "0", "rto-suggested": "1800"}, {"seconds": 0, "accepted": False, "reason": ""}),
    ("rto", {"rto": "other", "rto-other": "2 days", "rto-suggested": "1800", "rto-reason": "Nobody waits."},
     {"seconds": 2 * DAY, "accepted": False, "reason": "Nobody waits."}),
]  # fmt: skip


@pytest.mark.parametrize(("key", "sent", "value"), TAKEN)
def test_an_answer_is_taken(key, sent, value):
    assert read_answer(question(key), lists(sent), "en") == answered(value)


LEFT_OPEN = ["what_stops", "course", "peak", "copies_where", "mtd", "entries_per_hour", "loss_per_hour",
             "loss_per_lost_hour", "reduced_service", "data_rto", "workaround_needs", "impact", "rto"]  # fmt: skip


@pytest.mark.parametrize("key", LEFT_OPEN)
def test_nothing_typed_is_left_open(key):
    assert read_answer(question(key), {}, "en") is None
    assert (
        read_answer(question(key), {name: [" "] for name in names(question(key)) if "unknown" not in name}, "en")
        is None
    )


@pytest.mark.parametrize("key", LEFT_OPEN)
def test_not_to_know_is_an_answer_and_beside_another_it_is_asked_back(key):
    separate = type_of(question(key)).separate_unknown
    ticked = {f"{key}-unknown" if separate else key: ["unknown"]}
    assert read_answer(question(key), ticked, "en") == {"state": "unknown", "value": None}
    both = {each: ["1 fish"] for each in names(question(key))} | ticked
    if separate:
        with pytest.raises(Refused, match="as well"):
            read_answer(question(key), both, "en")
    else:
        assert read_answer(question(key), both, "en") == {"state": "unknown", "value": None}


REFUSED = [
    ("what_stops", {"what_stops": "x" * 2001}, "1 character too long"),
    ("what_stops", {"what_stops": "x" * 200_000}, "too long"),
    ("what_stops", {"what_stops": "null\x00byte"}, "cannot be kept"),
    ("what_stops", {"what_stops": "half \ud83d sign"}, "cannot be kept"),
    ("course", {"course": "sideways"}, "Please choose one of the answers"),
    ("course", {"course": "<script>"}, "Please choose one of the answers"),
    ("peak", {"peak": "true"}, "Please choose one of the answers"),
    ("copies_where", {"copies_where": ["own", "moon"]}, "Please choose among the answers"),
    ("mtd", {"mtd": "3601"}, "Please choose one of the answers"),
    ("mtd", {"mtd": "-1"}, "Please choose one of the answers"),
    ("mtd", {"mtd": "other"}, "Please write how long"),
    ("mtd", {"mtd": "other", "mtd-other": "soon"}, "like “90 minutes”"),
    ("mtd", {"mtd": "other", "mtd-other": "90"}, "“90 minutes”, “90 hours” or “90 days”"),
    ("mtd", {"mtd": "other", "mtd-other": "-4 h"}, "like “90 minutes”"),
    ("mtd", {"mtd": "other", "mtd-other": "101 years"}, "longer than 100 years"),
    ("mtd", {"mtd": "other", "mtd-other": "9" * 100_000 + " h"}, "like “90 minutes”"),
    ("mtd", {"mtd": "other", "mtd-other": "<b>4 h</b>"}, "like “90 minutes”"),
    ("data_rto", {"data_rto": "no"}, "Please choose one of the answers"),
    ("data_rto", {"data_rto": "3601"}, "Please choose one of the answers"),
    ("data_rto", {"data_rto": "other", "data_rto-other": "same"}, "like “90 minutes”"),
    ("reduced_service", {"reduced_service": "26"}, "Please choose one of the answers"),
    ("entries_per_hour", {"entries_per_hour": "many"}, "whole number in figures"),
    ("entries_per_hour", {"entries_per_hour": "-3"}, "whole number in figures"),
    ("entries_per_hour", {"entries_per_hour": "1.5"}, "without a fraction"),
    ("entries_per_hour", {"entries_per_hour": "1e9"}, "whole number in figures"),
    ("entries_per_hour", {"entries_per_hour": "NaN"}, "whole number in figures"),
    ("entries_per_hour", {"entries_per_hour": "٣"}, "whole number in figures"),
    ("entries_per_hour", {"entries_per_hour": "9" * 15}, "at most 1,000,000,000,000"),
    ("entries_per_hour", {"entries_per_hour": "9" * 5000}, "whole number in figures"),
    ("people_reentering", {"people_reentering": "0"}, "1 or more"),
    ("loss_per_hour", {"loss_per_hour": "a lot"}, "an amount in figures"),
    ("loss_per_hour", {"loss_per_hour": "inf"}, "an amount in figures"),
    ("loss_per_hour", {"loss_per_hour": "1.500"}, "can be read as 1.50"),
    ("loss_per_hour", {"loss_per_hour": "10k $"}, "is in USD"),
    ("loss_per_hour", {"loss_per_hour": "5000-8000"}, "more than one amount"),
    ("workaround_needs", {"workaround_needs": "\n".join(f"system {n}" for n in range(21))}, "20 most important"),
    ("workaround_needs", {"workaround_needs": "x" * 201}, "one of these is too long"),
    ("impact", {"impact-money-minor": "17"}, "one of the moments offered"),
    ("impact", {"impact-money-minor": "86400", "impact-money-severe": "3600"}, "Money: “Minor” begins after 24 hours"),
    ("rto", {"rto": "accept"}, "no suggestion any more"),
    ("rto", {"rto": "accept", "rto-suggested": "-5"}, "no suggestion any more"),
    ("rto", {"rto": "accept", "rto-suggested": "9" * 400}, "no suggestion any more"),
    ("rto", {"rto": "86400", "rto-suggested": "1800"}, "why that is enough"),
    ("rto", {"rto": "86400", "rto-suggested": "1800", "rto-limit": "86399"}, "why that is enough"),
    ("rto", {"rto-reason": "Because."}, "a reason but no value"),
    ("rto", {"rto": "86400", "rto-reason": "x" * 1001}, "too long"),
    ("rto", {"rto-longest": "2 days"}, "chose no value"),
    ("rto", {"rto": "3600", "rto-shortest": "2 h"}, "may not be above your choice"),
    ("rto", {"rto": "3600", "rto-longest": "30 min"}, "the longest not below it"),
    ("rto", {"rto": "3600", "rto-shortest": "soon"}, "like “90 minutes”"),
    ("rto", {"rto": "3600", "rto-confidence": "<script>"}, "how sure you are"),
]


@pytest.mark.parametrize(("key", "sent", "message"), REFUSED)
def test_bad_input_is_refused_with_what_to_do(key, sent, message):
    with pytest.raises(Refused) as refused:
        read_answer(question(key), lists(sent), "en")
    assert message in str(refused.value)


def test_numbers_and_durations_are_read_in_the_persons_language():
    with translation.override("es"):
        assert read_answer(question("loss_per_hour"), {"loss_per_hour": ["1.200,50"]}, "es") == answered(1200.5)
        assert read_answer(question("mtd"), {"mtd": ["other"], "mtd-other": ["2 días"]}, "es") == answered(2 * DAY)
    assert read_answer(question("loss_per_hour"), {"loss_per_hour": ["1.200,50"]}, "en") == answered(1200.5)


durations = st.integers(0, LONGEST)
texts = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=200).filter(str.strip)
impact_rows = st.dictionaries(
    st.sampled_from([str(at) for at in HORIZONS]), st.sampled_from(["minor", "moderate", "severe", "intolerable"]),
    min_size=1, max_size=4,
)  # fmt: skip
VALUES = {
    "what_stops": texts.map(str.strip),
    "course": st.sampled_from(["steadily", "daily", "dates"]),
    "peak": st.sampled_from(["yes", "no"]),
    "copies_where": st.sampled_from([["own"], ["own", "anywhere"], ["country", "europe"]]),
    "mtd": durations,
    "on_duty": durations,
    "data_rto": durations | st.just("same"),
    "reduced_service": st.sampled_from(["10", "25", "50", "75", "100"]),
    "entries_per_hour": st.integers(0, 10**12),
    "loss_per_hour": st.integers(0, 10**14).map(lambda cents: cents / 100 if cents % 100 else cents // 100),
    "rto": st.builds(lambda seconds, accepted, reason: {"seconds": seconds, "accepted": accepted, "reason": reason},
                     durations, st.booleans(), texts.map(str.strip)),
}  # fmt: skip


@given(st.data(), st.sampled_from(sorted(VALUES)), st.sampled_from(["en", "es"]))
def test_an_answer_shown_and_sent_again_is_the_same_answer(data, key, language):
    answer = answered(data.draw(VALUES[key]))
    with translation.override(language):
        assert read_answer(question(key), typed(question(key), answer, language), language) == answer


@given(st.dictionaries(st.sampled_from(["money", "safety"]), impact_rows, min_size=1))
def test_an_impact_grid_that_only_gets_worse_comes_back_as_it_was(grid):
    ranks = ["minor", "moderate", "severe", "intolerable"]
    worse = {}
    for category, turns in grid.items():
        kept, rank = {}, -1
        for at in sorted(turns, key=int):
            if ranks.index(turns[at]) > rank:
                rank = ranks.index(turns[at])
                kept[at] = turns[at]
        worse[category] = kept
    assert read_answer(question("impact"), typed(question("impact"), answered(worse), "en"), "en") == answered(worse)


@given(st.text(max_size=80), st.sampled_from(list(DOCUMENT.questions)))
def test_no_text_at_all_breaks_a_field(text, key):
    sent = {name: [text] for name in names(question(key)) if not name.endswith("-unknown")}
    answer = None
    with suppress(Refused):
        answer = read_answer(question(key), sent, "en")
    assert answer is None or answer["state"] in {"answered", "unknown"}


@pytest.mark.parametrize(("key", "sent", "_value"), TAKEN)
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_answer_can_be_said(key, sent, _value, language):
    answer = read_answer(question(key), lists(sent), "en")
    assert all(type_of(question(key)).lines_of(question(key), answer["value"], language))


def test_zero_is_said_in_words():
    nothing = Wording({"en": "Nothing", "es": "Nada"})
    step = Question(
        key="x", type="duration", topic="t", wording=nothing, why=nothing, example=nothing, help=None, seconds=1,
        measure="", otherwise=None, asked_when=(), variants=(), steps=(Step(0, nothing),),
        choices=(Choice("a", nothing),),
    )  # fmt: skip
    assert type_of(step).lines_of(step, 0, "es") == ["Nada"]
    assert type_of(question("rpo")).lines_of(
        question("rpo"), {"seconds": 0, "accepted": False, "reason": ""}, "en"
    ) == ["Nothing"]


def test_the_same_time_is_said_in_the_persons_language():
    asked = question("data_rto")
    assert type_of(asked).lines_of(asked, "same", "en") == ["No, the same"]
    assert type_of(asked).lines_of(asked, "same", "es") == ["No, lo mismo"]
    assert type_of(asked).lines_of(asked, 3 * DAY, "en") == ["3 days"]


def lists(sent: dict) -> dict:
    return {name: value if isinstance(value, list) else [value] for name, value in sent.items()}


EXACT = {"rto": "14400", "rto-shortest": "2 h", "rto-longest": "8 hours", "rto-confidence": "medium"}


@pytest.mark.parametrize(
    ("sent", "estimate", "words"),
    [
        (
            EXACT,
            {"shortest": 7200, "longest": 28800, "confidence": "medium"},
            "Between 2 hours and 8 hours, fairly sure",
        ),
        ({"rto": "14400", "rto-shortest": "0 s"}, {"shortest": 0}, "At the shortest no interruption"),
        ({"rto": "14400", "rto-longest": "2 days"}, {"longest": 172800}, "At the longest 2 days"),
        ({"rto": "14400", "rto-confidence": "low"}, {"confidence": "low"}, "A guess"),
    ],
)
def test_an_objective_may_be_said_more_exactly_and_the_best_guess_counts(sent, estimate, words):
    answer = read_answer(question("rto"), lists(sent), "en")
    assert answer["value"]["estimate"] == estimate
    kind = type_of(question("rto"))
    assert kind.fact(question("rto"), answer["value"]) == 14400
    assert kind.lines_of(question("rto"), answer["value"], "en") == ["4 hours", words]
    assert read_answer(question("rto"), kind.typed(question("rto"), answer["value"], "en"), "en") == answer
