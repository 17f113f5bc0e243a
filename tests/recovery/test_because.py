# ruff: noqa: E501 (a row of a table is read in one line)
"""Every number of a plan is explained with the numbers it comes from."""

from dataclasses import replace

import pytest

from recovery.policy import DEFAULT_POLICY
from tests.recovery.builders import MIN, NA, UNSET, D, H, make, scene

GRID = {"money": {H: "moderate", 8 * H: "intolerable"}}
BATCH = {"entries_per_hour": 60, "minutes_per_entry": 1, "people_reentering": 2}
NEEDS = [("shop", "bank", "hard")]


def explained(**given):
    """Code and values of each reason for the suggested objectives."""
    return [(each.code, dict(each.values)) for each in scene(**given).derive().suggested.because]


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"mtd": 9 * H, "impact": GRID}, ("because.mtd.both", {"mtd": 8 * H, "stated": 9 * H, "horizon": 8 * H})),
        ({"mtd": 9 * H}, ("because.mtd.stated", {"mtd": 9 * H})),
        ({"impact": GRID}, ("because.mtd.impact", {"mtd": 8 * H})),
        ({"impact": GRID}, ("because.first-harm", {"harm": H})),
        ({}, ("because.mtd.missing", {})),
        ({"mtd": H, "wrt": 10 * MIN}, ("term.mtd-less-wrt", {"limit": 50 * MIN, "mtd": H, "wrt": 10 * MIN, "share": 0.8})),
        ({"mtd": H}, ("term.headroom", {"limit": 48 * MIN, "mtd": H, "wrt": None, "share": 0.8})),
        ({"mtd": H}, ("missing.wrt", {})),
        ({"regulator_rto": H}, ("term.regulator-rto", {"limit": H, "mtd": None, "wrt": None, "share": 0.8})),
        ({"mtd": H, "wrt": 10 * MIN}, ("because.rto", {"rto": 30 * MIN, "limit": 48 * MIN})),
        ({"mtd": H, "wrt": 2 * H}, ("because.rto.impossible", {"mtd": H, "wrt": 2 * H})),
        ({"rebuild_window": 3 * H}, ("term.rebuild-window", {"limit": 3 * H})),
        ({"wrt": H, **BATCH}, ("term.re-entry", {"limit": 2 * H, "wrt": H, "people": 2})),
        ({"wrt": H, "expendable_entries": 5, **BATCH}, ("term.expendable", {"count": 5})),
        ({"wrt": H, "expendable_entries": 5, **BATCH}, ("because.rpo", {"rpo": 2 * H, "limit": 2 * H + 5 * MIN})),
        ({"regulator_rpo": 7 * MIN}, ("term.regulator-rpo", {"limit": 7 * MIN})),
        ({"regulator_rpo": 7 * MIN}, ("because.rpo", {"rpo": 5 * MIN, "limit": 7 * MIN})),
        ({"never_lose": True}, ("term.never-lose", {})),
        ({"peak_mtd": 3 * H, "peak_wrt": H, "wrt": D}, ("because.peak", {"rto": 2 * H, "mtd": 3 * H})),
        ({"peak_mtd": 3 * H, "wrt": 2 * H}, ("because.peak", {"rto": H, "mtd": 3 * H})),
    ],
)  # fmt: skip
def test_a_suggestion_names_what_it_comes_from(given, reason):
    assert reason in explained(rto=H, rpo=H, **given)


def test_what_is_answered_is_not_called_missing():
    codes = [code for code, _ in explained(mtd=D, wrt=H, rebuild_window=H, expendable_entries=0, **BATCH)]
    assert [code for code in codes if code.startswith("missing.")] == []
    without_entries = [code for code, _ in explained(expendable_entries=5, entries_per_hour=0)]
    assert "missing.expendable" in without_entries


def plan(*others, **given):
    """The values of each reason of the plan, by the number it explains, with its code."""
    found = scene(*others, **given).derive().because
    return {name: (text.code.removeprefix("because."), dict(text.values)) for name, text in found.items()}


def test_a_plan_names_what_it_comes_from():
    money = {"running_cost": 1000, "loss_per_hour": 100}
    assert plan(rto=8 * H, rpo=D, copy_lag=H, start_window=MIN, running_time=MIN, **money) == {
        "strategy": ("strategy.cheapest", {"strategy": "backup_restore", "time": 4 * H, "rto": 8 * H, "rpo": D}),
        "beyond": ("beyond", {"strategy": "backup_restore", "time": 4 * H, "rto": 8 * H, "rpo": D}),
        "recovery_time": ("recovery-time.person", {"time": 4 * H, "reaction": 30 * MIN, "failover": 150}),
        "data_recovery_time": ("data-recovery-time.base", {"time": 4 * H, "base": 4 * H, "restore": None}),
        "cost_tier": ("cost-tier.alone", {"tier": 1, "strategy": "backup_restore", "live": "none"}),
        "recovery_estimate": ("own-time.strategy", {"time": 4 * H, "strategy": "backup_restore"}),
        "live_copy": ("live-copy.none", {"rpo": D, "alarm": None}),
        "history": ("history.snapshot", {"interval": 12 * H, "rpo": D, "overhead": H + 2 * MIN}),
        "retention": ("retention", {"retention": 35 * D}),
        "worst_loss": ("worst-loss", {"disaster": 13 * H + 2 * MIN, "corruption": 13 * H + 2 * MIN}),
        "yearly_cost": ("yearly-cost", {"share": 0.1, "running": 1000, "cost": 100, "currency": "EUR"}),
        "expected_loss": (
            "expected-loss.outage",
            {
                "per_hour": 100, "time": 4 * H, "per_lost_hour": None, "lost": 13 * H + 2 * MIN,
                "loss": 200, "disruptions": 0.5, "currency": "EUR",
            },
        ),
        "wave": ("wave.first", {"wave": 1}),
        "earliest_recovery": ("earliest.alone", {"earliest": 4 * H}),
    }  # fmt: skip


