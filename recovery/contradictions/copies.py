"""Where today's copies lie, and who could destroy them."""

from collections.abc import Iterator

from recovery.case import Case
from recovery.contradictions.protection import SECTION_4
from recovery.contradictions.rule import ARCHITECT, BLOCKS, PROTECTION, Hit, Remediation, relabelled, rule
from recovery.facts import OTHER_SITE, SAME_SITE
from recovery.planning.backups import NO_HISTORY
from recovery.planning.places import demanded_site, sites_today


def _elsewhere(case: Case) -> Iterator[Remediation]:
    """Another place for one copy: the one that a regulator wants it at, if any does."""
    demanded = demanded_site(case.facts)
    moved = "history" if case.system.today.history_site == SAME_SITE else "live"
    changes = {f"today.{moved}_site": demanded or OTHER_SITE}
    yield (
        relabelled(f"offer.{moved}-at", changes, site=demanded)
        if demanded
        else relabelled("offer.copy-elsewhere", changes)
    )


@rule(
    "copy-shares-fate",
    BLOCKS,
    ARCHITECT,
    _elsewhere,
    "rpo today.live_copy today.live_site today.history today.history_site",
    about=PROTECTION,
    cause="copies-lost-too",
    order=230,
    source=SECTION_4,
)
def copy_shares_fate(case: Case) -> Hit | None:
    """All copies lie at the site of production, the live copy and the history each asked: what destroys the one
    destroys the others."""
    sites = sites_today(case.system.today) if case.has_data else None
    return Hit({"copies": len(sites)}) if sites and all(site == SAME_SITE for site in sites) else None


def _out_of_reach(case: Case) -> Iterator[Remediation]:
    yield relabelled("offer.lock-copies", {"today.immutable": True})
    yield relabelled("offer.separate-account", {"today.isolated": True})


@rule(
    "copy-can-be-destroyed",
    BLOCKS,
    ARCHITECT,
    _out_of_reach,
    "rpo today.history today.isolated today.immutable",
    about=PROTECTION,
    cause="copies-lost-too",
    order=240,
    source=SECTION_4,
)
def copy_can_be_destroyed(case: Case) -> Hit | None:
    """Whoever administers the system, or takes over its account, can delete the history, and there is no time within
    which nobody can."""
    today = case.system.today
    if not case.has_data or today.history == NO_HISTORY or today.isolated is not False or today.immutable:
        return None
    return Hit({"isolated": 0}, "no-lock-said") if today.immutable is None else Hit({"isolated": 0, "immutable": 0})
