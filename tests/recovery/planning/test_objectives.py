"""Section 3: suggested objectives."""

import pytest

from recovery.durations import LADDER
from recovery.messages import say
from tests.recovery.builders import MIN, NA, D, H, scene

GRID = {"money": {H: "moderate", 8 * H: "intolerable"}, "legal": {4 * H: "intolerable", 15 * MIN: "minor"}}
SEVENTHS = {
    "wrt": 4 * MIN,
    "entries_per_hour": 7,
    "minutes_per_entry": 1,
    "people_reentering": 1,
    "expendable_entries": 3,
}
ENTRY = {"entries_per_hour": 100, "minutes_per_entry": 3, "people_reentering": 2}


@pytest.mark.parametrize(
    ("facts", "mtd", "rto"),
    [
        ({}, None, None),
        ({"mtd": H, "wrt": 10 * MIN}, H, 30 * MIN),
        ({"mtd": 5 * H}, 5 * H, 4 * H),
        ({"mtd": 10 * H, "wrt": 6 * H}, 10 * H, 4 * H),
        ({"impact": GRID}, 4 * H, 2 * H),
        ({"mtd": 2 * H, "impact": GRID}, 2 * H, H),
        ({"mtd": D, "regulator_rto": 2 * H}, D, 2 * H),
        ({"regulator_rto": 2 * H}, None, 2 * H),
        ({"mtd": H, "wrt": H}, H, None),
        ({"mtd": H, "wrt": H - 60}, H, 60),
        ({"mtd": H, "wrt": H - 59}, H, None),
        ({"regulator_rto": 0}, None, 0),
        ({"regulator_rto": 59}, None, None),
        ({"mtd": 0, "wrt": H, "workaround_lasts": 0}, 0, None),
        ({"mtd": D, "peak_mtd": H}, D, 30 * MIN),
        ({"mtd": D, "peak_mtd": 3 * H, "peak_wrt": H}, D, 2 * H),
        ({"mtd": D, "peak_mtd": 3 * H, "wrt": 2 * H}, D, H),
        ({"mtd": H, "peak_mtd": D}, H, 30 * MIN),
        ({"peak_mtd": 3 * H}, None, 2 * H),
        # With nobody on duty for so long only what fails over by itself is in time.
        ({"mtd": D, "unattended": 15 * H, "rpo": NA}, D, 30 * MIN),
        ({"mtd": D, "unattended": 15 * H, "data_rto": D}, D, 30 * MIN),
        ({"mtd": D, "unattended": 8 * H}, D, 12 * H),
        ({"mtd": D, "unattended": 8 * H + 1}, D, 12 * H),
        ({"mtd": 6 * H, "unattended": 60, "data_rto": D}, 6 * H, 2 * H),
        ({"mtd": 6 * H, "unattended": 60, "rpo": NA, "rebuild_window": H}, 6 * H, 2 * H),
        # … or is there within an hour, as it has to be where little work may be lost.
        ({"mtd": D, "unattended": 9 * H, "data_rto": 30 * D}, D, 30 * MIN),
        ({"mtd": D, "unattended": 9 * H, "data_rto": 30 * D, "rpo": 10}, D, 12 * H),
        ({"mtd": D, "unattended": 9 * H, "data_rto": 30 * D, "rpo": 0}, D, 12 * H),
        ({"mtd": D, "unattended": 9 * H, "data_rto": 30 * D, "rpo": 10, "rebuild_window": 4 * H}, D, 30 * MIN),
        ({"mtd": D, "unattended": 9 * H, "data_rto": 30 * D, "rpo": NA, "rebuild_window": 0}, D, 30 * MIN),
        # Destroyed data always need somebody, and what is built anew takes them longer.
        ({"mtd": D, "unattended": 15 * H}, D, 12 * H),
        ({"mtd": D, "data_rto": 2 * H}, D, 2 * H),
        ({"mtd": D, "data_rto": 30 * MIN}, D, 12 * H),
    ],
)
def test_suggested_rto(facts, mtd, rto):
    suggested = scene(**facts).derive().suggested
    assert (suggested.mtd, suggested.rto) == (mtd, rto)


@pytest.mark.parametrize(
    ("facts", "limit", "rpo"),
    [
        ({}, None, None),
        ({"rebuild_window": 3 * H}, 3 * H, 2 * H),
        ({"wrt": 2 * H, **ENTRY}, 48 * MIN, 30 * MIN),
        ({"wrt": 2 * H, **ENTRY, "rebuild_window": 20 * MIN}, 20 * MIN, 15 * MIN),
        ({"wrt": 2 * H, **ENTRY, "expendable_entries": 20}, H, H),
        ({"wrt": 2 * H, **ENTRY, "people_reentering": 0}, 0, 0),
        ({"rebuild_window": D, "never_lose": True}, 0, 0),
        ({"rebuild_window": D, "regulator_rpo": 5 * MIN}, 5 * MIN, 5 * MIN),
        ({"regulator_rpo": 5 * MIN}, 5 * MIN, 5 * MIN),
        ({"entries_per_hour": 10, "expendable_entries": 20}, None, None),
        ({"rebuild_window": D, "entries_per_hour": 0, "expendable_entries": 20}, D, D),
        # 4/7 h and 3/7 h of work are an hour, though neither is whole seconds.
        (SEVENTHS, H, H),
        (SEVENTHS | {"rebuild_window": 34 * MIN}, 34 * MIN + 1542, 30 * MIN),
        (SEVENTHS | {"expendable_entries": 2}, 3085, 30 * MIN),
    ],
)
def test_suggested_rpo(facts, limit, rpo):
    suggested = scene(**facts).derive().suggested
    assert (suggested.rpo_limit, suggested.rpo) == (limit, rpo)


def test_a_second_too_much_to_enter_again_is_offered_what_the_limit_says():
    finding = scene(rpo=H + 1, **SEVENTHS).finding("re-entry-exceeds-wrt")
    assert (finding.read["needed"], finding.read["wrt"]) == (4 * MIN + 1, 4 * MIN)
    assert finding.offers[0].change == {"rpo": H}


def test_first_harm_and_peak():
    suggested = scene(impact=GRID, peak_mtd=3 * H, peak_wrt=H).derive().suggested
    assert (suggested.first_harm, suggested.peak_rto) == (H, 2 * H)
    assert scene(peak_mtd=3 * H, regulator_rto=H).derive().suggested.peak_rto == H


def test_the_derivation_is_told_in_words():
    sentences = [say(text) for text in scene(mtd=5 * H, wrt=30 * MIN, rebuild_window=H).derive().suggested.because]
    assert "5 hours less 30 minutes to catch up leaves 4 hours 30 minutes." in sentences
    assert "80 % of 5 hours, to leave room for a bad day, is 4 hours." in sentences
    assert "The lowest of these is 4 hours; the step at or below it is 4 hours." in sentences
    assert "How fast lost work can be entered again is not known, so it is left out." in sentences


def test_suggestions_stand_on_the_ladder():
    for mtd in range(0, 3 * D, 997):
        rto = scene(mtd=mtd).derive().suggested.rto
        assert rto in LADDER[1:] if 0.8 * mtd >= LADDER[1] else rto is None
