"""What is finished of a file of many parts, until the whole is: a killed worker's successor does not make it again.

Each part is written whole or not at all. Parts of two scopes never meet: what a person might know of when a part was
made may be more than what the same person may know of when the file is begun anew.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Parts:
    """A folder of parts by their names, which are names of files."""

    folder: Path

    def get(self, name: str) -> bytes | None:
        """The part, or None when nobody has finished it yet."""
        try:
            return (self.folder / name).read_bytes()
        except FileNotFoundError:
            return None

    def put(self, name: str, content: bytes) -> None:
        """Keep a part. Raises OSError where there is no room for it."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished = self.folder / f"{name}.{os.getpid()}"
        unfinished.write_bytes(content)
        unfinished.replace(self.folder / name)


def place_of(file_id: int) -> str:
    """What the folder of a file's parts is called on the shelf."""
    return f"{file_id}-parts"


def digest_of(scope: list[int] | None) -> str:
    """A name for what a person may know of."""
    return hashlib.sha256(json.dumps(scope).encode()).hexdigest()[:16]
