"""The fingerprint of each part of each case, in a file beside this one."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from tests.recovery.outcomes.cases import Parts, made_of, names

FILE = Path(__file__).with_name("approved.json")
SHORT = 10
Fingerprints = dict[str, str]


def plain(made: object) -> str:
    return json.dumps(made, sort_keys=True, default=str, ensure_ascii=False, indent=1)


def fingerprints(made: Parts) -> Fingerprints:
    return {part: hashlib.sha256(plain(content).encode()).hexdigest()[:SHORT] for part, content in made.items()}


def found(some: list[str]) -> dict[str, Fingerprints]:
    return {name: fingerprints(made_of(name)) for name in some}


def approved() -> dict[str, Fingerprints]:
    return dict(json.loads(FILE.read_text(encoding="utf-8")))


def approve() -> None:
    lines = [f"{json.dumps(name)}: {json.dumps(parts)}" for name, parts in found(names()).items()]
    FILE.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
