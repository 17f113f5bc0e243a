"""Reads the part of gettext's text format that a catalogue of messages uses."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from pathlib import Path

Key = tuple[str, str, str]
"""Context, message, plural of the message; each may be empty."""


@dataclass
class Entry:
    context: str = ""
    message: str = ""
    plural: str = ""
    said: dict[int, str] = field(default_factory=dict)
    flags: set[str] = field(default_factory=set)

    @property
    def key(self) -> Key:
        return self.context, self.message, self.plural

    @property
    def translations(self) -> list[str]:
        return [self.said[number] for number in sorted(self.said)]


def read(path: Path) -> dict[Key, Entry]:
    """All messages of the file, without those that are kept as comments."""
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    entries = [_entry(block) for block in blocks]
    return {entry.key: entry for entry in entries if entry.said}


def _entry(block: str) -> Entry:
    entry, name, number = Entry(), "", 0
    for line in block.splitlines():
        if line.startswith("#,"):
            entry.flags |= {flag.strip() for flag in line[2:].split(",")}
        if not line or line.startswith("#"):
            continue
        word, quote, rest = line.partition('"')
        if word:
            name, _, index = word.strip().partition("[")
            number = int(index.rstrip("]") or 0)
        text = ast.literal_eval(quote + rest)
        if name == "msgstr":
            entry.said[number] = entry.said.get(number, "") + text
        else:
            attribute = {"msgctxt": "context", "msgid": "message", "msgid_plural": "plural"}[name]
            setattr(entry, attribute, getattr(entry, attribute) + text)
    return entry
