"""Catalogues as tests take them apart: texts by the way to them, faults between two, languages that nobody speaks."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Path_ = tuple[str, ...]
PLACE = re.compile(r"\{\w+(?::\w+)?\}")
NOT_SAID = ("numbers", "durations")
"""Sections of signs and units, which are no sentences."""


def leaves(document: Any, way: Path_ = ()) -> dict[Path_, Any]:
    """What stands in a catalogue, by the way to it."""
    if not isinstance(document, dict):
        return {way: document}
    return {key: text for name, entry in document.items() for key, text in leaves(entry, (*way, name)).items()}


def faults(one: Any, other: Any) -> list[str]:
    """Where another catalogue lacks a text of this one or has one too many, and where their places differ."""
    here, there = leaves(one), leaves(other)
    missing = [f"{'.'.join(way)}: missing" for way in here.keys() - there.keys()]
    surplus = [f"{'.'.join(way)}: not known" for way in there.keys() - here.keys()]
    return sorted([*missing, *surplus, *_places(here, there)])


def _places(here: dict[Path_, Any], there: dict[Path_, Any]) -> Iterator[str]:
    for way in here.keys() & there.keys():
        if isinstance(here[way], str) and isinstance(there[way], str):
            if Counter(PLACE.findall(here[way])) != Counter(PLACE.findall(there[way])):
                yield f"{'.'.join(way)}: other places"
        elif type(here[way]) is not type(there[way]):
            yield f"{'.'.join(way)}: another kind"


def rewritten(document: Any, say: Callable[[Path_, str], str]) -> dict[Path_, Any]:
    """A catalogue with every text said differently."""
    return {
        way: say(way, text) if isinstance(text, str) and way[0] not in NOT_SAID else text
        for way, text in leaves(document).items()
    }


def accented(_: Path_, text: str) -> str:
    """Brackets around, accents in it, and the places as they were."""
    parts = re.split(rf"({PLACE.pattern})", text)
    marked = [part if at % 2 else part.translate(str.maketrans("aeiou", "àéîõü")) for at, part in enumerate(parts)]
    return f"⟦{''.join(marked)}⟧"


def write(path: Path, catalogue: dict[Path_, Any]) -> None:
    """A catalogue as TOML, a line for each text."""
    lines = (f"{'.'.join(map(json.dumps, way))} = {json.dumps(text)}" for way, text in catalogue.items())
    path.write_text("\n".join(lines), encoding="utf-8")
