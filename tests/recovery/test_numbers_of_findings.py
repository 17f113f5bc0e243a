# ruff: noqa: E501 (a row of a table is read in one line)
"""Which wording a finding takes and the numbers it names, and those of its offers; in the scenes of the table of rules."""

import pytest

from recovery.contradictions import BY_CODE
from tests.recovery.builders import MIN, D, H
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
    ("rpo-below-change-interval", 0, "", {"rpo": H, "interval": H + 1}),
    ("replication-without-history", 0, "", {"live": "asynchronous"}),
    ("retention-below-discovery", 0, "", {"retention": 24 * H - 1, "discovery": D}),
    ("worst-loss-exceeds-rpo", 0, "disaster", {"rpo": 4 * H, "loss": 4 * H + 1}),
    ("worst-loss-exceeds-rpo", 1, "disaster", {"rpo": 4 * H, "loss": 4 * H + 1}),
    ("worst-loss-exceeds-rpo", 3, "nothing", {"rpo": D}),
    ("worst-loss-exceeds-rpo", 4, "corruption", {"rpo": 4 * H, "loss": D}),
    ("restore-exceeds-rto", 0, "", {"restore": 1025, "rto": 1024}),
    ("strategy-misses-objective", 0, "time", {"strategy": "backup_restore", "time": 4 * H, "rto": 4 * H - 1}),
    ("strategy-misses-objective", 1, "point", {"strategy": "backup_restore", "point": 5 * MIN, "rpo": 5 * MIN - 1}),
    ("no-strategy-fits", 0, "", {"strategy": "pilot_light", "time": 30 * MIN, "point": MIN, "rto": 29 * MIN, "rpo": 4 * H}),
    ("no-strategy-fits", 2, "no-data", {"strategy": "pilot_light", "time": 30 * MIN, "point": MIN, "rto": 1, "rpo": None}),
    ("unattended", 0, "", {"rto": 4 * H, "unattended": 4 * H + 1, "strategy": "backup_restore"}),
    ("copy-shares-fate", 0, "", {"elsewhere": 0}),
    ("never-tested", 0, "never", {"rto": 4 * H}),
    ("never-tested", 1, "old", {"age": 365 * D + 1, "limit": 365 * D}),
    ("never-tested", 2, "changed", {"rto": 4 * H}),
    ("drill-missed-objective", 0, "rta", {"rta": H + 1, "rto": H}),
    ("drill-missed-objective", 1, "rpa", {"rpa": H + 1, "rpo": H}),
    ("drill-missed-objective", 2, "both", {"rta": D, "rto": H, "rpa": D, "rpo": H}),
    ("dependency-slower", 0, "", {"rto": 4 * H, "needed": 1, "own": 4 * H, "system": "bank", "more": 0}),
    ("dependency-slower", 1, "several", {"rto": 4 * H, "needed": 3 * H, "own": 2 * H, "system": "post", "more": 1}),
    ("dependency-slower", 2, "", {"rto": 4 * H, "needed": D, "own": 0, "system": "bank", "more": 0}),
    ("chain-exceeds-rto", 0, "", {"rto": 4 * H, "earliest": 4 * H + 1, "systems": ("bank",)}),
    ("chain-exceeds-rto", 1, "", {"rto": 8 * H - 1, "earliest": 8 * H, "systems": ("bank", "net")}),
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
    ("peak-tighter", 0, "", {"rto": 4 * H + 1, "limit": 4 * H}),
    ("cost-exceeds-loss", 0, "", {"cost": 450.0, "avoided": 1.96, "currency": "EUR"}),
    ("cost-exceeds-budget", 0, "", {"cost": 550.0, "budget": 549.99, "currency": "EUR"}),
    ("overbuilt", 0, "", {"today": "warm_standby", "strategy": "backup_restore"}),
    ("overbuilt", 1, "saving", {"today": "multi_site", "strategy": "backup_restore", "saving": 1000.0, "currency": "EUR"}),
    ("respondents-disagree", 0, "rto", {"low": H, "high": 4 * H}),
    ("respondents-disagree", 1, "rpo", {"low": 0, "high": 5 * MIN}),
    ("override-without-reason", 0, "rto", {"chosen": 2 * H, "suggested": H}),
    ("override-without-reason", 1, "rpo", {"chosen": 2 * H, "suggested": H}),
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
    ("unattended", "failover", {"rto": 15 * MIN}),
    ("copy-shares-fate", "copy-elsewhere", {"copy_elsewhere": True}),
    ("never-tested", "plan-drill", {}),
    ("drill-missed-objective", "fund", {}),
    ("drill-missed-objective", "plan-drill", {}),
    ("dependency-slower", "other-rto", {"system": "bank", "rto": 0}),
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
    ("override-without-reason", "give-reason", {}),
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
