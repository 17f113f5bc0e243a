# ruff: noqa: E501 (a row of a table is read in one line)
"""How severe each rule is, and what it offers: the method's table, with the changes worked out.

An offer is named by its change, or by what people have to do. The scenes are those of the table of contradictions.
"""

import pytest

from recovery.contradictions import BY_CODE
from recovery.messages import say
from tests.recovery.builders import MIN, NA, UNKNOWN, UNSET, D, H, make, scene
from tests.recovery.contradiction_table import NEEDS, ROWS, SHARES

BEARABLE = {"money": {str(H): "moderate", str(4 * H): "severe", str(8 * H): "severe"}}
OFFERED = {
    "objective-unset": ("blocks", "answer", "delegate"),
    "objective-unknown": ("blocks", "delegate"),
    "rto-exceeds-mtd": ("blocks", {"rto": 30 * MIN}, {"mtd": H + 1}),
    "no-time-to-catch-up": ("blocks", {"rto": 2 * H}, {"rto": 4 * H - 1}, {"wrt": H}, {"mtd": 5 * H + 1}),
    "no-headroom": ("warns", {"rto": 8 * H}),
    "mtd-after-intolerable": ("blocks", {"mtd": 8 * H}, {"impact": BEARABLE}),
    "impact-shrinks": ("warns", {"impact": {"legal": {str(H): "minor", str(D): "severe", str(3 * D): "severe"}}}, "explain"),
    "rto-tighter-than-harm": ("warns", {"rto": 30 * MIN}),
    "zero-asked": ("warns", {"rto": MIN}, {"rto": 15 * MIN}),
    "rpo-beyond-rebuild": ("blocks", {"rpo": H}),
    "rpo-tighter-than-needed": ("warns", {"rpo": 4 * H}),
    "re-entry-exceeds-wrt": ("blocks", {"rpo": 2 * H}, {"wrt": H + 1}),
    "never-lose-but-expendable": ("warns", {"expendable_entries": 0}, {"never_lose": False}),
    "rpo-below-change-interval": ("informs", "protect-after-batch", {"rpo": H + 1}),
    "replication-without-history": ("blocks", {"today.history": "snapshot", "today.interval": 4 * H}),
    "retention-below-discovery": ("blocks", {"today.retention": 8 * D}),
    "retention-below-legal": ("blocks", {"today.archive_retention": 3650 * D}),
    "worst-loss-exceeds-rpo": ("blocks", {"today.history": "snapshot", "today.interval": 4 * H}, {"rpo": 4 * H + 1}),
    "restore-exceeds-rto": ("blocks", {"today.strategy": "warm_standby"}, {"rto": 4 * H + 1025}),
    "data-restore-exceeds-rto": ("blocks", {"restore_mib_per_s": 1025.0}, "first-things-first", {"data_rto": 4 * H}),
    "strategy-misses-objective": ("blocks", {"today.strategy": "pilot_light"}, {"rto": 4 * H}),
    "no-strategy-fits": ("blocks", {"rto": H}, "extend-policy"),
    "unattended": ("blocks", "on-call", {"rto": 30 * MIN, "data_rto": 4 * H}, {"rto": 4 * H + 1}),
    "copy-shares-fate": ("blocks", {"today.history_site": "other_site"}),
    "copy-can-be-destroyed": ("blocks", {"today.immutable": True}, {"today.isolated": True}),
    "protection-unknown": ("warns", "ask-contact"),
    "copy-overdue": ("blocks", "run-copy", {"rpo": 8 * H}),
    "copy-never-seen": ("warns", "connect-job"),
    "never-tested": ("warns", "plan-data-restore"),
    "restore-test-overdue": ("warns", "plan-data-restore"),
    "drill-missed-objective": ("blocks", "fund", {"rto": H + 1}, "plan-failover", "plan-data-restore"),
    "dependency-slower": ("blocks", {"system": "bank", "rto": 2 * H}, {"rto": 4 * H + 1}, "workaround"),
    "chain-exceeds-rto": ("blocks", "shorten-chain", {"rto": 4 * H + 1}),
    "dependency-without-objective": ("warns", "remind"),
    "dependency-cycle": ("warns", "mark-soft"),
    "rpo-mismatch": ("warns", {"rpo": H}, "name-reconciler"),
    "workaround-needs-system": ("blocks", {"workaround_needs": ()}),
    "workaround-outlasts-mtd": ("warns", {"workaround_lasts": 12 * H}, {"mtd": 2 * D}),
    "supplier-slower": ("blocks", "renegotiate", {"rto": H + 1}),
    "regulator-breached": ("blocks", {"rto": H}),
    "peak-tighter": ("warns", "seasonal", {"rto": 4 * H}),
    "peak-looser": ("warns", {"peak_mtd": D}),
    "cost-exceeds-loss": ("warns", {"rto": 4 * H}),
    "cost-exceeds-budget": ("blocks", {"recovery_budget": 550}, {"rto": H}, {"rto": 4 * H}),
    "overbuilt": ("informs", {"today.strategy": "backup_restore"}),
    "respondents-disagree": ("blocks", "second-round", "name-decider"),
    "override-without-reason": ("blocks", "give-reason", {"rto": H}),
    "everything-first": ("warns", "rank"),
    "stale": ("warns", "confirm"),
}  # fmt: skip


