"""What it takes when the data themselves are destroyed: every live copy repeats it, and the history is copied back."""

import math
from collections.abc import Iterator

from recovery.case import Case
from recovery.contradictions.capability import row_today
from recovery.contradictions.rule import (
    ARCHITECT,
    BLOCKS,
    PROTECTION,
    STRATEGY,
    Hit,
    Remediation,
    act,
    change,
    relabelled,
    rule,
)
from recovery.durations import snap_up
from recovery.planning.backups import CONTINUOUS, SNAPSHOT
from recovery.planning.clock import copying_time, data_recovery_time, restore_time

SECTION_4 = "method, section 4: data recovery time"


def data_time_today(case: Case) -> int | None:
    """Seconds until destroyed data are back with today's copies; None where nobody has said which there are, or there
    is none. While today's strategy is not known, the plan's says how long the rest takes."""
    if not case.has_data or case.system.today.history not in (CONTINUOUS, SNAPSHOT):
        return None
    return data_recovery_time(row_today(case) or case.plan.row, case.facts, case.policy)


def data_time(case: Case) -> int | None:
    """The same of the plan where today's is not known."""
    today = data_time_today(case)
    known = today is not None or case.system.today.history is not None
    return today if known else case.plan.data_recovery_time


def _quicker_or_longer(case: Case) -> Iterator[Remediation]:
    time, rto = data_time(case) or 0, case.data_rto or 0
    copying, size = copying_time(case.facts), case.facts.data_size_gib
    room = rto - (time - copying)
    if copying and size and room > 0:
        yield relabelled("offer.restore-faster", {"restore_mib_per_s": float(math.ceil(size * 1024 / room))})
    if copying:
        yield act("first-things-first")
    yield change(data_rto=snap_up(time))


@rule(
    "data-restore-exceeds-rto",
    BLOCKS,
    ARCHITECT,
    _quicker_or_longer,
    STRATEGY + " data_rto today.strategy today.history",
    about=PROTECTION,
    cause="destroyed-data-late",
    order=190,
    source=SECTION_4,
)
def data_restore_exceeds_rto(case: Case) -> Hit | None:
    """Destroyed data are back only after the RTO (that for destroyed data, where one was given): no live copy helps,
    and copying the history back takes too long. Reckoned for today's protection, for the plan where that is not known.
    """
    time, rto = data_time(case), case.data_rto
    if time is None or rto is None or time <= rto:
        return None
    restore = restore_time(case.facts)
    read = {"time": time, "rto": rto}
    return Hit(read, "base") if not restore else Hit({**read, "restore": restore})
