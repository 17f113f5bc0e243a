"""A copy of the whole portal, made while it is in use."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from operations.services.backups import making
from operations.services.backups.encryption import CannotEncrypt


class Command(BaseCommand):
    help = "Write a copy of the portal, rows and files as they are at one moment, into a folder. Nothing stops for it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", type=Path, required=True, help="the folder, on another machine's disk at best")
        parser.add_argument("--key", type=Path, help="write SECRET_KEY into this file, to be kept apart")

    def handle(self, *args: Any, to: Path, key: Path | None, **options: Any) -> None:
        try:
            copy = making.make(to)
            if key:
                making.write_key(key)
        except FileExistsError as error:
            raise CommandError(f"{error.filename} is there already and is not written over.") from error
        except (OSError, CannotEncrypt) as error:
            raise CommandError(f"No copy was made, and nothing was left behind: {reason_of(error)}.") from error
        manifest = copy.manifest
        self.stdout.write(
            f"{copy.path}: {manifest.row_count} rows in {len(manifest.tables)} tables, {len(manifest.files)} files, "
            f"as they were at {manifest.made_at[:19]} UTC; {copy.path.stat().st_size} bytes.\nSHA-256 {copy.sha256}"
        )
        if not settings.BACKUP_RECIPIENTS:
            self.stdout.write("It is not encrypted: BACKUP_RECIPIENTS would name those who may read it.")


def reason_of(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).rstrip(".")
