"""Where copies lie: outside the site of production, and as far away as a regulator demands (method, section 4)."""

from recovery.facts import OTHER_SITE, SAME_SITE, SITES, Facts, Today
from recovery.planning.backups import NO_HISTORY
from recovery.policy import LIVE


def demanded_site(facts: Facts) -> str | None:
    """Where a regulator wants one copy at the nearest; None where no rule says more than that there are copies."""
    return None if facts.regulator_site == SAME_SITE else facts.regulator_site


def sites_today(today: Today) -> tuple[str | None, ...] | None:
    """Where the live copy and the history lie, of those that there are; a place that nobody has said is None.

    None altogether while nobody has said anything about copies of the past.
    """
    if today.history is None and today.history_site is None:
        return None
    live = (today.live_site,) if today.live_copy in LIVE else ()
    return live if today.history == NO_HISTORY else (*live, today.history_site)


def is_far_enough(site: str | None, demanded: str) -> bool:
    """Whether a copy there keeps the rule. The farther down the list of sites, the less both can be lost together."""
    return site is not None and SITES.index(site) >= SITES.index(demanded)


def site_of_history(today: Today, facts: Facts) -> str | None:
    """Where the plan would have the history; None where it can stay. One copy that is far enough is enough, and the
    history is the one that distance does not slow down."""
    demanded, site = demanded_site(facts), today.history_site
    live = today.live_site if today.live_copy in LIVE else None
    if demanded and not is_far_enough(site, demanded) and not is_far_enough(live, demanded):
        return demanded
    return OTHER_SITE if site == SAME_SITE else None
