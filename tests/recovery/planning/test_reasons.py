"""Each reason of a suggestion says itself which number it explains."""

import orjson
import pytest

from recovery.derivation import derive
from recovery.messages.text import Reason
from recovery.results import Suggested
from tests.recovery.builders import NA, D, H, scene
from tests.recovery.worlds import grow


def codes_by_number(rto=H, rpo=H, **facts):
    """The codes of the reasons, by what they are about."""
    found = {}
    for each in scene(rto=rto, rpo=rpo, **facts).derive().suggested.because:
        found.setdefault(each.about, []).append(each.code)
    return found


def test_with_every_answer():
    batch = {"entries_per_hour": 60, "minutes_per_entry": 1, "people_reentering": 2, "expendable_entries": 5}
    grid = {"money": {H: "moderate", 8 * H: "intolerable"}}
    limits = {"rebuild_window": H, "regulator_rto": 2 * H, "regulator_rpo": 2 * H}
    assert codes_by_number(mtd=9 * H, wrt=H, impact=grid, peak_mtd=4 * H, peak_wrt=H, **batch, **limits) == {
        "mtd": ["because.mtd.both", "because.first-harm"],
        "rto": ["term.mtd-less-wrt", "term.headroom", "term.regulator-rto", "because.rto"],
        "rpo": ["term.rebuild-window", "term.re-entry", "term.expendable", "term.regulator-rpo", "because.rpo"],
        "peak": ["because.peak"],
    }


def test_with_none():
    missing = ["missing.rebuild-window", "missing.re-entry", "missing.expendable", "because.rpo.missing"]
    assert codes_by_number() == {"mtd": ["because.mtd.missing"], "rpo": missing}
    assert codes_by_number(mtd=H, wrt=2 * H, never_lose=True) == {
        "mtd": ["because.mtd.stated"],
        "rto": ["term.headroom", "because.rto.impossible"],
        "rpo": ["term.never-lose", "because.rpo"],
    }


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"mtd": 0, "wrt": H, "workaround_lasts": 0}, "because.rto.at-once"),
        ({"mtd": D, "regulator_rto": 30}, "because.rto.regulator"),
        ({"mtd": H, "wrt": 2 * H}, "because.rto.impossible"),
        ({"mtd": H, "wrt": H - 1}, "because.rto.impossible"),
        ({"mtd": D, "peak_mtd": H, "peak_wrt": H}, "because.rto.impossible"),
        ({"mtd": D, "peak_mtd": 30}, "because.rto.at-once"),
    ],
)
def test_where_nothing_can_be_suggested_the_answer_that_stands_in_the_way_is_named(facts, reason):
    assert scene(**facts).derive().suggested.rto is None
    assert codes_by_number(**facts)["rto"][-1] == reason


def test_the_season_that_decides_is_named():
    in_peak = codes_by_number(mtd=D, peak_mtd=2 * H)
    assert in_peak["rto"] == ["because.rto.in-peak", "term.mtd-less-wrt", "term.headroom", "because.rto"]
    assert in_peak["peak"] == ["because.peak"]
    assert "because.rto.in-peak" not in codes_by_number(mtd=H, peak_mtd=D)["rto"]


def test_that_nobody_is_on_duty_is_named():
    long = codes_by_number(mtd=D, unattended=15 * H, data_rto=D)
    assert long["rto"][-2:] == ["because.rto", "because.rto.attended"]
    assert "because.rto.attended" not in codes_by_number(mtd=D, unattended=8 * H)["rto"]
    in_the_way = codes_by_number(mtd=D, rto=D, unattended=15 * H)
    assert in_the_way["rto"][-2:] == ["because.rto", "because.suggested.raises"]


def test_that_destroyed_data_ask_for_more_is_named():
    assert codes_by_number(mtd=D, data_rto=2 * H)["rto"][-2:] == ["because.rto", "because.rto.data"]


@pytest.mark.parametrize(
    ("rto", "rpo", "decides", "beyond"),
    [
        (D, D, "cheapest", 4 * H),
        (4 * H, 4 * H, "cheapest", None),
        (H, H, "rto", None),
        (2 * H, H, "rto", H),
        (3 * D, 0, "rpo", H),
        (D, 30, "rpo", H),
        (30 * 60, 0, "both", 450),
        (H, 0, "rpo", None),
        (0, H, "rto", None),
        (H, NA, "rto", None),
        (D, NA, "cheapest", 4 * H),
    ],
)
def test_what_decides_the_strategy_is_named_and_what_it_gives_beyond(rto, rpo, decides, beyond):
    derived = scene(rto=rto, rpo=rpo).derive()
    assert derived.because["strategy"].code == f"because.strategy.{decides}"
    assert ("beyond" in derived.because) == (beyond is not None)
    if beyond is not None:
        assert derived.because["beyond"].code == "because.beyond"
        assert (derived.because["beyond"].values["time"], derived.recovery_time) == (beyond, beyond)


def test_against_what_the_log_stands_beside_a_live_copy():
    assert scene(rto=D, rpo=0).derive().because["history"].code == "because.history.continuous.live"
    assert scene(rto=D, rpo=299).derive().because["history"].code == "because.history.continuous.live"
    assert scene(rto=D, rpo=300).derive().because["history"].code == "because.history.continuous"
    assert scene(rto=D, rpo=D).derive().because["history"].code == "because.history.snapshot"


def test_it_is_stored_with_what_it_is_about():
    suggested = scene(mtd=H).derive().suggested
    assert isinstance(suggested, Suggested)
    stored = orjson.loads(orjson.dumps(suggested))["because"]
    assert [each["about"] for each in stored] == [each.about for each in suggested.because]


def test_every_reason_is_about_a_number():
    for seed in range(60):
        world = grow(seed)
        for derived in derive(world.systems, world.dependencies).values():
            assert {type(each) for each in derived.suggested.because} == {Reason}
            assert {each.about for each in derived.suggested.because} <= {"mtd", "rto", "rpo", "peak"}
