# ruff: noqa: E501 (a row of a table is read in one line)
"""How severe each rule is, and what it offers: the method's table, with the changes worked out.

An offer is named by its change, or by what people have to do. The scenes are those of the table of contradictions.
"""

import pytest

from recovery.contradictions import BY_CODE
from recovery.messages import say
from tests.recovery.builders import MIN, UNKNOWN, D, H, make, scene
from tests.recovery.contradiction_table import NEEDS, ROWS, SHARES

BEARABLE = {"money": {str(H): "moderate", str(4 * H): "severe", str(8 * H): "severe"}}
OFFERED = {
    "objective-unset": ("blocks", "answer", "delegate"),
    "objective-unknown": ("blocks", "delegate"),
    "rto-exceeds-mtd": ("blocks", {"rto": 30 * MIN}, {"mtd": H + 1}),
    "no-time-to-catch-up": ("blocks", {"rto": 2 * H}, {"rto": 4 * H - 1}, {"wrt": H}),
    "no-headroom": ("warns", {"rto": 8 * H}),
    "mtd-after-intolerable": ("blocks", {"mtd": 8 * H}, {"impact": BEARABLE}),
    "impact-shrinks": ("warns", {"impact": {"legal": {str(H): "minor", str(D): "severe", str(3 * D): "severe"}}}, "explain"),
    "rto-tighter-than-harm": ("warns", {"rto": 30 * MIN}),
    "zero-asked": ("warns", {"rto": MIN}, {"rto": 5 * MIN}),
    "rpo-beyond-rebuild": ("blocks", {"rpo": H}),
    "rpo-tighter-than-needed": ("warns", {"rpo": 4 * H}),
    "re-entry-exceeds-wrt": ("blocks", {"rpo": 2 * H}, {"wrt": H + 1}),
    "rpo-below-change-interval": ("informs", "protect-after-batch", {"rpo": H + 1}),
    "replication-without-history": ("blocks", {"today.history": "snapshot", "today.interval": 4 * H}),
    "retention-below-discovery": ("blocks", {"today.retention": 8 * D}),
    "worst-loss-exceeds-rpo": ("blocks", {"today.history": "snapshot", "today.interval": 4 * H}, {"rpo": 4 * H + 1}),
    "restore-exceeds-rto": ("blocks", {"today.strategy": "warm_standby"}, {"rto": 4 * H + 1025}),
    "strategy-misses-objective": ("blocks", {"today.strategy": "pilot_light"}, {"rto": 4 * H}),
    "no-strategy-fits": ("blocks", {"rto": 30 * MIN}, "extend-policy"),
    "unattended": ("blocks", {"unattended": 0}, {"rto": 15 * MIN}, {"rto": 4 * H + 1}),
    "copy-shares-fate": ("blocks", {"today.copy_elsewhere": True}),
    "never-tested": ("warns", "plan-drill"),
    "drill-missed-objective": ("blocks", "fund", {"rto": H + 1}, "plan-drill"),
    "dependency-slower": ("blocks", {"system": "bank", "rto": 0}, {"rto": 4 * H + 1}, "workaround"),
    "chain-exceeds-rto": ("blocks", "shorten-chain", {"rto": 4 * H + 1}),
    "dependency-without-objective": ("warns", "remind"),
    "dependency-cycle": ("warns", "mark-soft"),
    "rpo-mismatch": ("warns", {"rpo": H}, "name-reconciler"),
    "workaround-needs-system": ("blocks", {"workaround_needs": ()}),
    "workaround-outlasts-mtd": ("warns", {"workaround_lasts": 12 * H}, {"mtd": 2 * D}),
    "supplier-slower": ("blocks", "renegotiate", {"rto": H + 1}),
    "regulator-breached": ("blocks", {"rto": H}),
    "peak-tighter": ("warns", "seasonal", {"rto": 4 * H}),
    "cost-exceeds-loss": ("warns", {"rto": 4 * H}),
    "cost-exceeds-budget": ("blocks", {"recovery_budget": 550}, {"rto": 30 * MIN}, {"rto": 4 * H}),
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
MORE = (
    ("objective-unknown", scene(rto=UNKNOWN, mtd=D), ["delegate", {"rto": 12 * H}]),
    ("objective-unknown", scene(rto=UNKNOWN, rpo=UNKNOWN, mtd=D, rebuild_window=H), ["delegate", {"rto": 12 * H, "rpo": H}]),
    ("objective-unknown", scene(rto=UNKNOWN, rpo=UNKNOWN, rebuild_window=H), ["delegate", {"rpo": H}]),
    ("rto-exceeds-mtd", scene(rto=8 * H, impact=GRID), [{"rto": 2 * H}, {"mtd": 8 * H, "impact": {"money": {str(H): "minor", str(4 * H): "severe"}}}]),
    ("rto-exceeds-mtd", scene(rto=8 * H, mtd=H, wrt=2 * H), [{"mtd": 10 * H}]),
    ("zero-asked", scene(rto=0, rpo=0), [{"rto": MIN, "rpo": MIN}, {"rto": 5 * MIN, "rpo": 5 * MIN}]),
    ("zero-asked", scene(rto=D, rpo=0), [{"rpo": MIN}]),
    ("rpo-mismatch", scene(make("bank", rpo=H), make("post", rpo=D), edges=[*SHARES, ("shop", "post", "shares_transactions")], rpo=4 * H), [{"rpo": H}, "name-reconciler"]),
    ("workaround-needs-system", scene(make("desk"), workaround_needs=("desk", "shop")), [{"workaround_needs": ("desk",)}]),
    ("workaround-outlasts-mtd", scene(workaround_lasts=30 * D, mtd=0), ["revise"]),
    ("workaround-outlasts-mtd", scene(workaround_lasts=D, impact=GRID), [{"workaround_lasts": 2 * H}, {"mtd": 2 * D, "impact": {"money": {str(H): "minor", str(4 * H): "severe"}}}]),
    ("cost-exceeds-budget", scene(rto=5 * MIN, running_cost=1000, recovery_budget=100), [{"recovery_budget": 550}, {"rto": 4 * H}, {"rto": 30 * MIN, "recovery_budget": 250}]),
    ("cost-exceeds-budget", scene(rpo=10, running_cost=1000, recovery_budget=0), [{"recovery_budget": 550}, {"rpo": MIN, "recovery_budget": 250}, {"rpo": 5 * MIN, "recovery_budget": 100}]),
    ("cost-exceeds-budget", scene(rto=5 * MIN, rpo=10, running_cost=1000, recovery_budget=0), [{"recovery_budget": 550}, {"rto": 30 * MIN, "rpo": MIN, "recovery_budget": 250}, {"rto": 4 * H, "rpo": 5 * MIN, "recovery_budget": 100}]),
    ("cost-exceeds-budget", scene(rto=D, running_cost=1000, recovery_budget=0), [{"recovery_budget": 100}]),
    ("worst-loss-exceeds-rpo", scene(rpo=4 * H, today={"history": "snapshot", "interval": H, "live_copy": "asynchronous", "live_lag": 5 * H}), [{"today.history": "snapshot", "today.interval": 4 * H, "today.live_copy": "none"}, {"rpo": 5 * H}]),
    ("dependency-slower", scene(make("bank", rto=D), edges=NEEDS, rto=H, exercise={"rta": 2 * H}), [{"rto": D + 2 * H}, "workaround"]),
)  # fmt: skip


@pytest.mark.parametrize(("code", "case", "expected"), MORE)
def test_also_where_less_or_more_is_known(code, case, expected):
    assert offered(case, code) == expected


def test_a_saving_is_named_where_one_is_offered():
    near = scene(rto=D, rpo=0, running_cost=1000).finding("zero-asked").offers[0]
    assert (near.saving, near.cost_tier) == (850, 2)
    built = scene(today={"strategy": "multi_site"}, running_cost=1000).finding("overbuilt").offers[0]
    assert say(built.label) == "Protect it by Backup and restore, which saves 1,000\u00a0€ a year"
    unpriced = scene(today={"strategy": "multi_site"}).finding("overbuilt").offers[0]
    assert say(unpriced.label) == "Protect it by Backup and restore"


def test_a_changed_grid_is_read_again_as_it_was_meant():
    offer = scene(rto=8 * H, impact=GRID).finding("rto-exceeds-mtd").offers[1]
    assert offer.resolves == ("rto-exceeds-mtd",)
    assert say(offer.label).startswith("Say that you can cope for 8 hours, with no harm beyond what is bearable")
