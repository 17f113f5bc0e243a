"""What the jobs that copy and restore report by themselves: against what is asked, and whether they report at all."""

from collections.abc import Iterator

from recovery.case import Case
from recovery.contradictions.exercises import overdue_restore
from recovery.contradictions.protection import arranged_loss, bearable
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
    rule,
)
from recovery.durations import DAY, snap_up
from recovery.facts import DATA_RESTORE

CHECK_INS = "check-ins, decision 0045"
ARRANGED = "today.history today.interval"


def copy_due(case: Case) -> int | None:
    """The age, in seconds, beyond which the newest good copy is overdue; None while nobody has said what may be lost.

    What may be lost with destroyed data, but no less than the planned history loses, for none can do better; nor than
    today's as it is arranged: that it is too little says `worst-loss-exceeds-rpo`, and a copy that comes as arranged is
    not late."""
    if not case.has_data or case.data_rpo is None:
        return None
    return max(bearable(case), arranged_loss(case).corruption or 0)


def _run_again(case: Case) -> Iterator[Remediation]:
    yield act("run-copy")
    name = "rpo" if case.system.data_rpo is None else "data_rpo"
    yield change(**{name: snap_up(case.system.check_ins.copy_age or 0)})


@rule(
    "copy-overdue",
    BLOCKS,
    ARCHITECT,
    _run_again,
    f"{STRATEGY} data_rpo {ARRANGED} check_ins.copy_age",
    about=PROTECTION,
    cause="weak-protection",
    order=252,
    source=CHECK_INS,
)
def copy_overdue(case: Case) -> Hit | None:
    """The newest good copy that checked in is older than what may be lost: the job has stopped, failed, or is late."""
    age, due = case.system.check_ins.copy_age, copy_due(case)
    return Hit({"age": age, "rpo": due}) if age is not None and due is not None and age > due else None


def _patience(case: Case) -> int:
    """So long the first copy may take, in seconds: the cadence of the plan or of today, and a day to set it up."""
    planned, arranged = case.plan.worst_loss.corruption, arranged_loss(case).corruption
    return max(DAY, planned or 0, arranged or 0)


def _connect(case: Case) -> Iterator[Remediation]:
    yield act("connect-job")


@rule(
    "copy-never-seen",
    WARNS,
    ARCHITECT,
    _connect,
    f"{STRATEGY} data_rpo {ARRANGED} check_ins.awaited check_ins.copy_age",
    about=PROTECTION,
    cause="unproven",
    order=254,
    source=CHECK_INS,
)
def copy_never_seen(case: Case) -> Hit | None:
    """Reports of copies are awaited for longer than a copy may take, and none has come: nobody knows whether any is
    made."""
    reports, patience = case.system.check_ins, _patience(case)
    if not case.has_data or reports.awaited is None or reports.copy_age is not None or reports.awaited <= patience:
        return None
    return Hit({"awaited": reports.awaited, "limit": patience})


def _test_again(case: Case) -> Iterator[Remediation]:
    yield act("plan-data-restore")


@rule(
    "restore-test-overdue",
    WARNS,
    ARCHITECT,
    _test_again,
    "rpo exercises check_ins.restore_failed",
    about=PROTECTION,
    cause="unproven",
    order=265,
    source=CHECK_INS,
)
def restore_test_overdue(case: Case) -> Hit | None:
    """Restore tests report by themselves, and the last one failed, or the last that succeeded is older than 12 months
    (policy). `never-tested` leaves data restores to this rule then."""
    state = overdue_restore(case)
    if state == "failed":
        return Hit({"age": case.system.check_ins.restore_failed}, state)
    last = case.system.exercise(DATA_RESTORE)
    return Hit({"age": last.age, "limit": case.policy.drill_age}, state) if state and last else None
