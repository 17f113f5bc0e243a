"""A rule whose inputs are missing does not fire: each scene that fires, once more without each input it cannot do
without. Of inputs joined by a bar one is enough, so all of them are taken away."""

from dataclasses import replace

import pytest

from recovery.contradictions import BY_CODE
from recovery.facts import State
from tests.recovery.contradiction_table import ROWS

MTD = "mtd|impact"
LIMIT = "|".join(
    (
        *("never_lose", "rebuild_window", "regulator_rpo", "wrt", "entries_per_hour"),
        *("minutes_per_entry", "people_reentering", "expendable_entries"),
    )
)
COPIES = "today.live_copy|today.live_site|today.history|today.history_site"
NEEDED = {
    "objective-unset": "",  # that something is missing is the finding
    "objective-unknown": "rto|rpo",
    "rto-exceeds-mtd": f"rto {MTD}",
    "no-time-to-catch-up": f"rto wrt {MTD}",
    "no-headroom": f"rto {MTD}",
    "mtd-after-intolerable": "mtd impact",
    "impact-shrinks": "impact",
    "rto-tighter-than-harm": "rto impact",
    "zero-asked": "rto|rpo",
    "rpo-beyond-rebuild": f"rpo {LIMIT}",
    "rpo-tighter-than-needed": f"rpo {LIMIT}",
    "re-entry-exceeds-wrt": "rpo wrt entries_per_hour minutes_per_entry people_reentering",
    "never-lose-but-expendable": "never_lose expendable_entries",
    "rpo-below-change-interval": "rpo change_interval",
    "replication-without-history": "today.live_copy today.history",
    "retention-below-discovery": "today.retention discovery_time",
    "retention-below-legal": "today.retention|today.archive_retention legal_retention",
    "worst-loss-exceeds-rpo": "rpo today.history|today.live_copy",
    "restore-exceeds-rto": "rto today.strategy data_size_gib restore_mib_per_s",
    "data-restore-exceeds-rto": "rto|data_rto rpo|today.history",
    "strategy-misses-objective": "rto|rpo today.strategy",
    "no-strategy-fits": "rto rpo",
    "unattended": "rto|data_rto rpo|today.history unattended",
    "copy-shares-fate": "today.live_site|today.history_site",
    "copy-can-be-destroyed": "today.isolated",
    "protection-unknown": "rto rpo",
    "copy-overdue": "rpo|data_rpo check_ins.copy_age",
    "copy-never-seen": "check_ins.awaited",
    "never-tested": "rto",
    "restore-test-overdue": "exercises|check_ins.restore_failed",
    "drill-missed-objective": "rto|rpo|data_rto|data_rpo exercises",
    "dependency-slower": "rto dependencies",
    "chain-exceeds-rto": "rto rpo|exercises dependencies",
    "dependency-without-objective": "dependencies",
    "dependency-cycle": "dependencies",
    "rpo-mismatch": "rpo dependencies",
    "workaround-needs-system": "workaround_needs",
    "workaround-outlasts-mtd": f"workaround_lasts {MTD}",
    "supplier-slower": "rto|rpo supplier.rto|supplier.rpo",
    "regulator-breached": f"rto|rpo|{COPIES} regulator_rto|regulator_rpo|regulator_site",
    "peak-tighter": "rto peak_mtd",
    "peak-looser": f"peak_mtd {MTD}",
    "cost-exceeds-loss": "rto rpo running_cost loss_per_hour",
    "cost-exceeds-budget": "rto rpo running_cost recovery_budget",
    "overbuilt": "rto rpo today.strategy",
    "respondents-disagree": "respondents",
    "override-without-reason": f"rto|rpo {MTD}|{LIMIT} review.override_reason",
    "everything-first": "rto owner",
    "stale": "review.approved_age|review.owner_active",
}
NOTHING = {
    **dict.fromkeys(("rto", "rpo"), State.UNSET),
    **dict.fromkeys(("data_rto", "data_rpo")),
    **dict.fromkeys(("exercises", "respondents"), ()),
}
"""What stands in a system itself where nobody has answered."""
WITHOUT = [
    pytest.param(row.code, case, inputs, id=f"{row.code}-{at}-{inputs[:30]}")
    for row in ROWS
    for at, case in enumerate(row.fires)
    for inputs in NEEDED[row.code].split()
]


def without(case, name):
    """The scene in which nobody has answered this."""
    shop = case.shop
    if name == "dependencies":
        return replace(case, edges=())
    if name in NOTHING:
        return replace(case, shop=replace(shop, **{name: NOTHING[name]}))
    group, _, member = name.rpartition(".")
    group = group or "facts"
    return replace(case, shop=replace(shop, **{group: replace(getattr(shop, group), **{member: None})}))


def test_every_rule_is_here_with_inputs_that_it_reads():
    assert list(NEEDED) == list(BY_CODE)
    for code, inputs in NEEDED.items():
        assert set(inputs.replace("|", " ").split()) <= BY_CODE[code].reads


@pytest.mark.parametrize(("code", "case", "inputs"), WITHOUT)
def test_it_is_silent_without_what_it_needs(code, case, inputs):
    for name in inputs.split("|"):
        case = without(case, name)
    assert code not in case.codes()


def test_every_rule_has_a_scene_in_which_it_just_does_not_fire():
    assert [row.code for row in ROWS if not row.fires or not row.just_not] == []
