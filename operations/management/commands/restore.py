"""A copy put back into an empty place."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from operations.services.backups import proof
from operations.services.backups.archive import Unusable
from operations.services.backups.encryption import CannotDecrypt
from operations.services.backups.restoring import Differs, NotEmpty, Restored, restore


class Command(BaseCommand):
    help = "Put a copy back into an empty database and DATA_DIR. It never writes over a portal, and sends no mail."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("copy", type=Path, help="the file that `backup` wrote")
        parser.add_argument("--identity", type=Path, help="the file with the secret key of age, for a copy in .age")
        parser.add_argument("--json", action="store_true", help="say what was restored as JSON, and try a summary")

    def handle(self, *args: Any, copy: Path, identity: Path | None, **options: Any) -> None:
        try:
            restored = restore(copy, identity)
        except (NotEmpty, Unusable, CannotDecrypt, Differs) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"Nothing was restored: {error.filename or copy}: {error.strerror}.") from error
        if options["json"]:
            self.stdout.write(json.dumps({**asdict(restored), "summary": proof.one_summary()}, default=str))
        else:
            self.stdout.write(sentences_about(restored))


def sentences_about(restored: Restored) -> str:
    trail = (
        f"The audit trail does not hold: {restored.fault}."
        if restored.fault
        else f"The audit trail holds: {restored.entries} entries."
    )
    return (
        f"Restored as it was at {restored.made_at:%Y-%m-%d %H:%M:%S} UTC: {restored.rows} rows in {restored.tables} "
        f"tables, all as in the copy, and {restored.files} files. {trail}\n"
        f"No mail goes out, and {restored.waiting_mails} wait: an administrator decides on the page Mail.\n"
        "Everybody signs in again. Without the SECRET_KEY of before, links in mails that were sent no longer open."
    )
