"""Small inputs, each with the answer that a reader of the method would give by hand."""

import io
import json

import pytest

from recovery.__main__ import main
from recovery.messages import say
from tests.recovery.builders import MIN, NA, UNKNOWN, UNSET, D, H, make, scene

DESTROYED = "data-restore-exceeds-rto"
SLOWER, CHAIN, MISSED = "dependency-slower", "chain-exceeds-rto", "drill-missed-objective"
FROM_AFAR = {"history": "snapshot", "interval": D, "history_site": "other_site"}


def answered(**members):
    """The answer of the contract for one system."""
    out = io.StringIO()
    document = {"contract": 1, "systems": [{"key": "shop", **members}]}
    assert main(io.BytesIO(json.dumps(document).encode()), out, io.StringIO()) == 0
    return json.loads(out.getvalue())["systems"][0]


def test_a_live_copy_does_not_bring_deleted_data_back():
    """300 GiB at 60 Mbit/s."""
    found = answered(
        rto=14400,
        rpo=86400,
        facts={"data_size_gib": 300, "restore_mib_per_s": 7.15},
        today={
            "strategy": "warm_standby", "live_copy": "asynchronous", "live_lag": 60, "history": "snapshot",
            "interval": 86400, "copy_elsewhere": True,
        },
    )  # fmt: skip
    finding = next(each for each in found["findings"] if each["code"] == DESTROYED)
    assert finding["read"] == {"time": H + 42966, "restore": 42966, "rto": 4 * H}
    assert "Copying them back takes 11 hours 56 minutes" in finding["message"]


