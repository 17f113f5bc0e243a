"""Making a copy while the portal is in use: all of it shows one moment."""

from __future__ import annotations

import gzip
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

from operations.services.backups import encryption
from operations.services.backups.archive import Manifest, Table, file_member, pack, sha256_of, table_member
from operations.services.backups.rows import LEFT_OUT, fingerprint, kept_models, lines_of, names_of


@dataclass(frozen=True)
class Copy:
    """A copy that was made: `sha256` is that of the file as it lies there."""

    path: Path
    manifest: Manifest
    sha256: str


def make(folder: Path) -> Copy:
    """Write a copy into the folder, under the moment that it shows. Raises OSError, and then leaves nothing behind.

    It is encrypted where the settings say to whom. The key that signs sessions is no part of it.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder, prefix=".making-") as made:
        inside = Path(made)
        manifest = collect(inside / "parts")
        path = folder / f"drportal-{moment_in_name(manifest)}.tar{encryption.ending()}"
        with (inside / "packed").open("wb") as packed, encryption.sealed(packed, inside) as to:
            pack(inside / "parts", manifest, to)
        with (inside / "packed").open("rb") as written:
            os.fsync(written.fileno())
            sha256 = sha256_of(written)
        (inside / "packed").replace(path)
    path.with_name(f"{path.name}.sha256").write_text(f"{sha256}  {path.name}\n", encoding="ascii")
    return Copy(path, manifest, sha256)


def write_key(path: Path) -> None:
    """The key apart from the copy, for its owner's eyes only. Raises FileExistsError rather than writing over one."""
    own = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(own, "wb") as file, encryption.sealed(file, path.parent) as to:
        to.write(f"SECRET_KEY={settings.SECRET_KEY}\n".encode())


def moment_in_name(manifest: Manifest) -> str:
    return datetime.fromisoformat(manifest.made_at).astimezone(UTC).strftime("%Y%m%dT%H%M%S%fZ")


def collect(folder: Path) -> Manifest:
    """Rows first and files after them: each row's file is there, for files are never written over or taken away."""
    for part in ("tables", "files"):
        (folder / part).mkdir(parents=True)
    with one_moment() as made_at:
        migrations = sorted(map(list, MigrationRecorder(connection).applied_migrations()))
        tables = {model._meta.label: table_of(model, folder) for model in kept_models(apps)}
    files = {name: copy_of_file(name, folder) for name in names_of_files(Path(settings.MEDIA_ROOT))}
    return Manifest(made_at, settings.RELEASE, migrations, tables, files, LEFT_OUT)


@contextmanager
def one_moment() -> Iterator[str]:
    """A transaction in which every read shows the same moment; others go on writing meanwhile."""
    with begun_as_a_reader(), transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        # The moment is that of the first read.
        cursor.execute("SELECT count(*) FROM django_migrations")
        yield datetime.now(UTC).isoformat()


@contextmanager
def begun_as_a_reader() -> Iterator[None]:
    """SQLite's transactions take the lock for writing as they begin, by our settings: this one must not."""
    database: Any = connection
    mode = getattr(database, "transaction_mode", None)
    if mode is None:
        yield
        return
    database.transaction_mode = "DEFERRED"
    try:
        yield
    finally:
        database.transaction_mode = mode


def table_of(model: type[Model], folder: Path) -> Table:
    path, columns = folder / table_member(model._meta.label), names_of(model)
    with gzip.open(path, "wb", compresslevel=6) as file:

        def written() -> Iterator[bytes]:
            for line in lines_of(model, columns):
                file.write(line)
                yield line

        rows, sha256 = fingerprint(written())
    return Table(columns, rows, sha256)


def names_of_files(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


def copy_of_file(name: str, folder: Path) -> str:
    path = folder / file_member(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(Path(settings.MEDIA_ROOT) / name, path)
    with path.open("rb") as file:
        return sha256_of(file)