def test_a_tight_plan_names_its_copies():
    found = plan(rto=5 * MIN, rpo=10, exercise={"rta": 3 * MIN}, data_size_gib=1, restore_mib_per_s=1)
    assert found["recovery_estimate"] == ("own-time.exercise", {"time": 3 * MIN})
    assert found["recovery_time"] == ("recovery-time.goes-on", {"time": 0, "reaction": 30 * MIN, "failover": 150})
    assert found["data_recovery_time"] == ("data-recovery-time", {"time": H + 1024, "base": H, "restore": 1024})
    assert found["cost_tier"] == ("cost-tier", {"tier": 4, "strategy": "multi_site", "live": "asynchronous"})
    assert found["live_copy"] == ("live-copy.asynchronous", {"rpo": 10, "alarm": 5})
    assert found["history"] == ("history.continuous.live", {"interval": 5 * MIN, "rpo": 10, "overhead": 0})
    assert found["worst_loss"] == ("worst-loss", {"disaster": 5, "corruption": 5 * MIN})
    assert plan(rto=5 * MIN, rpo=0)["live_copy"] == ("live-copy.synchronous", {"rpo": 0, "alarm": None})


def test_what_fails_over_by_itself_names_how_long_requests_take_to_arrive():
    found = plan(rto=10 * MIN)
    assert found["recovery_time"] == ("recovery-time.by-itself", {"time": 450, "reaction": 30 * MIN, "failover": 150})


def test_lost_work_has_a_price_of_its_own():
    work = plan(rto=8 * H, rpo=D, loss_per_lost_hour=10)["expected_loss"]
    assert (work[0], work[1]["loss"]) == ("expected-loss.work", 24 * 10 * 0.5)
    both = plan(rto=8 * H, rpo=D, loss_per_lost_hour=10, loss_per_hour=100)["expected_loss"]
    assert (both[0], both[1]["loss"]) == ("expected-loss.both", (4 * 100 + 24 * 10) * 0.5)


def test_what_is_kept_longer_names_for_how_long():
    found = plan(rpo=0, discovery_time=90 * D, legal_retention=3650 * D)
    assert found["then"] == ("then", {"interval": D, "retention": 97 * D})
    assert found["archive"] == ("archive", {"retention": 3650 * D})


def test_a_service_says_that_it_has_nothing_to_bring_back():
    assert plan(type="business_service", rpo=NA)["recovery_estimate"] == ("own-time.service", {})


def test_open_objectives_leave_reasons_out():
    assert set(plan(rto=UNSET, rpo=UNSET)) == {"wave"}
    assert plan(rto=UNSET, rpo=D)["worst_loss"] == ("worst-loss.corruption", {"corruption": D})
    no_data = plan(rto=4 * H, rpo=NA)
    assert no_data["history"] == ("history.none", {"interval": None, "rpo": None, "overhead": 0})
    assert not {"retention", "worst_loss", "yearly_cost", "expected_loss"} & set(no_data)


def test_times_that_the_network_sets_name_the_system_they_come_from():
    waiting = plan(make("bank", rto=2 * H, exercise={"rta": H}), edges=NEEDS, rto=4 * H, exercise={"rta": 30 * MIN})
    assert waiting["wave"] == ("wave", {"wave": 2})
    assert waiting["earliest_recovery"] == ("earliest", {"earliest": 75 * MIN, "earliest_start": H, "system": "bank"})
    held = plan(make("till", rto=4 * H, exercise={"rta": H}), edges=[("till", "shop", "hard")], rto=D)
    assert held["required_rto"] == ("required-rto", {"rto": 3 * H + 45 * MIN, "system": "till"})


def options(**given):
    found = scene(**given).derive().options
    return {
        (each.strategy, each.live_copy): (
            each.fits,
            each.because.code.removeprefix("option."),
            dict(each.because.values),
        )
        for each in found
    }


BACKUP, PILOT, WARM, MULTI = "backup_restore", "pilot_light", "warm_standby", "multi_site"
ASYNC, SYNC = "asynchronous", "synchronous"


