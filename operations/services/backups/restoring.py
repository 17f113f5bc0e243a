"""Putting a copy back into an empty place, whole or not at all, and showing that it is the same."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.apps.registry import Apps
from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model

from accounts.models import User
from accounts.services import anchor, audit
from notifications.services import pause
from operations.services.backups import encryption, rows
from operations.services.backups.archive import Manifest, Unusable, file_member, table_member, unpacked

Node = tuple[str, str]


class NotEmpty(Exception):
    """A portal lives here already; the text says what was found."""


class Differs(Exception):
    """What was put back is not what the copy holds; nothing of it stays."""


@dataclass(frozen=True)
class Restored:
    """What was put back: `made_at` is the moment that it shows; `fault` is where its audit trail does not hold."""

    made_at: datetime
    rows: int
    tables: int
    files: int
    entries: int
    fault: str
    waiting_mails: int


def restore(path: Path, identity: Path | None = None) -> Restored:
    """Put the copy back. Raises NotEmpty, Unusable, CannotDecrypt, Differs, OSError; then the place is as it was."""
    data = Path(settings.DATA_DIR)
    check_empty()
    with encryption.opened(path, data, identity) as source, unpacked(source, data) as (manifest, folder):
        apps = tables_of_its_release(manifest)
        with transaction.atomic(), files_put_back(manifest, folder):
            put_rows_back(apps, manifest, folder)
    bring_tables_to_today()
    anchor.forget()
    verdict = audit.verify()
    made_at = datetime.fromisoformat(manifest.made_at)
    with transaction.atomic():
        waiting = pause.begin(made_at)
        detail = {"made_at": manifest.made_at, "rows": manifest.row_count, "release": manifest.release}
        audit.record(by=None, action="portal.restored", about=Source(path.name), detail=detail, automatic=True)
    fault = f"entry {verdict.broken.entry_id}: {verdict.broken.reason}" if verdict.broken else ""
    tables, files = len(manifest.tables), len(manifest.files)
    return Restored(made_at, manifest.row_count, tables, files, verdict.count, fault, waiting)


@dataclass
class Source:
    """The file as the audit trail names it."""

    pk: str

    def __str__(self) -> str:
        return self.pk


def check_empty() -> None:
    """Raises NotEmpty where somebody has been, or files lie."""
    tables = connection.introspection.table_names()
    if User._meta.db_table in tables and (people := User.objects.count()):
        raise NotEmpty(f"There is a portal already, with {people} people: a copy goes into an empty database only.")
    media = Path(settings.MEDIA_ROOT)
    if media.is_dir() and any(media.iterdir()):
        raise NotEmpty(f"Files lie in {media} already: a copy goes into an empty folder only.")


def tables_of_its_release(manifest: Manifest) -> Apps:
    """The tables as they were when the copy was made. Raises Unusable for a copy of a later release."""
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    wanted = {(app, name) for app, name in map(tuple, manifest.migrations) if app in executor.loader.migrated_apps}
    unknown = sorted(wanted - set(graph.nodes))
    if unknown:
        raise Unusable(
            f"The copy was made by release {manifest.release}, which knows tables that {settings.RELEASE} does not "
            f"({'.'.join(unknown[0])}). Restore it with that release or a later one."
        )
    newest = [node for node in wanted if not any(child.key in wanted for child in graph.node_map[node].children)]
    too_far = set(executor.loader.applied_migrations) - wanted
    if too_far:
        raise NotEmpty("The database has the tables of another release already: give an empty one.")
    executor.migrate(newest)
    executor = MigrationExecutor(connection)
    return executor.loader.project_state(newest).apps


def put_rows_back(apps: Apps, manifest: Manifest, folder: Path) -> None:
    """In a transaction: with the first row that is not as the copy says, nothing stays."""
    models = {model._meta.label: model for model in rows.kept_models(apps)}
    if missing := sorted(set(manifest.tables) - set(models)):
        raise Unusable(f"The copy holds a table that its own release does not know: {missing[0]}.")
    rows.remove_all(models.values())
    for label, table in manifest.tables.items():
        with gzip.open(folder / table_member(label), "rb") as lines:
            rows.insert(models[label], table.columns, iter(lines))
    rows.count_on_from_the_last(models.values())
    connection.check_constraints()
    compare(models, manifest)


def compare(models: dict[str, type[Model]], manifest: Manifest) -> None:
    """Raises Differs for the first table whose rows, read back, are not those of the copy."""
    for label, table in manifest.tables.items():
        if rows.fingerprint(rows.lines_of(models[label], table.columns)) != (table.rows, table.sha256):
            raise Differs(f"The rows of {label} are not those of the copy. Nothing was restored.")


@contextmanager
def files_put_back(manifest: Manifest, folder: Path) -> Iterator[None]:
    """The files are all there when the rows are, and none of them when the rows are not."""
    media = Path(settings.MEDIA_ROOT)
    incoming = media.with_name(f".{media.name}-incoming")
    try:
        for name in manifest.files:
            path = incoming / name
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            shutil.copyfile(folder / file_member(name), path)
        yield
        if manifest.files:
            incoming.replace(media)
    finally:
        shutil.rmtree(incoming, ignore_errors=True)


def bring_tables_to_today() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
