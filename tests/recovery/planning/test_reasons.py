"""Each reason of a suggestion says itself which number it explains."""

import orjson

from recovery.derivation import derive
from recovery.messages.text import Reason
from recovery.results import Suggested
from tests.recovery.builders import H, scene
from tests.recovery.worlds import grow


def codes_by_number(**facts):
    """The codes of the reasons, by what they are about."""
    found = {}
    for each in scene(rto=H, rpo=H, **facts).derive().suggested.because:
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
        "rto": ["term.mtd-less-wrt", "term.headroom", "because.rto.impossible"],
        "rpo": ["term.never-lose", "because.rpo"],
    }


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
