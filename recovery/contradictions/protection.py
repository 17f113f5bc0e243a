"""Today's copies against what the objectives ask: how much they lose, and for how long they are kept."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from recovery.case import Case
from recovery.contradictions.rule import (
    ARCHITECT,
    BLOCKS,
    PROTECTION,
    STRATEGY,
    WARNS,
    Hit,
    Remediation,
    act,
    change,
    objectives,
    relabelled,
    rule,
)
from recovery.facts import OTHER_SITE, SAME_SITE, Today
from recovery.planning.backups import CONTINUOUS, NO_HISTORY, SNAPSHOT, BackupPlan, backup_loss
from recovery.planning.places import demanded_site, site_of_history
from recovery.planning.plan import Loss
from recovery.policy import LIVE

SECTION_4 = "method, section 4"
COPIES = "today.history today.interval today.live_copy today.live_lag today.live_site today.history_site"


def live_elsewhere(case: Case) -> bool:
    """Whether a live copy survives the loss of the site. Where it lies counts as elsewhere while nobody has said it."""
    today = case.system.today
    return today.live_copy in LIVE and today.live_site != SAME_SITE


def loss_today(case: Case) -> Loss:
    """What today's protection loses at worst, in seconds; None where nobody has entered it.

    Site lost: the lag of a live copy that lies elsewhere, else what the history loses if it does, else everything. Data
    destroyed: what the history loses, which no live copy makes good. Where copies check in, the history loses what they
    have shown: the most that the age of the newest grew to, lately, until the next was there.
    """
    measured = case.system.check_ins.loss if case.has_data else None
    return arranged_loss(case) if measured is None else replace(_lost(case, measured), measured=True)


def arranged_loss(case: Case) -> Loss:
    """The same as today's protection is arranged, whether or not its copies come as they should."""
    today = case.system.today
    if not case.has_data:
        return Loss(None, None)
    past = backup_loss(today.history, today.interval, case.facts) if today.history in (CONTINUOUS, SNAPSHOT) else None
    return _lost(case, past, nothing_past=today.history == NO_HISTORY)


def _lost(case: Case, past: int | None, *, nothing_past: bool = False) -> Loss:
    """What is lost with the site and with the data, where the history loses `past`."""
    today = case.system.today
    if live_elsewhere(case):
        lag = 0 if today.live_copy == "synchronous" else today.live_lag
        return Loss(lag, past, all_in_corruption=nothing_past)
    gone = today.live_copy is not None and (nothing_past or today.history_site == SAME_SITE)
    return Loss(None if gone else past, past, all_in_disaster=gone, all_in_corruption=nothing_past)


def derived_backups(case: Case, today: Today | None = None) -> dict[str, object]:
    """Today's copies of the past as the plan would have them, beside the live copy that there is or is to be."""
    history = case.plan.history or BackupPlan(NO_HISTORY, None, None)
    site = site_of_history(today or case.system.today, case.facts)
    moved = {"today.history_site": site} if site else {}
    return {"today.history": history.kind, "today.interval": history.interval, **moved}


def like_the_plan(case: Case, changes: Mapping[str, Any]) -> Remediation:
    """Today's protection changed to what the plan would have. It names what has to become another: the history, with
    its place where a regulator wants it there, and the live copy. Without a history in the plan it says only that there
    has to be one."""
    live = changes.get("today.live_copy") in LIVE
    if live and not _alters_history(case.system.today, changes):
        return relabelled("offer.protect-live", changes)
    there = case.plan.history and "today.history_site" in changes and demanded_site(case.facts)
    kind = f"protect-{case.plan.history.kind}" if case.plan.history else "add-history"
    label = f"offer.{kind}" + ("-live" if live else "")
    return relabelled(f"{label}-at" if there else label, changes)


def _alters_history(today: Today, changes: Mapping[str, Any]) -> bool:
    told = {"today.history": today.history, "today.interval": today.interval, "today.history_site": today.history_site}
    return any(changes.get(name, value) != value for name, value in told.items())


def derived_protection(case: Case) -> dict[str, object]:
    """Today's protection as the plan would have it."""
    replication, changes, today = case.plan.live_kind, derived_backups(case), case.system.today
    if replication in LIVE and not _keeps_up(case):
        lag = 0 if replication == "synchronous" else case.plan.live_alarm
        changes |= {"today.live_copy": replication, "today.live_lag": lag}
        if today.live_site == SAME_SITE:
            changes["today.live_site"] = OTHER_SITE
    elif replication == "none" and (today.live_lag or 0) > (case.rpo or 0):
        # A copy that follows so late protects less than the history does.
        changes |= {"today.live_copy": replication, **derived_backups(case, replace(today, live_copy=replication))}
    return changes


def _keeps_up(case: Case) -> bool:
    """Whether today's live copy does already what the planned one is to do."""
    today = case.system.today
    lag = 0 if today.live_copy == "synchronous" else today.live_lag
    return live_elsewhere(case) and lag is not None and lag <= (case.plan.live_alarm or 0)


def _cadence(case: Case) -> Iterator[Remediation]:
    loss = arranged_loss(case)
    yield like_the_plan(case, derived_protection(case))
    if not loss.all_in_disaster and not loss.all_in_corruption:
        yield objectives(_borne(case, loss))


