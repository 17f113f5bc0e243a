"""A scenario read from JSON: the document of the derive contract, with what is lost and where systems and copies are.

`{"scenario": {"kind": "site" | "data" | "supplier", "lost": ["key", …] | {"site": "…"}, "teams": 3,
"throughput": {"place": 400}, "declared_after": 1800}, …}`; on systems `site`, `copies_at` and `data_rto`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from recovery.contract.kinds import DURATION, Kind
from recovery.contract.reading import Document, read_members, read_object, shown_key
from recovery.facts import System
from recovery.faults import Faults
from recovery.policy.document import is_amount
from recovery.scenarios.scenario import SCENARIO_KINDS, Scenario, located_at

MOST_TEAMS = 100_000
MEMBERS = ("kind", "lost", "teams", "throughput", "declared_after")
KIND = Kind("one of " + ", ".join(SCENARIO_KINDS), lambda value: isinstance(value, str) and value in SCENARIO_KINDS)
COUNT = Kind(
    f"a whole number between 1 and {MOST_TEAMS}",
    lambda value: isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= MOST_TEAMS,
)
THROUGHPUT = Kind("a number above 0, in MiB/s", lambda value: is_amount(value) and value > 0)
WHERE = "scenario"


@dataclass(frozen=True, slots=True)
class ScenarioDocument:
    """What one call asks to predict."""

    facts: Document
    scenario: Scenario


def read_scenario(text: bytes) -> ScenarioDocument:
    """The document as facts and scenario. Raises ContractError, with every fault, for bad input."""
    faults = Faults()
    members = dict(read_object(text, faults))
    given = members.pop("scenario", None)
    facts = read_members(members, faults)
    scenario = _scenario(given, facts.systems, faults)
    faults.settle()
    return ScenarioDocument(facts, scenario)


def _scenario(given: Any, systems: Sequence[System], faults: Faults) -> Scenario:
    members = _members(given, faults)
    if members is None:
        return Scenario("", (), 0, {}, None)
    faults.unknown(WHERE, members, MEMBERS)
    for name, kind in (("kind", KIND), ("teams", COUNT)):
        _check(name, members.get(name), kind, faults)
    declared_after = members.get("declared_after")
    if declared_after is not None:
        _check("declared_after", declared_after, DURATION, faults)
    lost = _lost(members.get("lost"), systems, faults)
    throughput = {}
    for place, value in faults.members(f"{WHERE}: throughput", members.get("throughput")).items():
        _check(f"throughput.{shown_key(place)}", value, THROUGHPUT, faults)
        throughput[place] = value
    return Scenario(str(members.get("kind")), lost, members.get("teams", 0), throughput, declared_after)


def _members(given: Any, faults: Faults) -> dict[str, Any] | None:
    """What is said of the scenario; None, with its one fault, where nothing is."""
    if given is None:
        faults.note("document", "scenario is missing")
        return None
    if not isinstance(given, dict):
        faults.add(WHERE, given, "an object")
        return None
    return faults.members(WHERE, given)


def _check(name: str, value: Any, kind: Kind, faults: Faults) -> None:
    if not kind.check(value):
        faults.add(f"{WHERE}: {name}", value, kind.wanted)


def _lost(given: Any, systems: Sequence[System], faults: Faults) -> tuple[str, ...]:
    """The keys of what is lost: those that are listed, or those of a site."""
    where = f"{WHERE}: lost"
    if isinstance(given, dict):
        faults.unknown(where, faults.members(where, given), ("site",))
        found = located_at(systems, str(given.get("site")))
        if not found:
            faults.add(f"{where}.site", given.get("site"), "the site of a system that is listed")
        return found
    if not isinstance(given, list):
        faults.add(where, given, "a list of system keys, nor an object that names a site")
        return ()
    keys = {system.key for system in systems}
    for key in given:
        if not isinstance(key, str) or key not in keys:
            faults.add(where, key, "the key of a system that is listed")
    return tuple(dict.fromkeys(key for key in given if isinstance(key, str)))
