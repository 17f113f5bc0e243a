"""The derive contract read: JSON in, facts out, or every fault of the document at once."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from recovery.contract.kinds import (
    CHECK_INS,
    DRILL,
    DURATION,
    EXERCISE,
    FACTS,
    PLACES,
    REVIEW,
    SUPPLIER,
    SYSTEM,
    TODAY,
    Kind,
    one_of,
)
from recovery.facts import (
    CATEGORIES,
    DATA_RESTORE,
    FAILOVER,
    KINDS,
    OTHER_SITE,
    RATINGS,
    SAME_SITE,
    CheckIns,
    Dependency,
    Exercise,
    Facts,
    Objective,
    Respondent,
    Review,
    State,
    Supplier,
    System,
    Today,
)
from recovery.faults import ContractError, Faults, Repeated, Unusable, shown
from recovery.policy import DEFAULT_POLICY, Policy, PolicyError
from recovery.policy.document import is_duration

CONTRACT = 2
READ = (1, 2)
"""The numbers of the contracts that are read. What one of them says has the same meaning in the other."""
_DIGITS = 20
_HORIZON = re.compile(r"0|[1-9][0-9]{0,9}")


@dataclass(frozen=True, slots=True)
class Document:
    """What one call of the contract asks to derive."""

    systems: tuple[System, ...]
    dependencies: tuple[Dependency, ...]
    policy: Policy


def read_document(text: bytes) -> Document:
    """The document as systems, dependencies and policy. Raises ContractError, with every fault, for bad input."""
    faults = Faults()
    document = read_members(read_object(text, faults), faults)
    faults.settle()
    return document


def read_object(text: bytes, faults: Faults) -> dict[str, object]:
    """The members of a document. Raises ContractError where it is no object: then nothing else can be said of it."""
    value = parse(text)
    if not isinstance(value, dict):
        raise ContractError([f"document: {shown(value)} is not an object"])
    return faults.members("document", value)


def read_members(members: dict[str, object], faults: Faults) -> Document:
    """The members of a document as systems, dependencies and policy; what is wrong with them goes to the faults."""
    faults.unknown("document", members, ("contract", "policy", "systems", "dependencies"))
    if members.get("contract") not in READ or isinstance(members.get("contract"), bool):
        faults.add("document: contract", members.get("contract"), f"the number {CONTRACT}, or 1")
    policy = _policy(members.get("policy"), faults)
    if "systems" not in members:
        faults.note("document", "systems is missing")
    systems = _systems(faults.items("systems", members.get("systems")), policy, faults)
    keys = {system.key for system in systems}
    dependencies = _dependencies(faults.items("dependencies", members.get("dependencies")), keys, faults)
    _check_workarounds(systems, keys, faults)
    return Document(tuple(systems), tuple(dependencies), policy)


def parse(text: bytes) -> Any:
    """The JSON values of a document. Raises ContractError where it is none."""
    try:
        return json.loads(
            text.decode("utf-8-sig"), object_pairs_hook=_object, parse_int=_integer, parse_constant=Unusable
        )
    except UnicodeDecodeError as error:
        raise ContractError([f"document: byte {error.start} is not UTF-8"]) from error
    except RecursionError as error:
        raise ContractError(["document: nested too deep"]) from error
    except json.JSONDecodeError as error:
        raise ContractError([f"document: not JSON: {error.msg} (line {error.lineno}, column {error.colno})"]) from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) == len(pairs):
        return members
    repeated = Repeated(members)
    names = [name for name, _ in pairs]
    repeated.names = tuple(name for name in members if names.count(name) > 1)
    return repeated


def _integer(written: str) -> int | Unusable:
    return int(written) if len(written) <= _DIGITS else Unusable(written)


def _policy(given: Any, faults: Faults) -> Policy:
    members = faults.members("policy", given)
    try:
        return Policy.from_document({name: value for name, value in members.items() if value is not None})
    except PolicyError as error:
        faults.lines.extend(error.faults)
        return DEFAULT_POLICY


def _systems(given: list[Any], policy: Policy, faults: Faults) -> list[System]:
    systems, seen = [], set()
    today = {**TODAY, "strategy": one_of(*(row.key for row in policy.strategies))}
    for at, entry in enumerate(given):
        if not isinstance(entry, dict):
            faults.add(f"systems[{at}]", entry, "an object")
            continue
        members = faults.members(f"systems[{at}]", entry)
        key = members.get("key")
        if not isinstance(key, str) or not key:
            faults.add(f"systems[{at}]: key", key, "a text")
            continue
        if key in seen:
            faults.note(f"system {_safe(key)}: key", f"{_safe(key)} is given twice")
        seen.add(key)
        systems.append(_system(key, members, today, faults))
    return systems


def _safe(key: str) -> str:
    """A key as a fault line can carry it: printable ASCII on one line."""
    return key if key.isascii() and key.isprintable() else ascii(key)


def _system(key: str, members: dict[str, Any], today: Mapping[str, Kind], faults: Faults) -> System:
    where = f"system {_safe(key)}"
    faults.unknown(where, members, SYSTEM)
    return System(
        key,
        _objective(where, "rto", members.get("rto"), faults),
        _objective(where, "rpo", members.get("rpo"), faults),
        Facts(**_facts(f"{where}: facts", members.get("facts"), faults)),
        Today(**_today(f"{where}: today", members.get("today"), today, faults)),
        _exercises(where, members, faults),
        Supplier(**_group(f"{where}: supplier", members.get("supplier"), SUPPLIER, faults)),
        _respondents(f"{where}: respondents", members.get("respondents"), faults),
        Review(**_group(f"{where}: review", members.get("review"), REVIEW, faults)),
        check_ins=CheckIns(**_group(f"{where}: check_ins", members.get("check_ins"), CHECK_INS, faults)),
        **_group(where, {name: members[name] for name in PLACES if name in members}, PLACES, faults),
    )


def _today(where: str, given: Any, kinds: Mapping[str, Kind], faults: Faults) -> dict[str, Any]:
    found = _group(where, given, kinds, faults)
    elsewhere = found.pop("copy_elsewhere", None)
    if elsewhere is not None and "history_site" in found:
        faults.note(where, "copy_elsewhere says the same as history_site; give one of them")
    elif elsewhere is not None:
        found["history_site"] = OTHER_SITE if elsewhere else SAME_SITE
    return found


def _exercises(where: str, members: Mapping[str, Any], faults: Faults) -> tuple[Exercise, ...]:
    """The last exercise of each kind, whatever their order."""
    drill = _group(f"{where}: drill", members.get("drill"), DRILL, faults)
    given = [Exercise(kind, **drill) for kind in (FAILOVER, DATA_RESTORE) if drill]
    for at, entry in enumerate(faults.items(f"{where}: exercises", members.get("exercises"))):
        place = f"{where}: exercises[{at}]"
        found = _group(place, entry, EXERCISE, faults)
        if "kind" in found:
            given.append(Exercise(**found))
        elif entry is None or (isinstance(entry, dict) and entry.get("kind") is None):
            faults.add(f"{place}.kind", None, EXERCISE["kind"].wanted)
    last: dict[str, Exercise] = {}
    for each in sorted(given, key=lambda each: (each.age is None, each.age or 0)):
        last.setdefault(each.kind, each)
    return tuple(last.values())


def _objective(where: str, name: str, value: Any, faults: Faults) -> Objective:
    if value is None:
        return State.UNSET
    if is_duration(value):
        return int(value)
    states = ("unset", "unknown", "not applicable") if name == "rpo" else ("unset", "unknown")
    if isinstance(value, str) and value in states:
        return State(value)
    faults.add(f"{where}: {name}", value, f"{DURATION.wanted}, nor one of {', '.join(states)}")
    return State.UNSET


def _group(where: str, given: Any, kinds: Mapping[str, Kind], faults: Faults) -> dict[str, Any]:
    if given is None:
        return {}
    found = {}
    for name, value in faults.members(where, given).items():
        kind = kinds.get(name)
        if kind is None:
            faults.unknown(where, {name: value}, ())
        elif value is not None and kind.check(value):
            found[name] = value
        elif value is not None:
            faults.add(f"{where}.{name}", value, kind.wanted)
    return found


def _facts(where: str, given: Any, faults: Faults) -> dict[str, Any]:
    found = _group(where, given, FACTS, faults)
    if "impact" in found:
        found["impact"] = _impact(f"{where}.impact", found["impact"], faults)
    if "workaround_needs" in found:
        found["workaround_needs"] = tuple(found["workaround_needs"])
    return found


def _impact(where: str, given: Any, faults: Faults) -> dict[str, dict[int, str]]:
    grid = faults.members(where, given)
    faults.unknown(where, grid, CATEGORIES)
    return {category: _ratings(f"{where}.{category}", row, faults) for category, row in grid.items()}


def _ratings(where: str, given: Any, faults: Faults) -> dict[int, str]:
    found = {}
    for horizon, rating in faults.members(where, given).items():
        if not _HORIZON.fullmatch(horizon) or not is_duration(int(horizon)):
            faults.add(where, horizon, "a horizon in whole seconds")
        elif isinstance(rating, str) and rating in RATINGS:
            found[int(horizon)] = rating
        elif rating is not None:
            faults.add(f"{where}.{horizon}", rating, "one of " + ", ".join(RATINGS))
    return found


def _respondents(where: str, given: Any, faults: Faults) -> tuple[Respondent, ...]:
    found = []
    for at, entry in enumerate(faults.items(where, given)):
        place = f"{where}[{at}]"
        members = faults.members(place, entry)
        faults.unknown(place, members, ("rto", "rpo"))
        answers = [_objective(place, name, members.get(name), faults) for name in ("rto", "rpo")]
        found.append(Respondent(*answers))
    return tuple(found)


def _dependencies(given: list[Any], keys: set[str], faults: Faults) -> list[Dependency]:
    return [edge for at, entry in enumerate(given) if (edge := _dependency(f"dependencies[{at}]", entry, keys, faults))]


def _dependency(where: str, entry: Any, keys: set[str], faults: Faults) -> Dependency | None:
    if not isinstance(entry, dict):
        faults.add(where, entry, "an object")
        return None
    members = faults.members(where, entry)
    where = f"{where} of system {shown_key(members.get('system'))}"
    faults.unknown(where, members, ("system", "needs", "kind"))
    system, needs, kind = members.get("system"), members.get("needs"), members.get("kind")
    fine = True
    for name, value in (("system", system), ("needs", needs)):
        if not isinstance(value, str) or value not in keys:
            faults.add(f"{where}: {name}", value, "the key of a system that is listed")
            fine = False
    if not isinstance(kind, str) or kind not in KINDS:
        faults.add(f"{where}: kind", kind, "one of " + ", ".join(KINDS))
        fine = False
    return Dependency(str(system), str(needs), str(kind)) if fine else None


def shown_key(key: Any) -> str:
    """A key that may be no key at all, as a fault line can carry it."""
    return _safe(key) if isinstance(key, str) else "?"


def _check_workarounds(systems: list[System], keys: set[str], faults: Faults) -> None:
    for system in systems:
        for key in system.facts.workaround_needs or ():
            if key not in keys:
                faults.add(
                    f"system {_safe(system.key)}: facts.workaround_needs", key, "the key of a system that is listed"
                )
