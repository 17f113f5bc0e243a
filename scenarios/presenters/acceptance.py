"""Whether what comes of a scenario is accepted, by whom and why."""

from __future__ import annotations

from scenarios.models import Scenario
from scenarios.services.lateness import Lateness, accepted


def acceptance_in_words(scenario: Scenario, lateness: Lateness) -> dict[str, object] | None:
    """None while nobody has accepted it. `outdated`: other systems are late now than those that were accepted."""
    last = scenario.acceptances.select_related("by").first()
    if last is None:
        return None
    before = accepted(last)
    return {
        "by": last.by.get_full_name() if last.by else "–",
        "at": last.at,
        "reason": last.reason,
        "late": len(before.rto),
        "too_long": len(before.mtd),
        "outdated": before != lateness,
    }