def offered(case, code):
    return [offer.action or dict(offer.change) for offer in case.finding(code).offers]


def test_the_table_has_every_rule_in_the_order_of_the_method():
    assert list(OFFERED) == list(BY_CODE)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.code)
def test_a_rule_is_as_severe_and_offers_what_the_method_says(row):
    severity, *expected = OFFERED[row.code]
    assert row.fires[0].finding(row.code).severity == severity
    assert offered(row.fires[0], row.code) == expected


GRID = {"money": {H: "minor", 4 * H: "intolerable"}}
FAR = scene(regulator_site="other_region", today={"history": "snapshot", "history_site": "other_site"})
UNSAFE = {"money": {H: "intolerable"}, "safety": {H: "severe", 4 * H: "intolerable"}}
SAFE = {"money": {4 * H: "intolerable"}, "safety": {4 * H: "severe", 8 * H: "intolerable"}}
HEALING = {"money": {H: "severe", 4 * H: "minor"}, "safety": {H: "severe", 4 * H: "minor"}}
KEPT = {"money": {str(4 * H): "severe"}, "safety": {str(4 * H): "severe", str(8 * H): "intolerable"}}
MORE = (
    ("rto-exceeds-mtd", scene(rto=8 * H, impact=UNSAFE), [{"rto": 30 * MIN}]),
    ("rto-exceeds-mtd", scene(rto=8 * H, impact=SAFE), [{"rto": 2 * H}, {"mtd": 8 * H, "impact": KEPT}]),
    ("no-time-to-catch-up", scene(rto=2 * H, wrt=3 * H, mtd=4 * H, impact={"safety": UNSAFE["safety"]}), [{"rto": H}, {"wrt": 2 * H}]),
    ("no-time-to-catch-up", scene(rto=2 * H, rpo=3 * H, wrt=3 * H, mtd=4 * H, entries_per_hour=60, minutes_per_entry=1, people_reentering=1), [{"rto": H}, {"mtd": 5 * H}]),
    ("mtd-after-intolerable", scene(mtd=8 * H, impact=UNSAFE), [{"mtd": H}]),
    ("mtd-after-intolerable", scene(mtd=8 * H, impact=SAFE), [{"mtd": 4 * H}, {"impact": KEPT}]),
    ("impact-shrinks", scene(impact={"safety": HEALING["safety"]}), ["explain"]),
    ("impact-shrinks", scene(impact=HEALING), [{"impact": {"money": {str(H): "severe", str(4 * H): "severe"}, "safety": {str(H): "severe", str(4 * H): "minor"}}}, "explain"]),
    ("workaround-outlasts-mtd", scene(workaround_lasts=D, impact=UNSAFE), [{"workaround_lasts": 30 * MIN}]),
    ("objective-unknown", scene(rto=UNKNOWN, mtd=D), ["delegate", {"rto": 12 * H}]),
    ("objective-unknown", scene(rto=UNKNOWN, rpo=UNKNOWN, mtd=D, rebuild_window=H), ["delegate", {"rto": 12 * H, "rpo": H}]),
    ("objective-unknown", scene(rto=UNKNOWN, rpo=UNKNOWN, rebuild_window=H), ["delegate", {"rpo": H}]),
    ("rto-exceeds-mtd", scene(rto=8 * H, impact=GRID), [{"rto": 2 * H}, {"mtd": 8 * H, "impact": {"money": {str(H): "minor", str(4 * H): "severe"}}}]),
    ("rto-exceeds-mtd", scene(rto=8 * H, mtd=H, wrt=2 * H), [{"mtd": 10 * H}]),
    ("zero-asked", scene(rto=0, rpo=0), [{"rto": MIN, "rpo": MIN}, {"rto": 15 * MIN, "rpo": 15 * MIN}]),
    ("zero-asked", scene(rto=D, rpo=0), [{"rpo": MIN}]),
    ("zero-asked", scene(rto=0, rpo=0, mtd=30, wrt=0), [{"rpo": MIN}]),
    ("rpo-mismatch", scene(make("bank", rpo=H), make("post", rpo=D), edges=[*SHARES, ("shop", "post", "shares_transactions")], rpo=4 * H), [{"rpo": H}, "name-reconciler"]),
    ("workaround-needs-system", scene(make("desk"), workaround_needs=("desk", "shop")), [{"workaround_needs": ("desk",)}]),
    ("workaround-outlasts-mtd", scene(workaround_lasts=30 * D, mtd=0), ["revise"]),
    ("workaround-outlasts-mtd", scene(workaround_lasts=D, mtd=0), [{"mtd": 2 * D}]),
    ("workaround-outlasts-mtd", scene(workaround_lasts=30 * D, mtd=2 * D), [{"workaround_lasts": D}]),
    ("re-entry-exceeds-wrt", scene(rpo=3 * H, wrt=0, expendable_entries=299, entries_per_hour=3600, minutes_per_entry=1, people_reentering=2), [{"rpo": MIN}, {"wrt": 315030}]),
    ("chain-exceeds-rto", scene(make("bank", rto=H), edges=[*NEEDS, ("bank", "shop", "hard")], rto=5 * MIN), [{"rto": H}]),
    ("workaround-outlasts-mtd", scene(workaround_lasts=D, impact=GRID), [{"workaround_lasts": 2 * H}, {"mtd": 2 * D, "impact": {"money": {str(H): "minor", str(4 * H): "severe"}}}]),
    ("cost-exceeds-budget", scene(rto=5 * MIN, running_cost=1000, recovery_budget=100), [{"recovery_budget": 1050}, {"rto": 4 * H}, {"rto": 15 * MIN, "recovery_budget": 550}]),
    ("cost-exceeds-budget", scene(rpo=10, running_cost=1000, recovery_budget=0), [{"recovery_budget": 250}, {"rpo": 5 * MIN, "recovery_budget": 100}]),
    ("cost-exceeds-budget", scene(rto=5 * MIN, rpo=10, running_cost=1000, recovery_budget=0), [{"recovery_budget": 1050}, {"rto": 15 * MIN, "recovery_budget": 550}, {"rto": H, "recovery_budget": 250}]),
    ("cost-exceeds-budget", scene(rto=D, running_cost=1000, recovery_budget=0), [{"recovery_budget": 100}]),
    ("worst-loss-exceeds-rpo", scene(rpo=4 * H, today={"history": "snapshot", "interval": H, "live_copy": "asynchronous", "live_lag": 5 * H}), [{"today.history": "snapshot", "today.interval": 4 * H, "today.live_copy": "none"}, {"rpo": 5 * H}]),
    ("no-time-to-catch-up", scene(rto=6 * H, wrt=6 * H, mtd=6 * H), [{"rto": 2 * H, "wrt": 4 * H}, {"mtd": 12 * H}]),
    ("rto-exceeds-mtd", scene(rto=D, mtd=0), [{"mtd": D}]),
    ("unattended", scene(rto=15 * MIN, data_rto=D, unattended=D), ["on-call", {"data_rto": 2 * D}]),
    ("unattended", scene(rto=4 * H, rpo=NA, unattended=D), ["on-call", {"rto": 30 * MIN}, {"rto": 28 * H}]),
    ("unattended", scene(rto=4 * H, data_rto=2 * D, unattended=D), ["on-call", {"rto": 30 * MIN}, {"rto": 28 * H}]),
    ("unattended", scene(rto=4 * H, data_rto=D, unattended=D), ["on-call", {"rto": 30 * MIN, "data_rto": 2 * D}, {"rto": 28 * H, "data_rto": 2 * D}]),
    ("unattended", scene(rto=H, unattended=D, today={"strategy": "backup_restore", "history": "continuous"}, data_size_gib=1000, restore_mib_per_s=20), ["on-call", {"rto": 30 * MIN, "data_rto": 2 * D}, {"rto": 152000}]),
    ("drill-missed-objective", scene(rto=H, exercises=[{"kind": "failover", "rta": 2 * H}, {"kind": "data_restore", "rta": 6 * H}]), ["fund", {"rto": 6 * H}, "plan-failover", "plan-data-restore"]),
    ("drill-missed-objective", scene(rto=H, data_rto=4 * H, exercises=[{"kind": "failover", "rta": 2 * H}, {"kind": "data_restore", "rta": 6 * H}]), ["fund", {"rto": 2 * H, "data_rto": 6 * H}, "plan-failover", "plan-data-restore"]),
    ("drill-missed-objective", scene(rpo=H, data_rpo=4 * H, exercises=[{"kind": "data_restore", "rpa": 6 * H}]), ["fund", {"data_rpo": 6 * H}, "plan-data-restore"]),
    ("worst-loss-exceeds-rpo", scene(rpo=D, data_rpo=H, today={"live_copy": "none", "history": "snapshot", "interval": 4 * H}), [{"today.history": "continuous", "today.interval": 300}, {"data_rpo": 4 * H}]),
    ("worst-loss-exceeds-rpo", scene(rto=H, rpo=MIN, today={"live_copy": "asynchronous", "live_lag": 5, "live_site": "same", "history": "snapshot", "interval": D, "history_site": "same"}), [{"today.history": "continuous", "today.interval": 300, "today.history_site": "other_site", "today.live_copy": "asynchronous", "today.live_lag": 30, "today.live_site": "other_site"}]),
    ("copy-shares-fate", scene(today={"live_copy": "synchronous", "live_site": "same", "history": "none"}), [{"today.live_site": "other_site"}]),
    ("copy-shares-fate", scene(regulator_site="other_region", today={"live_copy": "synchronous", "live_site": "same", "history": "none"}), [{"today.live_site": "other_region"}]),
    ("copy-shares-fate", scene(regulator_site="other_region", today={"history": "snapshot", "history_site": "same"}), [{"today.history_site": "other_region"}]),
    ("regulator-breached", FAR, [{"today.history_site": "other_region"}]),
    ("regulator-breached", scene(regulator_site="other_region", today={"live_copy": "synchronous", "live_site": "same", "history": "snapshot", "history_site": "same"}), [{"today.history_site": "other_region"}, {"today.live_site": "other_region"}]),
    ("regulator-breached", scene(regulator_site="other_region", today={"live_copy": "synchronous", "live_site": "same", "history": "none"}), [{"today.live_site": "other_region"}]),
    ("regulator-breached", scene(regulator_site="other_region", today={"live_copy": "none", "history": "none"}), [{"today.history": "snapshot", "today.interval": 4 * H, "today.history_site": "other_region"}]),
    ("regulator-breached", scene(rpo=UNSET, regulator_site="other_region", today={"live_copy": "none", "history": "none"}), ["add-history"]),
    ("regulator-breached", scene(rto=D, regulator_rto=H, regulator_site="other_region", today={"history": "snapshot", "history_site": "same"}), [{"rto": H}, {"today.history_site": "other_region"}]),
    ("worst-loss-exceeds-rpo", scene(regulator_site="other_region", today={"live_copy": "none", "history": "snapshot", "interval": D, "history_site": "other_site"}), [{"today.history": "snapshot", "today.interval": 4 * H, "today.history_site": "other_region"}, {"rpo": D}]),
    ("worst-loss-exceeds-rpo", scene(rpo=4 * H, regulator_site="other_region", today={"history": "snapshot", "interval": H, "history_site": "other_site", "live_copy": "asynchronous", "live_lag": 5 * H, "live_site": "other_region"}), [{"today.history": "snapshot", "today.interval": 4 * H, "today.history_site": "other_region", "today.live_copy": "none"}, {"rpo": 5 * H}]),
    ("never-tested", scene(rto=H, exercise={}), ["plan-failover", "plan-data-restore"]),
    ("chain-exceeds-rto", scene(make("bank", exercise={"rta": 5 * H}), edges=[*NEEDS, ("bank", "shop", "hard")], rto=4 * H), [{"rto": 5 * H}]),
    ("no-time-to-catch-up", scene(rto=4 * H, mtd=5 * H, wrt=2 * H, regulator_rto=30 * MIN), [{"rto": 30 * MIN}, {"wrt": H}, {"mtd": 6 * H}]),
    ("re-entry-exceeds-wrt", scene(rpo=D, wrt=H, entries_per_hour=60, minutes_per_entry=1, people_reentering=2, regulator_rpo=MIN), [{"rpo": MIN}, {"wrt": 12 * H}]),
    ("re-entry-exceeds-wrt", scene(rpo=D, wrt=H, entries_per_hour=60, minutes_per_entry=1, people_reentering=2, never_lose=True), [{"rpo": 0}, {"wrt": 12 * H}]),
    ("re-entry-exceeds-wrt", scene(rpo=D, wrt=H, entries_per_hour=60, minutes_per_entry=1, people_reentering=2, rebuild_window=30 * MIN), [{"rpo": 30 * MIN}, {"wrt": 12 * H}]),
    ("dependency-slower", scene(make("bank", rto=D), edges=NEEDS, rto=H, exercise={"rta": 2 * H}), [{"system": "bank", "rto": 30 * MIN}, {"rto": D + 15 * MIN}, "workaround"]),
)  # fmt: skip