def _borne(case: Case, loss: Loss) -> dict[str, int]:
    """The objectives as loose as today's losses, where they are tighter now."""
    found: dict[str, int] = {}
    data = "rpo" if case.system.data_rpo is None else "data_rpo"
    for name, lost, asked in (("rpo", loss.disaster, case.rpo or 0), (data, loss.corruption, bearable(case))):
        if lost is not None and lost > asked:
            found[name] = max(lost, found.get(name, 0))
    return found


@rule(
    "worst-loss-exceeds-rpo",
    BLOCKS,
    ARCHITECT,
    _cadence,
    f"{STRATEGY} data_rpo {COPIES}",
    about=PROTECTION,
    cause={"": "weak-protection", "site-everything": "copies-lost-too", "data-everything": "copies-lost-too"},
    order=170,
    source=SECTION_4,
)
def worst_loss_exceeds_rpo(case: Case) -> Hit | None:
    """What today's protection loses at worst exceeds the RPO: in a disaster, or in a corruption where copies of the
    past could be closer together. No history can do better than the planned one, so that much is allowed."""
    loss = arranged_loss(case)
    if case.rpo is None:
        return None
    if loss.all_in_disaster and loss.all_in_corruption:
        return Hit({"rpo": case.rpo}, "nothing")
    return _site_loss(case, loss) or _data_loss(case, loss)


def _site_loss(case: Case, loss: Loss) -> Hit | None:
    rpo = case.rpo or 0
    if loss.all_in_disaster:
        return Hit({"rpo": rpo}, "site-everything")
    return Hit({"rpo": rpo, "loss": loss.disaster}, "disaster") if (loss.disaster or 0) > rpo else None


def bearable(case: Case) -> int:
    """What may be lost with destroyed data: as much as the planned history loses, for none can do better."""
    return max(case.data_rpo or 0, case.plan.worst_loss.corruption or 0)


def _data_loss(case: Case, loss: Loss) -> Hit | None:
    rpo = case.data_rpo or 0
    if loss.all_in_corruption:
        return Hit({"rpo": rpo}, "data-everything")
    beyond = (loss.corruption or 0) > bearable(case)
    return Hit({"rpo": rpo, "loss": loss.corruption}, "corruption") if beyond else None


def _add_backups(case: Case) -> Iterator[Remediation]:
    history = case.plan.history
    if history is None or history.kind == NO_HISTORY:
        yield act("add-history")
    else:
        yield like_the_plan(case, derived_backups(case))


@rule(
    "replication-without-history",
    BLOCKS,
    ARCHITECT,
    _add_backups,
    "today.live_copy today.history",
    about=PROTECTION,
    cause="copies-lost-too",
    order=140,
    source=SECTION_4,
)
def replication_without_history(case: Case) -> Hit | None:
    """Today a live copy exists but no copy of the past: a deletion or a corruption is repeated at once."""
    today = case.system.today
    if today.history != NO_HISTORY or today.live_copy not in LIVE:
        return None
    return Hit({"live": today.live_copy})


def _keep_longer(case: Case) -> Iterator[Remediation]:
    yield change(**{"today.retention": (case.facts.discovery_time or 0) + case.policy.discovery_margin})


@rule(
    "retention-below-discovery",
    BLOCKS,
    ARCHITECT,
    _keep_longer,
    "today.retention discovery_time",
    about=PROTECTION,
    cause="kept-too-short",
    order=150,
    source=SECTION_4,
)
def retention_below_discovery(case: Case) -> Hit | None:
    """Copies are deleted before a corruption would be noticed: by then no good copy is left."""
    kept, discovery = case.system.today.retention, case.facts.discovery_time
    if kept is None or discovery is None or kept >= discovery:
        return None
    return Hit({"retention": kept, "discovery": discovery})


def _archive(case: Case) -> Iterator[Remediation]:
    yield relabelled("offer.archive", {"today.archive_retention": case.facts.legal_retention})


@rule(
    "retention-below-legal",
    BLOCKS,
    ARCHITECT,
    _archive,
    "today.retention today.archive_retention legal_retention",
    about=PROTECTION,
    cause="kept-too-short",
    order=160,
    source=SECTION_4,
)
def retention_below_legal(case: Case) -> Hit | None:
    """Neither the copies nor an archive are kept for as long as the law asks. Where nobody named an archive there is
    none."""
    today, legal = case.system.today, case.facts.legal_retention
    if legal is None or (today.retention is None and today.archive_retention is None):
        return None
    kept = max(today.retention or 0, today.archive_retention or 0)
    return Hit({"retention": kept, "legal": legal}) if kept < legal else None


def _ask_contact(case: Case) -> Iterator[Remediation]:
    yield act("ask-contact")


@rule(
    "protection-unknown",
    WARNS,
    ARCHITECT,
    _ask_contact,
    "rto rpo today.live_copy today.history",
    about=PROTECTION,
    cause="unproven",
    order=250,
    source=SECTION_4,
)
def protection_unknown(case: Case) -> Hit | None:
    """Both objectives are given and data are kept, and nobody has said which copies of the past protect it today."""
    today = case.system.today
    if case.rto is None or case.rpo is None or today.history is not None:
        return None
    return Hit({"rpo": case.rpo}, "" if today.live_copy is None else "history")
