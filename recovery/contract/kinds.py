"""What each part of a document may hold, in words and as a check."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from recovery.facts import EXERCISE_KINDS, SITES, TYPES
from recovery.policy.document import LARGEST, is_amount, is_duration


@dataclass(frozen=True, slots=True)
class Kind:
    """What a fact may hold, in words and as a check."""

    wanted: str
    check: Callable[[Any], bool]


DURATION = Kind("a whole number of seconds between 0 and a century", is_duration)
AMOUNT = Kind(f"a number between 0 and {LARGEST}", is_amount)
SHARE = Kind("a share of normal, from 0 to 1", lambda value: is_amount(value) and value <= 1)
FLAG = Kind("true or false", lambda value: isinstance(value, bool))
TEXT = Kind("a text", lambda value: isinstance(value, str))
KEYS = Kind(
    "a list of system keys", lambda value: isinstance(value, list) and all(isinstance(key, str) for key in value)
)
IMPACT = Kind("an object of categories", lambda value: isinstance(value, dict))


def one_of(*names: str) -> Kind:
    """One of these texts."""
    return Kind("one of " + ", ".join(names), lambda value: isinstance(value, str) and value in names)


_DURATIONS = (
    "mtd", "wrt", "peak_mtd", "peak_wrt", "start_window", "running_time", "copy_lag", "change_interval",
    "rebuild_window", "discovery_time", "legal_retention", "regulator_rto", "regulator_rpo", "workaround_lasts",
    "unattended",
)  # fmt: skip
_AMOUNTS = (
    "loss_per_hour", "loss_per_lost_hour", "running_cost", "recovery_budget", "data_size_gib", "restore_mib_per_s",
    "entries_per_hour", "minutes_per_entry", "people_reentering", "expendable_entries",
)  # fmt: skip
FACTS: Mapping[str, Kind] = {
    **dict.fromkeys(_DURATIONS, DURATION), **dict.fromkeys(_AMOUNTS, AMOUNT),
    "minimum_service": SHARE, "never_lose": FLAG, "safety_driver": FLAG, "owner": TEXT, "workaround_needs": KEYS,
    "impact": IMPACT, "regulator_site": one_of(*SITES),
}  # fmt: skip
TODAY: Mapping[str, Kind] = {
    "strategy": TEXT, "live_copy": one_of("none", "asynchronous", "synchronous"), "live_lag": DURATION,
    "history": one_of("none", "snapshot", "continuous"), "interval": DURATION, "retention": DURATION,
    "live_site": one_of(*SITES), "history_site": one_of(*SITES), "isolated": FLAG, "immutable": FLAG,
    "archive_retention": DURATION, "copy_elsewhere": FLAG,
}  # fmt: skip
MEASURED: Mapping[str, Kind] = dict.fromkeys(("age", "rta", "rpa"), DURATION)
DRILL: Mapping[str, Kind] = {**MEASURED, "changed_since": FLAG}
"""An exercise of contract 1, which showed both that it fails over and that its data can be restored."""
EXERCISE: Mapping[str, Kind] = {"kind": one_of(*EXERCISE_KINDS), **DRILL, "reported": FLAG}
CHECK_INS: Mapping[str, Kind] = dict.fromkeys(("awaited", "copy_age", "copy_gap", "restore_failed"), DURATION)
SUPPLIER: Mapping[str, Kind] = dict.fromkeys(("rto", "rpo"), DURATION)
REVIEW: Mapping[str, Kind] = {"approved_age": DURATION, "owner_active": FLAG, "override_reason": TEXT}
PLACES: Mapping[str, Kind] = {
    "type": one_of(*TYPES), "data_rto": DURATION, "data_rpo": DURATION, "site": TEXT, "copies_at": TEXT,
}  # fmt: skip
SYSTEM = (
    "key", "rto", "rpo", "facts", "today", "drill", "exercises", "supplier", "respondents", "review", "check_ins",
    *PLACES,
)  # fmt: skip
