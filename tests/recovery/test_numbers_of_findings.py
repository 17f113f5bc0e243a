# ruff: noqa: E501 (a row of a table is read in one line)
"""Which wording a finding takes and the numbers it names, and those of its offers; in the scenes of the table of rules."""

import pytest

from recovery.contradictions import BY_CODE
from tests.recovery.builders import MIN, D, H, scene
from tests.recovery.contradiction_table import ROWS

SCENES = {row.code: row.fires for row in ROWS}
FOUND = [
    ("objective-unset", 0, "rto", {"objectives": ("rto",)}),
    ("objective-unset", 1, "rpo", {"objectives": ("rpo",)}),
    ("objective-unset", 2, "both", {"objectives": ("rto", "rpo")}),
    ("objective-unknown", 0, "rto", {"objectives": ("rto",)}),
    ("objective-unknown", 1, "rpo", {"objectives": ("rpo",)}),
    ("rto-exceeds-mtd", 0, "", {"rto": H + 1, "mtd": H}),
    ("no-time-to-catch-up", 0, "", {"rto": 4 * H, "wrt": H + 1, "mtd": 5 * H, "together": 5 * H + 1}),
    ("no-headroom", 0, "", {"rto": 8 * H + 1, "mtd": 10 * H, "headroom": 8 * H}),
    ("mtd-after-intolerable", 0, "", {"mtd": 8 * H + 1, "horizon": 8 * H, "category": "money"}),
    ("impact-shrinks", 0, "", {"category": "legal", "earlier": D, "later": 3 * D, "before": "severe", "after": "none"}),
    ("rto-tighter-than-harm", 0, "", {"rto": 15 * MIN, "harm": H}),
    ("zero-asked", 0, "rto", {"rto": 0}),
    ("zero-asked", 1, "rpo", {"rpo": 0}),
    ("rpo-beyond-rebuild", 0, "", {"rpo": H + 1, "limit": H}),
    ("rpo-tighter-than-needed", 0, "", {"rpo": H, "suggested": 4 * H}),
    ("re-entry-exceeds-wrt", 0, "", {"rpo": 2 * H + 1, "needed": H + 1, "wrt": H}),
    ("never-lose-but-expendable", 0, "", {"count": 500}),
    ("rpo-below-change-interval", 0, "", {"rpo": H, "interval": H + 1}),
    ("replication-without-history", 0, "", {"live": "asynchronous"}),
    ("retention-below-discovery", 0, "", {"retention": 24 * H - 1, "discovery": D}),
    ("retention-below-legal", 0, "", {"retention": 3650 * D - 1, "legal": 3650 * D}),
    ("retention-below-legal", 2, "", {"retention": 35 * D, "legal": 36 * D}),
    ("worst-loss-exceeds-rpo", 0, "disaster", {"rpo": 4 * H, "loss": 4 * H + 1}),
    ("worst-loss-exceeds-rpo", 1, "disaster", {"rpo": 4 * H, "loss": 4 * H + 1}),
    ("worst-loss-exceeds-rpo", 3, "nothing", {"rpo": D}),
    ("worst-loss-exceeds-rpo", 4, "data-everything", {"rpo": D}),
    ("worst-loss-exceeds-rpo", 6, "site-everything", {"rpo": D}),
    ("worst-loss-exceeds-rpo", 8, "disaster", {"rpo": H, "loss": H + 1}),
    ("worst-loss-exceeds-rpo", 9, "corruption", {"rpo": 4 * H, "loss": D}),
    ("worst-loss-exceeds-rpo", 10, "corruption", {"rpo": H, "loss": H + 1}),
    ("restore-exceeds-rto", 0, "", {"restore": 1025, "rto": 1024}),
    ("data-restore-exceeds-rto", 0, "", {"time": 2 * H + 1, "restore": H + 1, "rto": 2 * H}),
    ("data-restore-exceeds-rto", 1, "", {"time": 4 * H + 3, "restore": 3 * H + 3, "rto": 4 * H}),
    ("data-restore-exceeds-rto", 3, "", {"time": 5 * H, "restore": H, "rto": 5 * H - 1}),
    ("data-restore-exceeds-rto", 4, "base", {"time": H, "rto": 30 * MIN}),
    ("strategy-misses-objective", 0, "time", {"strategy": "backup_restore", "time": 4 * H, "rto": 4 * H - 1}),
    ("strategy-misses-objective", 1, "point", {"strategy": "backup_restore", "point": 5 * MIN, "rpo": 5 * MIN - 1}),
    ("no-strategy-fits", 0, "", {"strategy": "pilot_light", "time": H, "point": 1, "rto": H - 1, "rpo": 4 * H}),
    ("no-strategy-fits", 2, "no-data", {"strategy": "pilot_light", "time": H, "point": 0, "rto": 1, "rpo": None}),
    ("unattended", 0, "", {"rto": 4 * H, "unattended": 1, "time": 4 * H, "strategy": "backup_restore"}),
    ("unattended", 2, "", {"rto": 16 * H, "unattended": 15 * H, "time": 4 * H, "strategy": "backup_restore"}),
    ("unattended", 4, "data", {"rto": D, "unattended": 23 * H + 1, "time": H}),
    ("copy-shares-fate", 0, "", {"copies": 1}),
    ("copy-shares-fate", 1, "", {"copies": 2}),
    ("copy-can-be-destroyed", 0, "", {"isolated": 0, "immutable": 0}),
    ("copy-can-be-destroyed", 1, "no-lock-said", {"isolated": 0}),
    ("protection-unknown", 0, "", {"rpo": 0}),
    ("protection-unknown", 1, "history", {"rpo": 4 * H}),
    ("copy-overdue", 0, "", {"age": 4 * H + 1, "rpo": 4 * H}),
    ("copy-overdue", 1, "", {"age": H + 1, "rpo": H}),
    ("copy-overdue", 2, "", {"age": 5 * MIN + 1, "rpo": 5 * MIN}),
    ("copy-overdue", 3, "", {"age": D + 1, "rpo": D}),
    ("copy-never-seen", 0, "", {"awaited": D + 1, "limit": D}),
    ("copy-never-seen", 1, "", {"awaited": 7 * D + 1, "limit": 7 * D}),
    ("copy-never-seen", 2, "", {"awaited": 2 * D + 1, "limit": 2 * D}),
    ("never-tested", 0, "never.data-restore", {"rto": 4 * H, "kinds": ("data_restore",), "age": None, "limit": 365 * D}),
    ("never-tested", 1, "old.data-restore", {"rto": 4 * H, "kinds": ("data_restore",), "age": 365 * D + 1, "limit": 365 * D}),
    ("never-tested", 2, "changed.data-restore", {"rto": 4 * H, "kinds": ("data_restore",), "age": 1, "limit": 365 * D}),
    ("never-tested", 4, "never.failover", {"rto": H, "kinds": ("failover",), "age": None, "limit": 365 * D}),
    ("never-tested", 9, "never", {"rto": H, "kinds": ("failover", "data_restore")}),
    ("never-tested", 10, "old.failover", {"rto": H, "kinds": ("failover", "data_restore"), "age": 366 * D, "limit": 365 * D}),
    ("restore-test-overdue", 0, "old", {"age": 365 * D + 1, "limit": 365 * D}),
    ("restore-test-overdue", 1, "failed", {"age": MIN}),
    ("drill-missed-objective", 0, "rta", {"rta": H + 1, "rto": H}),
    ("drill-missed-objective", 1, "rpa", {"rpa": H + 1, "rpo": H}),
    ("drill-missed-objective", 2, "both", {"rta": D, "rto": H, "rpa": D, "rpo": H}),
    ("drill-missed-objective", 3, "rta", {"rta": D + 1, "rto": D}),
    ("drill-missed-objective", 4, "rpa", {"rpa": D + 1, "rpo": D}),
    ("dependency-slower", 0, "", {"rto": 4 * H, "needed": 3 * H + 45 * MIN + 1, "own": 15 * MIN, "system": "bank", "more": 0}),
    ("dependency-slower", 1, "several", {"rto": 2 * H, "needed": 4 * H, "own": 15 * MIN, "system": "post", "more": 1}),
    ("dependency-slower", 2, "", {"rto": 4 * H, "needed": D, "own": 0, "system": "bank", "more": 0}),
    ("dependency-slower", 4, "", {"rto": 4 * H, "needed": 4 * H + 1, "own": 0, "system": "bank", "more": 0}),
    ("chain-exceeds-rto", 0, "", {"rto": 4 * H, "earliest": 4 * H + 1, "systems": ("bank",)}),
    ("chain-exceeds-rto", 1, "", {"rto": 150 * MIN - 1, "earliest": 150 * MIN, "systems": ("bank", "net")}),
    ("chain-exceeds-rto", 2, "cycle", {"rto": 4 * H, "earliest": 5 * H, "systems": ()}),
    ("dependency-without-objective", 0, "", {"count": 1, "systems": ("bank",)}),
    ("dependency-cycle", 0, "", {"count": 2, "systems": ("bank", "shop")}),
    ("rpo-mismatch", 0, "", {"rpo": H + 1, "other": H, "system": "bank"}),
    ("workaround-needs-system", 0, "", {"count": 1, "systems": ("shop",)}),
    ("workaround-outlasts-mtd", 0, "", {"lasts": D, "mtd": D}),
    ("supplier-slower", 0, "rto", {"supplier": H + 1, "asked": H}),
    ("supplier-slower", 1, "rpo", {"supplier": H + 1, "asked": H}),
    ("regulator-breached", 0, "rto", {"limit": H, "asked": H + 1}),
    ("regulator-breached", 1, "rpo", {"limit": H, "asked": H + 1}),
    ("regulator-breached", 3, "copies", {"demanded": "other_region", "site": "other_site"}),
    ("regulator-breached", 5, "copies", {"demanded": "other_provider", "site": "other_region"}),
    ("regulator-breached", 7, "no-copies", {"demanded": "other_region"}),
    ("regulator-breached", 9, "rto", {"limit": H, "asked": D}),
    ("peak-tighter", 0, "", {"rto": 4 * H + 1, "limit": 4 * H}),
    ("peak-looser", 0, "", {"peak": D + 1, "mtd": D}),
    ("cost-exceeds-loss", 0, "", {"cost": 450.0, "avoided": 1.94, "currency": "EUR"}),
    ("cost-exceeds-loss", 1, "", {"cost": 150.0, "avoided": 149.85, "currency": "EUR"}),
    ("cost-exceeds-loss", 2, "", {"cost": 150.0, "avoided": 1.54, "currency": "EUR"}),
    ("cost-exceeds-budget", 0, "", {"cost": 550.0, "budget": 549.99, "currency": "EUR"}),
    ("overbuilt", 0, "", {"today": "warm_standby", "strategy": "backup_restore"}),
    ("overbuilt", 1, "saving", {"today": "multi_site", "strategy": "backup_restore", "saving": 950.0, "currency": "EUR"}),
    ("respondents-disagree", 0, "rto", {"low": H, "high": 4 * H}),
    ("respondents-disagree", 1, "rpo", {"low": 0, "high": 5 * MIN}),
    ("override-without-reason", 0, "rto", {"chosen": 2 * H, "limit": 96 * MIN}),
    ("override-without-reason", 1, "rpo", {"chosen": 2 * H, "limit": H}),
    ("everything-first", 0, "", {"rto": H, "sharing": 5, "count": 5}),
    ("stale", 0, "age", {"age": 365 * D + 1, "limit": 365 * D}),
    ("stale", 1, "owner", {"active": 0}),
]  # fmt: skip
OFFERED = [
    ("objective-unset", "answer", {}),
    ("objective-unset", "delegate", {}),
    ("objective-unknown", "delegate", {}),
    ("mtd-after-intolerable", "milder-impact", {"mtd": 8 * H + 1}),
    ("impact-shrinks", "lasting-impact", {}),
    ("impact-shrinks", "explain", {}),
    ("rpo-below-change-interval", "protect-after-batch", {"interval": H + 1}),
    ("replication-without-history", "protect-snapshot", {"history": "snapshot", "interval": 4 * H}),
    ("retention-below-discovery", "retention", {"retention": 8 * D}),
    ("worst-loss-exceeds-rpo", "protect-snapshot", {"history": "snapshot", "interval": 4 * H}),
    ("restore-exceeds-rto", "strategy", {"strategy": "warm_standby"}),
    ("strategy-misses-objective", "strategy", {"strategy": "pilot_light"}),
    ("no-strategy-fits", "extend-policy", {}),
    ("unattended", "on-call", {"unattended": 0}),
    ("unattended", "failover-data", {"rto": 30 * MIN, "data_rto": 4 * H}),
    ("copy-shares-fate", "copy-elsewhere", {"history_site": "other_site"}),
    ("copy-can-be-destroyed", "lock-copies", {"immutable": True}),
    ("copy-can-be-destroyed", "separate-account", {"isolated": True}),
    ("retention-below-legal", "archive", {"archive_retention": 3650 * D}),
    ("data-restore-exceeds-rto", "restore-faster", {"restore_mib_per_s": 1025.0}),
    ("data-restore-exceeds-rto", "first-things-first", {}),
    ("data-restore-exceeds-rto", "data-rto", {"data_rto": 4 * H}),
    ("never-lose-but-expendable", "nothing-expendable", {"expendable_entries": 0}),
    ("never-lose-but-expendable", "may-be-lost", {"never_lose": False}),
    ("protection-unknown", "ask-contact", {}),
    ("peak-looser", "peak-mtd", {"peak_mtd": D}),
    ("copy-overdue", "run-copy", {}),
    ("copy-never-seen", "connect-job", {}),
    ("never-tested", "plan-data-restore", {}),
    ("drill-missed-objective", "fund", {}),
    ("drill-missed-objective", "plan-failover", {}),
    ("dependency-slower", "other-rto", {"system": "bank", "rto": 2 * H}),
    ("dependency-slower", "workaround", {"system": "bank"}),
    ("chain-exceeds-rto", "shorten-chain", {"systems": ("bank",), "late": 1}),
    ("dependency-without-objective", "remind", {"systems": ("bank",)}),
    ("dependency-cycle", "mark-soft", {"systems": ("bank", "shop")}),
    ("rpo-mismatch", "name-reconciler", {}),
    ("workaround-needs-system", "workaround-without", {"workaround_needs": (), "systems": ("shop",)}),
    ("workaround-outlasts-mtd", "workaround-lasts", {"workaround_lasts": 12 * H}),
    ("supplier-slower", "renegotiate", {}),
    ("peak-tighter", "seasonal", {}),
    ("cost-exceeds-budget", "budget", {"recovery_budget": 550.0, "currency": "EUR"}),
    ("overbuilt", "strategy", {"strategy": "backup_restore"}),
    ("respondents-disagree", "second-round", {}),
    ("respondents-disagree", "name-decider", {}),
    ("override-without-reason", "give-reason", {"objectives": ("rto",)}),
    ("everything-first", "rank", {}),
    ("stale", "confirm", {}),
]  # fmt: skip


