"""A policy as a JSON document: what each field may hold, and every fault at once when it does not."""

import math
from collections.abc import Callable, Mapping
from dataclasses import MISSING, asdict, fields
from typing import Any

from recovery.durations import LONGEST
from recovery.faults import shown

LARGEST = 10**15
"""No amount of a company is above it; below it, sums of many are still exact enough."""
Check = Callable[[Any], bool]
Words = Mapping[str, str]
"""A text by language."""


class PolicyError(ValueError):
    """A policy document that cannot be used; `faults` names each field and value that is wrong."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = tuple(faults)


def is_whole(value: Any) -> bool:
    """Whether a JSON value is an integer; true and false are not."""
    return isinstance(value, int) and not isinstance(value, bool)


def is_amount(value: Any) -> bool:
    """Whether a JSON value is a finite number at or above zero, and small enough to reckon with."""
    return (is_whole(value) or isinstance(value, float)) and 0 <= value <= LARGEST and math.isfinite(value)


def is_duration(value: Any) -> bool:
    """Whether a JSON value is a number of seconds between nothing and a century."""
    return is_whole(value) and 0 <= value <= LONGEST


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value.strip()) <= 200


def _is_count(value: Any) -> bool:
    return is_whole(value) and 1 <= value <= 1000


def _is_share(value: Any) -> bool:
    return is_amount(value) and 0 < value <= 1


def _is_tier(value: Any) -> bool:
    return is_whole(value) and 1 <= value <= 4


def _is_flag(value: Any) -> bool:
    return isinstance(value, bool)


def _is_positive_duration(value: Any) -> bool:
    return is_duration(value) and value > 0


def _are_intervals(value: Any) -> bool:
    return isinstance(value, list | tuple) and len(value) > 0 and all(map(_is_positive_duration, value))


def _are_words(value: Any) -> bool:
    return isinstance(value, Mapping) and all(map(_is_text, (*value.keys(), *value.values())))


def _are_keys(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(map(_is_text, value)) and len(set(value)) == len(value)


def _is_capacity(value: Any) -> bool:
    return is_amount(value) and value <= 1


STRATEGY_CHECKS: Mapping[str, Check] = {
    "key": _is_text, "doing_time": is_duration, "share": is_amount, "tier": _is_tier, "person": _is_flag,
    "copies": _are_keys, "standby_capacity": _is_capacity, "names": _are_words, "meanings": _are_words,
}  # fmt: skip
COPY_CHECKS: Mapping[str, Check] = {
    "key": _is_text, "best_point": lambda value: value is None or is_duration(value), "share": is_amount,
    "tier": _is_tier, "names": _are_words, "meanings": _are_words,
}  # fmt: skip
CHECKS: Mapping[str, Check] = {
    "version": _is_text, "currency": _is_text, "disruptions_per_year": is_amount,
    "detection_time": is_duration, "declaration_time": is_duration,
    "health_check_interval": is_duration, "health_check_failures": _is_count, "dns_ttl": is_duration,
    "finish_time": is_duration, "data_restore_base": is_duration,
    "headroom": _is_share, "harm_factor": lambda value: is_amount(value) and value >= 1,
    "tighter_steps": _is_count, "disagreement_steps": _is_count, "overbuilt_rows": _is_count,
    "drill_age": _is_positive_duration, "approval_age": _is_positive_duration,
    "owner_systems": _is_count, "owner_share": _is_share,
    "shortest_snapshot": _is_positive_duration, "snapshot_intervals": _are_intervals,
    "continuous_interval": _is_positive_duration, "continuous_retention_max": _is_positive_duration,
    "archive_interval": _is_positive_duration,
    "retention_minimum": is_duration, "discovery_margin": is_duration,
}  # fmt: skip
ROW_CHECKS: Mapping[str, Mapping[str, Check]] = {"strategies": STRATEGY_CHECKS, "copies": COPY_CHECKS}
"""The fields of a policy that are lists of rows, with what each field of a row may hold."""


def check_document(document: Mapping[str, Any], strategy: type[Any], copy: type[Any]) -> dict[str, Any]:
    """The constructor arguments a document gives. Raises PolicyError with every fault found."""
    if not isinstance(document, Mapping):
        raise PolicyError([f"policy: must be an object, not {shown(document)}"])
    faults = [
        f"policy {_named(name)}: {shown(value)} will not do"
        for name, value in document.items()
        if not _fits(name, value)
    ]
    kinds = {"strategies": strategy, "copies": copy}
    rows = {name: _read_rows(name, document[name], kind, faults) for name, kind in kinds.items() if name in document}
    if faults:
        raise PolicyError(faults)
    found = {name: tuple(value) if isinstance(value, list) else value for name, value in document.items()}
    found |= rows
    if "copies" in found:
        found["copies"] = _with_none(found["copies"], copy)
    _check_carried(found, strategy)
    return found


def _with_none(rows: tuple[Any, ...], copy: type[Any]) -> tuple[Any, ...]:
    """To go without a live copy is always possible, and needs no row."""
    return rows if any(row.key == "none" for row in rows) else (copy("none", None, 0.0, 1), *rows)


def _check_carried(found: Mapping[str, Any], strategy: type[Any]) -> None:
    """Every live copy that a strategy carries has a row: of the document or, without one, of the default policy."""
    if "strategies" not in found and "copies" not in found:
        return
    known = {row.key for row in found["copies"]} if "copies" in found else {"none", "asynchronous", "synchronous"}
    faults = [
        f"policy strategies: {row.key} carries the live copy {shown(key)}, which has no row under copies"
        for row in found.get("strategies", ())
        for key in row.copies
        if key not in known
    ]
    if "strategies" not in found:
        needed = ("asynchronous", "synchronous")
        faults = [f"policy copies: the default strategies need {key}" for key in needed if key not in known]

    if faults:
        raise PolicyError(faults)


def as_json_values(policy: Any) -> dict[str, object]:
    """A policy as JSON values only; a row without words of its own says nothing of them."""
    found = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in asdict(policy).items()
        if name in CHECKS
    }
    rows = {name: [_row_as_json(row) for row in getattr(policy, name)] for name in ROW_CHECKS}
    return {**found, **rows}


def _row_as_json(row: Any) -> dict[str, object]:
    values = {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(row).items()}
    return {name: value for name, value in values.items() if value != {}}


def _fits(name: str, value: Any) -> bool:
    return name in ROW_CHECKS or (name in CHECKS and CHECKS[name](value))


def _named(name: str, checks: Mapping[str, Check] = CHECKS) -> str:
    return name if name in checks else f"{shown(name)} is not known"


def _read_rows(name: str, given: Any, row: type[Any], faults: list[str]) -> tuple[Any, ...]:
    if not isinstance(given, list | tuple) or not given:
        faults.append(f"policy {name}: must be a list of at least one row, not {shown(given)}")
        return ()
    before = len(faults)
    for at, entry in enumerate(given):
        faults.extend(_row_faults(f"policy {name}[{at}]", entry, row, ROW_CHECKS[name]))
    keys = [entry.get("key") for entry in given if isinstance(entry, Mapping)]
    faults.extend(f"policy {name}: {shown(key)} is listed twice" for key in _repeated(keys))
    return tuple(row(**_frozen(entry)) for entry in given) if len(faults) == before else ()


def _frozen(entry: Mapping[str, Any]) -> dict[str, object]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in entry.items()}


def _row_faults(where: str, entry: Any, row: type[Any], checks: Mapping[str, Check]) -> list[str]:
    if not isinstance(entry, Mapping):
        return [f"{where}: must be an object, not {shown(entry)}"]
    wrong = [
        f"{where} {_named(name, checks)}: {shown(value)} will not do"
        for name, value in entry.items()
        if name not in checks or not checks[name](value)
    ]
    needed = [field.name for field in fields(row) if field.default is MISSING and field.default_factory is MISSING]
    return wrong + [f"{where} {name}: missing" for name in needed if name not in entry]


def _repeated(keys: list[Any]) -> list[Any]:
    return [key for at, key in enumerate(keys) if key in keys[:at]]
