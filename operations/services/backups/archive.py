"""A copy as one file: what is in it, written whole or not at all, and read only when every fingerprint holds."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

FORMAT = 1
MANIFEST = "manifest.json"
MOST_MANIFEST = 50_000_000
"""Bytes of the list of what a copy holds; far more than any portal's."""


class Unusable(Exception):
    """The file is no copy of a portal, or not all of one; the text is one sentence that says what is wrong."""


@dataclass(frozen=True)
class Table:
    """The rows of a model: `sha256` is that of their lines."""

    columns: list[str]
    rows: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a copy holds. `made_at` is the moment that all of it shows; `files` are names and SHA-256."""

    made_at: str
    release: str
    migrations: list[list[str]]
    tables: dict[str, Table]
    files: dict[str, str]
    left_out: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def row_count(self) -> int:
        return sum(table.rows for table in self.tables.values())

    def as_json(self) -> bytes:
        return json.dumps(asdict(self), indent=1).encode()

    @classmethod
    def from_json(cls, text: bytes) -> Manifest:
        try:
            content: dict[str, Any] = json.loads(text)
            tables = {name: Table(**table) for name, table in content.pop("tables").items()}
            manifest = cls(tables=tables, **content)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise Unusable("The list of what the copy holds cannot be read.") from error
        if manifest.format != FORMAT:
            raise Unusable(f"The copy has format {manifest.format}; this release reads format {FORMAT}.")
        return manifest


def table_member(label: str) -> str:
    return f"tables/{label}.jsonl.gz"


def file_member(name: str) -> str:
    return f"files/{name}"


def pack(folder: Path, manifest: Manifest, to: IO[bytes]) -> None:
    """All that lies in `folder`, with the list before it."""
    (folder / MANIFEST).write_bytes(manifest.as_json())
    members = [MANIFEST, *map(table_member, manifest.tables), *map(file_member, manifest.files)]
    with tarfile.open(fileobj=to, mode="w|") as tar:
        for name in members:
            tar.add(folder / name, arcname=name, recursive=False)


@contextmanager
def unpacked(source: IO[bytes], beside: Path) -> Iterator[tuple[Manifest, Path]]:
    """What a copy holds, in a folder for as long as it is needed. Raises Unusable unless it is whole and unchanged.

    Only what its list names is taken out: a name that leads out of the folder is in no list.
    """
    with TemporaryDirectory(dir=beside, prefix=".copy-") as folder:
        try:
            with tarfile.open(fileobj=source, mode="r|") as tar:
                manifest = take_out(tar, Path(folder))
        except (tarfile.TarError, EOFError, OSError) as error:
            if isinstance(error, OSError) and error.errno is not None:
                raise
            raise Unusable("The file is no copy of a portal, or its end is missing.") from error
        check(manifest, Path(folder))
        yield manifest, Path(folder)


def take_out(tar: tarfile.TarFile, folder: Path) -> Manifest:
    first = tar.next()
    if first is None or first.name != MANIFEST or first.size > MOST_MANIFEST:
        raise Unusable("The file is no copy of a portal: it does not begin with the list of what it holds.")
    content = tar.extractfile(first)
    manifest = Manifest.from_json(content.read() if content else b"")
    known = {*map(table_member, manifest.tables), *map(file_member, manifest.files)}
    for member in tar:
        if member.name in known and member.isfile():
            write_out(tar, member, folder)
    return manifest


def write_out(tar: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    """Its bytes and nothing else of it: no owner, no mode, no link. Raises Unusable for a name that leads out."""
    path, content = folder / member.name, tar.extractfile(member)
    if content is None or not path.resolve().is_relative_to(folder.resolve()):
        raise Unusable(f"The copy names a file that lies outside of it: {member.name}.")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        shutil.copyfileobj(content, file)


def check(manifest: Manifest, folder: Path) -> None:
    """Raises Unusable for the first part that is missing or not as the list says."""
    for label, table in manifest.tables.items():
        with part(folder / table_member(label), f"the table {label}") as file, gzip.open(file) as lines:
            try:
                digest = sha256_of(lines)
            except (OSError, EOFError) as error:
                raise Unusable(f"The copy is damaged: the table {label} cannot be read.") from error
        compare(digest, table.sha256, f"the table {label}")
    for name, sha256 in manifest.files.items():
        with part(folder / file_member(name), f"the file {name}") as file:
            compare(sha256_of(file), sha256, f"the file {name}")


def part(path: Path, what: str) -> IO[bytes]:
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise Unusable(f"The copy is damaged: {what} is missing.") from None


def compare(found: str, expected: str, what: str) -> None:
    if found != expected:
        raise Unusable(f"The copy is damaged: {what} is not as it was written.")


def sha256_of(file: Any) -> str:
    return hashlib.file_digest(file, "sha256").hexdigest()
