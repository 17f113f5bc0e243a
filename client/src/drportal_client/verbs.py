"""What each command asks and prints. A verb that returns True ends the command with the number for “found”."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from drportal_client import described as d
from drportal_client import settings
from drportal_client.checking_in import check_in as tell
from drportal_client.portal import Portal
from drportal_client.tables import as_json, as_pairs, as_table

Environment = Mapping[str, str]
Verb = Callable[[Namespace, Environment], bool | None]
FILTERS = ("q", "unit", "strategy", "state", "findings", "owner", "status", "tier", "missing")
SYSTEMS = {
    "key": "KEY", "name": "NAME", "status": "STATUS", "business_unit": "UNIT", "owner.email": "OWNER",
}  # fmt: skip
FINDINGS = {"system": "SYSTEM", "severity": "SEVERITY", "code": "CODE", "subject": "ABOUT", "first_seen_at": "SINCE"}
SCENARIOS = {"id": "NUMBER", "name": "NAME", "kind": "KIND", "lost_name": "LOST", "teams": "TEAMS"}
PREDICTED = {
    "key": "KEY", "name": "NAME", "back_after_seconds": "BACK AFTER", "rto_seconds": "ASKED", "late_seconds": "LATE",
}  # fmt: skip
GRAVITY = {"blocks": ("blocks",), "warns": ("blocks", "warns")}
"""What counts for each word of --fail-on."""


def portal_of(given: Namespace, environment: Environment) -> Portal:
    """Raises NotSet."""
    return Portal(settings.portal_address(environment, given.portal), settings.token(environment))


def print_list(given: Namespace, items: Sequence[Any], columns: Mapping[str, str]) -> None:
    write(as_json(items) if given.format == "json" else as_table(items, columns))


def print_one(given: Namespace, item: Any) -> None:
    write(as_json(item) if given.format == "json" else as_pairs(item))


def write(text: str) -> None:
    """Whatever the terminal can show of it."""
    encoding = sys.stdout.encoding or "utf-8"
    print(text.encode(encoding, "replace").decode(encoding))


def me(given: Namespace, environment: Environment) -> None:
    with portal_of(given, environment) as portal:
        print_one(given, portal.me())


def list_systems(given: Namespace, environment: Environment) -> None:
    with portal_of(given, environment) as portal:
        print_list(given, list(portal.systems(**{name: getattr(given, name) for name in FILTERS})), SYSTEMS)


def show_system(given: Namespace, environment: Environment) -> None:
    with portal_of(given, environment) as portal:
        print_one(given, portal.system(given.key))


def add_system(given: Namespace, environment: Environment) -> None:
    names = ("name", "key", "purpose", "owner", "technical_contact", "business_unit", "site", "supplier", "type")
    said = {name: getattr(given, name) for name in (*names, "status", "tags", "add_people")}
    system = cast(d.SystemIn, {name: value for name, value in said.items() if value is not None})
    with portal_of(given, environment) as portal:
        print_one(given, portal.add_system(system, repeat_key=given.idempotency_key))


def retire(given: Namespace, environment: Environment) -> None:
    with portal_of(given, environment) as portal:
        print_one(given, portal.retire(given.key))


def findings(given: Namespace, environment: Environment) -> bool:
    with portal_of(given, environment) as portal:
        found = list(findings_of(portal, given.key))
    print_list(given, found, FINDINGS)
    return any(each["severity"] in GRAVITY.get(given.fail_on or "", ()) for each in found)


def findings_of(portal: Portal, key: str) -> Iterator[dict[str, Any]]:
    """With the key of their system; without a key of all systems that have some."""
    for system in [key] if key else [each["key"] for each in portal.systems(findings="any")]:
        yield from ({"system": system, **each} for each in portal.findings(system))


def profile(given: Namespace, environment: Environment) -> None:
    with portal_of(given, environment) as portal:
        print_one(given, portal.profile(given.key))


def plan(given: Namespace, environment: Environment) -> None:
    with portal_of(given, environment) as portal:
        print_one(given, portal.plan(given.key))


def list_scenarios(given: Namespace, environment: Environment) -> None:
    with portal_of(given, environment) as portal:
        print_list(given, list(portal.scenarios()), SCENARIOS)


def show_scenario(given: Namespace, environment: Environment) -> None:
    with portal_of(given, environment) as portal:
        print_one(given, portal.scenario(given.number))


def predict(given: Namespace, environment: Environment) -> None:
    with portal_of(given, environment) as portal:
        prediction = portal.prediction(given.number)
    if given.format == "json":
        write(as_json(prediction))
    else:
        write(as_table(prediction["systems"], PREDICTED))


def exercised(given: Namespace, environment: Environment) -> None:
    exercise: d.ExerciseIn = {"kind": given.kind, "performed_on": given.on, "note": given.note}
    if given.took is not None:
        exercise["rta_seconds"] = given.took
    if given.lost is not None:
        exercise["rpa_seconds"] = given.lost
    with portal_of(given, environment) as portal:
        print_one(given, portal.add_exercise(given.key, exercise, repeat_key=given.idempotency_key))


def check_in(given: Namespace, environment: Environment) -> None:
    fields = {name: getattr(given, name) for name in ("newest", "kind", "duration", "bytes", "result")}
    said = {name: value for name, value in fields.items() if value}
    if given.tool and said:
        raise settings.NotSet("--from sends what the tool printed; leave the other fields out")
    printed = sys.stdin.buffer.read() if given.tool else b""
    write(tell(check_in_address(given.address, environment), said, printed=printed, tool=given.tool))


def check_in_address(given: str, environment: Environment) -> str:
    """Raises NotSet."""
    if given.startswith("@"):
        return settings.secret_in(Path(given[1:]))
    address = given or environment.get("DRPORTAL_CHECK_IN", "").strip()
    if not address:
        raise settings.NotSet("No address: set DRPORTAL_CHECK_IN, or give @FILE of mode 600")
    return address