def test_every_rule_is_here():
    assert list(dict.fromkeys(code for code, *_ in FOUND)) == list(BY_CODE)


@pytest.mark.parametrize(("code", "at", "wording", "numbers"), FOUND)
def test_a_finding_names_its_numbers(code, at, wording, numbers):
    finding = SCENES[code][at].finding(code)
    assert finding.message.code == (f"{code}.{wording}" if wording else code)
    assert dict(finding.read) == dict(finding.message.values) == numbers


@pytest.mark.parametrize(("code", "label", "numbers"), OFFERED)
def test_an_offer_names_its_numbers(code, label, numbers):
    labels = [offer.label for offer in SCENES[code][0].finding(code).offers]
    assert [dict(each.values) for each in labels if each.code == f"offer.{label}"] == [numbers]


def test_money_keeps_its_cents_and_no_more():
    dear = {"rto": 5 * MIN, "running_cost": 1234.57}
    priced = scene(**dear, loss_per_hour=3.33, loss_per_lost_hour=1.11)
    assert (priced.derive().yearly_cost, priced.derive().expected_loss) == (1296.3, 1.11)
    beyond = priced.finding("cost-exceeds-loss")
    assert (beyond.read["cost"], beyond.read["avoided"], beyond.offers[0].saving) == (1172.84, 7.77, 1172.84)
    budgets = scene(**dear, recovery_budget=10).finding("cost-exceeds-budget").offers
    assert [(each.change["recovery_budget"], each.saving) for each in budgets] == [
        (1296.3, 0), (679.01, 617.29), (308.64, 987.66),
    ]  # fmt: skip
    overbuilt = scene(today={"strategy": "multi_site", "history": "continuous"}, running_cost=1234.57)
    assert overbuilt.finding("overbuilt").offers[0].label.values["saving"] == 1172.84
