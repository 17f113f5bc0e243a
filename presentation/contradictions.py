"""Short titles of the contradictions, for lists that count them."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TITLES: dict[str, str | Promise] = {
    "objective-unset": _("An objective is not answered"),
    "objective-unknown": _("An objective is not known"),
    "rto-exceeds-mtd": _("Back later than the business can cope"),
    "no-time-to-catch-up": _("No time to catch up"),
    "no-headroom": _("No headroom for a bad day"),
    "mtd-after-intolerable": _("Intolerable before the stated limit"),
    "impact-shrinks": _("The harm shrinks with time"),
    "rto-tighter-than-harm": _("Back much faster than it hurts"),
    "zero-asked": _("Zero is asked without need"),
    "rpo-beyond-rebuild": _("More is lost than can be rebuilt"),
    "rpo-tighter-than-needed": _("Less loss than needed"),
    "re-entry-exceeds-wrt": _("Entering it again takes too long"),
    "rpo-below-change-interval": _("Copies more often than data change"),
    "replication-without-history": _("A live copy without a history"),
    "retention-below-discovery": _("Copies are gone before damage is noticed"),
    "worst-loss-exceeds-rpo": _("Today's protection loses too much"),
    "restore-exceeds-rto": _("Today's restore takes too long"),
    "strategy-misses-objective": _("Today's strategy misses an objective"),
    "no-strategy-fits": _("No strategy is fast enough"),
    "unattended": _("Nobody on duty to act"),
    "copy-shares-fate": _("All copies lie in one place"),
    "never-tested": _("Not tested for too long"),
    "drill-missed-objective": _("The last drill missed an objective"),
    "dependency-slower": _("A system it needs is slower"),
    "chain-exceeds-rto": _("The chain of systems it needs is too slow"),
    "dependency-without-objective": _("A system it needs has no objective"),
    "dependency-cycle": _("Systems that need each other"),
    "rpo-mismatch": _("Shared transactions, different losses"),
    "workaround-needs-system": _("The workaround needs the system itself"),
    "workaround-outlasts-mtd": _("The workaround outlasts the limit"),
    "supplier-slower": _("The supplier is slower"),
    "regulator-breached": _("A regulator's limit is broken"),
    "peak-tighter": _("The peak season asks for more"),
    "cost-exceeds-loss": _("Costs more than it saves"),
    "cost-exceeds-budget": _("Costs more than the budget"),
    "overbuilt": _("Stronger than needed"),
    "respondents-disagree": _("People disagree"),
    "override-without-reason": _("Another value without a reason"),
    "everything-first": _("Everything is most urgent"),
    "stale": _("Has to be confirmed again"),
}


def title_of(code: str) -> str:
    return str(TITLES.get(code, code))
