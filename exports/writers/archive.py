"""Many files as one ZIP archive, piece by piece: only what is being written stands in memory."""

from __future__ import annotations

import time
import unicodedata
import zipfile
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

LONGEST = 120
"""Bytes of a name: with folder and ending it has room on every file system."""
KEPT = ("L", "M", "N")
"""Letters, the marks on them, and digits of any script stay in a name."""
PACKED = frozenset({"pdf", "xlsx", "zip"})
"""Endings of files that are packed in themselves."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file of the archive; `name` may have folders, separated by slashes."""

    name: str
    content: bytes


class _Pieces:
    """Takes what `zipfile` writes, which cannot go back here, until somebody fetches it."""

    def __init__(self) -> None:
        self.waiting: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self.waiting.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing is held back."""

    def fetch(self) -> bytes:
        fetched, self.waiting = b"".join(self.waiting), []
        return fetched


def stream(members: Iterable[Member]) -> Iterator[bytes]:
    """The archive; the end comes with the last piece, so that half of one is never taken for a whole."""
    pieces = _Pieces()
    with zipfile.ZipFile(pieces, "w") as archive:  # type: ignore[call-overload]
        for member in members:
            archive.writestr(_entry(member.name), member.content)
            yield pieces.fetch()
    yield pieces.fetch()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, date_time=time.localtime()[:6])
    entry.compress_type = zipfile.ZIP_STORED if name.rpartition(".")[2] in PACKED else zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def safe_name(text: str, *, longest: int = LONGEST) -> str:
    """The text as part of a file's name, for every file system: no separators, no dots, nothing that cannot be seen."""
    plain = unicodedata.normalize("NFC", text)
    letters = "".join(each if each in "-_" or unicodedata.category(each)[0] in KEPT else " " for each in plain)
    return " ".join(letters.split()).encode()[:longest].decode(errors="ignore").strip()


def free_name(wanted: str, ending: str, taken: Container[str]) -> str:
    """The name with its ending; where it is taken, also in letters of another size, with the lowest free number."""
    name, number = f"{wanted}.{ending}", 2
    while name.casefold() in taken:
        name, number = f"{wanted} {number}.{ending}", number + 1
    return name