@pytest.mark.parametrize(("code", "case", "expected"), MORE)
def test_also_where_less_or_more_is_known(code, case, expected):
    assert offered(case, code) == expected


def test_a_saving_is_named_where_one_is_offered():
    near = scene(rto=D, rpo=0, running_cost=1000).finding("zero-asked").offers[0]
    assert (near.saving, near.cost_tier) == (50, 2)
    built = scene(today={"strategy": "multi_site"}, running_cost=1000).finding("overbuilt").offers[0]
    assert say(built.label) == "Protect it by Backup and restore, which saves 950\u00a0€ a year"
    unpriced = scene(today={"strategy": "multi_site"}).finding("overbuilt").offers[0]
    assert say(unpriced.label) == "Protect it by Backup and restore"


@pytest.mark.parametrize("code", ["rto-exceeds-mtd", "mtd-after-intolerable", "workaround-outlasts-mtd"])
def test_where_peoples_safety_stands_in_the_way_the_finding_says_so(code):
    answers = {"rto": 8 * H, "mtd": 8 * H, "workaround_lasts": 8 * H}
    assert "would be in danger" in say(scene(impact=UNSAFE, **answers).finding(code).message)
    less = {"money": UNSAFE["money"], "safety": {4 * H: "severe"}}
    assert "danger" not in say(scene(impact=less, **answers).finding(code).message)


def test_a_changed_grid_is_read_again_as_it_was_meant():
    offer = scene(rto=8 * H, impact=GRID).finding("rto-exceeds-mtd").offers[1]
    assert offer.resolves == ("rto-exceeds-mtd",)
    assert say(offer.label).startswith("Say that you can cope for 8 hours, that nothing is intolerable before")
