"""Public post-mortems as documents of the derive contract: what was so on the eve, and what must be found."""

from __future__ import annotations

import copy
import datetime as dt
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
CONTRACT = 2


@dataclass(frozen=True)
class Incident:
    """One case. `document` is what `python -m recovery` reads, about the `system` that was hit; `must_say` are codes of
    findings about it. `still_after` is a change after which the first of them must still be found; `scenario` the
    document of everything at once, with the codes that it must say."""

    name: str
    title: str
    when: str
    happened: str
    source: str
    assumed: tuple[str, ...]
    system: str
    must_say: tuple[str, ...]
    document: dict[str, Any]
    still_after: dict[str, Any] = field(default_factory=dict)
    scenario: dict[str, Any] | None = None
    must_say_of_scenario: tuple[str, ...] = ()


def incidents() -> tuple[Incident, ...]:
    """All cases, in the order in which they happened."""
    found = [read(path) for path in sorted(FOLDER.glob("*.toml"))]
    return tuple(sorted(found, key=lambda each: (dt.datetime.strptime(each.when, "%B %Y"), each.name)))  # noqa: DTZ007


def read(path: Path) -> Incident:
    given = tomllib.loads(path.read_text(encoding="utf-8"))
    sites, document = given.pop("sites", 0), given.pop("document")
    scenario = document.pop("scenario", None)
    document = {"contract": CONTRACT, **document}
    if sites:
        document["systems"] = [repeated(document["systems"][0], at) for at in range(1, sites + 1)]
    if scenario is not None:
        lost = [system["key"] for system in document["systems"]]
        scenario = {**document, "scenario": {**scenario, "lost": lost}}
    words = {name: " ".join(value.split()) if isinstance(value, str) else value for name, value in given.items()}
    lists = {name: tuple(value) if isinstance(value, list) else value for name, value in words.items()}
    return Incident(name=path.stem, document=document, scenario=scenario, **lists)


def repeated(system: dict[str, Any], at: int) -> dict[str, Any]:
    """One of many systems that are alike."""
    return {**copy.deepcopy(system), "key": f"{system['key'].rsplit('-', 1)[0]}-{at:02}"}


def after(incident: Incident) -> dict[str, Any]:
    """The document once the change that `still_after` names was made."""
    document = copy.deepcopy(incident.document)
    system = next(each for each in document["systems"] if each["key"] == incident.system)
    for name, value in incident.still_after.items():
        group, _, fact = name.partition(".")
        system[group][fact] = value
    return document