def test_no_strategy_makes_up_for_a_slow_way_back():
    """200 TiB at 200 MiB/s take twelve days, whatever stands ready elsewhere."""
    slow = {"data_size_gib": 200 * 1024, "restore_mib_per_s": 200}
    for strategy in (None, "backup_restore", "pilot_light", "warm_standby", "multi_site"):
        case = scene(rto=D, rpo=D, today={**FROM_AFAR, "strategy": strategy}, **slow)
        every = [offer for finding in case.derive().findings for offer in finding.offers]
        assert not [each for each in every if "today.strategy" in each.change and DESTROYED in each.resolves]
        throughput = [each for each in every if "restore_mib_per_s" in each.change]
        assert [each.resolves.count(DESTROYED) for each in throughput] == [1]
        room = 20 * H if strategy == "backup_restore" else 23 * H
        assert throughput[0].change == {"restore_mib_per_s": -(-200 * 1024 * 1024 // room)}


@pytest.mark.parametrize(
    ("rto", "rpo", "copy"), [(3 * D, 0, "synchronous"), (D, 30, "asynchronous")], ids=["land register", "sensor feed"]
)
def test_how_recent_the_data_are_does_not_choose_how_the_computing_comes_back(rto, rpo, copy):
    derived = scene(rto=rto, rpo=rpo, never_lose=rpo == 0).derive()
    assert (derived.strategy, derived.live_copy) == ("pilot_light", copy)


def test_what_may_never_be_lost_is_not_held_against_its_price():
    assert "cost-exceeds-loss" not in scene(rto=D, rpo=0, never_lose=True, loss_per_hour=1e6, running_cost=1e6).codes()
    assert "cost-exceeds-loss" in scene(rto=0, rpo=H, loss_per_hour=1, running_cost=1e6).codes()


def test_nobody_there_for_fifteen_hours_leaves_one():
    assert "unattended" in scene(rto=57600, unattended=54000, exercise={"age": D, "rta": 14400}).codes()


def test_a_log_is_not_kept_for_ten_years():
    ten_years = 3650 * D
    derived = scene(rpo=MIN, legal_retention=ten_years, today={"history": "continuous", "retention": 35 * D}).derive()
    assert derived.history.kind == "continuous"
    assert derived.history.retention <= 35 * D
    assert derived.archive.retention == ten_years
    assert "retention-below-legal" in [each.code for each in derived.findings]


@pytest.mark.parametrize(
    ("today", "told"),
    [
        ({}, "protection-unknown"),
        ({"live_copy": "none"}, "protection-unknown"),
        ({"history": "none"}, "worst-loss-exceeds-rpo"),
        ({"live_copy": "none", "history": "none"}, "worst-loss-exceeds-rpo"),
    ],
)
def test_protection_that_nobody_has_told_of_is_not_clean(today, told):
    case = scene(rto=5 * MIN, rpo=0, data_rto=D, never_lose=True, today=today)
    assert case.codes() == [told]


def test_no_way_out_asks_for_no_time_at_all():
    case = scene(rto=6 * H, wrt=6 * H, mtd=6 * H)
    assert "no-time-to-catch-up" in case.codes()
    offers = [offer for finding in case.derive().findings for offer in finding.offers]
    assert not [each for each in offers if 0 in (each.change.get("rto"), each.change.get("wrt"))]
    assert not [each for each in offers if "0 seconds" in say(each.label)]


def test_a_value_within_the_limit_needs_no_reason():
    assert scene(rto=5 * D, mtd=7 * D, review={"override_reason": ""}).codes() == []
    limit = 7 * D * 8 // 10
    assert "override-without-reason" not in scene(rto=limit, mtd=7 * D, review={"override_reason": ""}).codes()
    assert "override-without-reason" in scene(rto=limit + 1, mtd=7 * D, review={"override_reason": ""}).codes()


def test_the_plan_has_to_hold_in_the_peak():
    suggested = scene(mtd=D, peak_mtd=H).derive().suggested
    assert (suggested.rto, suggested.peak_rto) == (30 * MIN, 30 * MIN)
    assert "because.rto.in-peak" in [each.code for each in suggested.because]


def test_answers_that_leave_nothing_to_suggest_name_the_one():
    suggested = scene(mtd=0, wrt=H, workaround_lasts=0).derive().suggested
    assert suggested.rto is None
    assert "By your answers it hurts too much at once" in " ".join(say(each) for each in suggested.because)


STRICT = {"rto": H, "never_lose": True, "regulator_rpo": 0, "regulator_rto": H}


@pytest.mark.parametrize(
    "given",
    [
        {"rpo": 0, "running_cost": 1000, "recovery_budget": 0},
        {"rpo": 0, "today": {"live_copy": "asynchronous", "live_lag": 60, "history": "snapshot", "interval": D}},
        {"rpo": 0, "exercise": {"age": D, "rta": 2 * H, "rpa": 2 * H}},
        {"rpo": 0, "supplier": {"rto": D, "rpo": D}},
        {"rpo": 0, "today": {"strategy": "backup_restore", "history": "continuous"}},
        {"rpo": 0, "unattended": D},
        {"rpo": MIN},
        {"rpo": 0, "expendable_entries": 500},
    ],
)
def test_no_way_out_breaks_what_a_regulator_or_an_oath_demands(given):
    derived = scene(**STRICT | given).derive()
    offers = [offer for finding in derived.findings for offer in finding.offers]
    assert offers
    for offer in offers:
        assert offer.change.get("rpo", 0) <= given["rpo"]
        assert offer.change.get("rto", 0) <= STRICT["rto"]
        assert "regulator-breached" not in offer.raises


@pytest.mark.parametrize("answers", [{"mtd": 0, "wrt": H}, {"mtd": MIN, "wrt": MIN}, {"mtd": D, "peak_mtd": 59}])
def test_answers_that_leave_less_than_a_minute_ask_for_zero_themselves(answers):
    asked = scene(rto=0, rpo=0, data_rto=D, **answers).finding("zero-asked")
    assert dict(asked.read) == {"rpo": 0}
    assert "zero-asked" not in scene(rto=0, rpo=H, data_rto=D, **answers).codes()
    assert "zero-asked" in scene(rto=0, rpo=H, mtd=2 * MIN, wrt=MIN).codes()


def test_catching_up_for_as_long_as_one_can_cope_is_not_said_to_take_longer():
    (told,) = [
        each for each in scene(mtd=6 * H, wrt=6 * H).derive().suggested.because if each.code.endswith("impossible")
    ]
    assert say(told) == "Catching up leaves no time to recover in, so no recovery time would be short enough."


def test_no_data_take_no_time_to_copy_back_however_slow_the_way():
    codes = scene(
        data_size_gib=0, restore_mib_per_s=0, today={"strategy": "backup_restore", "history": "continuous"}
    ).codes()
    assert codes == []


ELSEWHERE = {"live_site": "other_site", "history_site": "other_region"}
LOG, EACH_HOUR = {"history": "continuous", "interval": 5 * MIN}, {"history": "snapshot", "interval": H}
FOLLOWS = {"live_copy": "asynchronous"}


@pytest.mark.parametrize(
    ("rpo", "today", "told"),
    [
        (0, {**LOG, **FOLLOWS, "live_lag": 30}, "Keep a live copy that has every entry at once"),
        (10, {**LOG, **FOLLOWS, "live_lag": 30}, "Keep a live copy at most 5 seconds behind"),
        (10, {**EACH_HOUR, **FOLLOWS, "live_lag": 2}, "Keep every change, put away every 5 minutes"),
        (10, {**EACH_HOUR, "live_copy": "synchronous"}, "Keep every change, put away every 5 minutes"),
        (
            10,
            {**EACH_HOUR, **FOLLOWS},
            "Keep every change, put away every 5 minutes, and a live copy at most 5 seconds behind",
        ),
        (
            10,
            {**EACH_HOUR, "live_copy": "none"},
            "Keep every change, put away every 5 minutes, and a live copy at most 5 seconds behind",
        ),
        (
            0,
            {**LOG, "live_copy": "none", "history_site": "same"},
            "Keep every change, put away every 5 minutes, and a live copy that has every entry at once",
        ),
    ],
)
def test_a_way_out_names_the_copy_that_has_to_become_another(rpo, today, told):
    """Work lost with the site is saved by no log that is put away every five minutes; a copy that keeps up stays."""
    offer = scene(rpo=rpo, today=ELSEWHERE | today).finding("worst-loss-exceeds-rpo").offers[0]
    assert say(offer.label) == told
    assert ("today.live_copy" in offer.change) == ("live copy" in told)


def test_an_offer_says_what_comes_with_it():
    finding = scene(rto=H + 1, mtd=H).finding("rto-exceeds-mtd")
    sooner, later = finding.offers
    assert say(sooner.warning).startswith("brings 1 more to look at; the gravest, “Bringing destroyed data back")
    assert (sooner.raises, later.raises) == ((DESTROYED,), ("no-headroom",))
    assert say(later.warning) == "brings 1 more to look at: “No headroom for a bad day” first"


def test_an_offer_without_consequences_warns_of_none():
    assert [each.warning for each in scene(rto=8 * H + 1, mtd=10 * H).finding("no-headroom").offers] == [None]


def test_answers_that_contradict_each_other():
    assert scene(rpo=0, never_lose=True, expendable_entries=500).codes() == ["never-lose-but-expendable"]
    assert scene(rto=H, mtd=D, peak_mtd=2 * D).codes() == ["peak-looser"]


def test_what_keeps_no_data_is_asked_for_none():
    assert scene(rpo=NA, today={}).codes() == []


@pytest.mark.parametrize("rpo", [UNSET, UNKNOWN, H])
@pytest.mark.parametrize(("rto", "took"), [(10 * MIN, 6 * H), (15 * MIN, 20 * MIN), (4 * H, 6 * H)])
def test_what_was_too_slow_by_itself_does_not_blame_what_it_needs(rpo, rto, took):
    """Nobody has chosen a strategy yet, or one has that acts by itself: what the system needs is up in time."""
    identity = make("identity", rto=min(rto, 5 * MIN), exercise={"age": D, "rta": 0})
    late = scene(identity, edges=[("shop", "identity", "hard")], rto=rto, rpo=rpo, exercise={"age": D, "rta": took})
    codes = late.codes()
    assert [each for each in codes if each in (SLOWER, CHAIN, MISSED)] == [MISSED]
    # What is too slow itself is blamed all the same.
    slow = make("identity", rto=rto + 1, exercise={"age": D, "rta": rto + 1})
    both = scene(slow, edges=[("shop", "identity", "hard")], rto=rto, rpo=rpo, exercise={"age": D, "rta": took})
    assert {SLOWER, CHAIN, MISSED} <= set(both.codes())