def test_each_pair_is_taken_or_left_for_a_reason():
    assert options(rto=H, rpo=2 * MIN) == {
        (BACKUP, "none"): (False, "too-slow", {"time": 4 * H, "rto": H}),
        (PILOT, ASYNC): (True, "taken", {"time": H, "point": 1}),
        (PILOT, SYNC): (True, "dearer-copy", {"chosen": PILOT}),
        **{(row, copy): (True, "dearer", {"chosen": PILOT}) for row in (WARM, MULTI) for copy in (ASYNC, SYNC)},
    }
    assert options(rto=4 * H, rpo=2 * MIN)[BACKUP, "none"] == (
        False,
        "loses-too-much",
        {"point": 5 * MIN, "rpo": 2 * MIN},
    )
    assert options(rto=4 * H, rpo=0)[PILOT, ASYNC] == (False, "loses-too-much", {"point": 1, "rpo": 0})
    large = options(rto=8 * H, rpo=D, data_size_gib=1024, restore_mib_per_s=32)
    assert large[BACKUP, "none"] == (False, "restore-alone", {"restore": 1024 * 32, "rto": 8 * H})
    both = options(rto=5 * H, rpo=D, data_size_gib=1024, restore_mib_per_s=256)
    assert both[BACKUP, "none"] == (False, "too-slow", {"time": 4 * H + 4096, "rto": 5 * H})


def test_what_keeps_no_data_goes_without_a_live_copy():
    assert options(rto=4 * H, rpo=NA) == {
        (BACKUP, "none"): (True, "taken.no-data", {"time": 4 * H}),
        **{(row, "none"): (True, "dearer", {"chosen": BACKUP}) for row in (PILOT, WARM, MULTI)},
    }


@pytest.mark.parametrize(
    ("objectives", "copy", "told"),
    [
        ({"rto": UNSET}, ASYNC, ("open", {"time": H, "point": 1})),
        ({"rpo": UNSET}, ASYNC, ("open", {"time": H, "point": 1})),
        ({"rto": UNSET, "rpo": NA}, "none", ("open.no-data", {"time": H})),
    ],
)
def test_no_strategy_is_judged_by_an_open_objective(objectives, copy, told):
    found = options(**objectives)
    assert {(fits, code) for fits, code, _ in found.values()} == {(False, told[0])}
    assert found[PILOT, copy] == (False, *told)


def test_a_strategy_shows_its_own_figures():
    every = scene(rto=MIN, rpo=0, running_cost=1000).derive().options
    found = {(each.strategy, each.live_copy): each for each in every}
    taken, cheap = found[MULTI, SYNC], found[BACKUP, "none"]
    assert (taken.recovery_time, taken.recovery_point, taken.cost_tier, taken.yearly_cost) == (0, 0, 4, 1100)
    assert (cheap.recovery_time, cheap.recovery_point, cheap.cost_tier, cheap.yearly_cost) == (4 * H, 5 * MIN, 1, 100)
    light = {(each.strategy, each.live_copy): each for each in scene(rto=H, rpo=2 * MIN).derive().options}
    assert (light[PILOT, ASYNC].cost_tier, light[PILOT, ASYNC].yearly_cost) == (2, None)


@pytest.mark.parametrize(
    ("given", "assumed"),
    [
        ({}, ["start-window", "running-time", "copy-lag", "restore", "history-site"]),
        ({"start_window": 0, "copy_lag": 0}, ["running-time", "restore", "history-site"]),
        ({"rpo": 5 * MIN}, ["copy-lag", "restore", "history-site"]),
        ({"rpo": 5 * MIN, "data_size_gib": 1}, ["copy-lag", "restore-speed", "history-site"]),
        ({"rpo": 5 * MIN, "restore_mib_per_s": 1}, ["copy-lag", "restore-size", "history-site"]),
        (
            {
                "rpo": 5 * MIN,
                "copy_lag": 1,
                "data_size_gib": 1,
                "restore_mib_per_s": 1,
                "today": {"history": "snapshot", "history_site": "same"},
            },
            [],
        ),
        (
            {"rto": 0, "today": {"live_copy": "synchronous"}},
            ["start-window", "running-time", "copy-lag", "restore", "goes-on", "live-site"],
        ),
        ({"rpo": NA}, []),
        ({"rto": 0, "rpo": NA}, ["goes-on"]),
        ({"rpo": UNSET}, ["restore", "history-site"]),
    ],
)
def test_what_is_counted_as_nothing_is_said(given, assumed):
    assert [text.code.removeprefix("assumes.") for text in scene(**given).derive().assumptions] == assumed


def test_a_silent_need_is_said():
    silent = scene(make("bank", rto=UNSET, rpo=UNSET), edges=NEEDS, rpo=NA).derive().assumptions
    assert [text.code for text in silent] == ["assumes.silent-needs"]
    alone = scene(rpo=NA, policy=replace(DEFAULT_POLICY, strategies=DEFAULT_POLICY.strategies[1:])).derive()
    assert alone.assumptions == ()
