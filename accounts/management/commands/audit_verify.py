"""Shows that nobody changed or removed what the audit trail says."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.services import anchor, audit


class Command(BaseCommand):
    help = "Check the audit trail: ends with 0 and the number of entries, or with 1 and the first one that is broken."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--restored",
            action="store_true",
            help="An older copy of the database was put back on purpose: forget the newest entry known outside of it.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["restored"]:
            anchor.forget()
        verdict = audit.verify()
        if verdict.broken:
            raise CommandError(
                f"The audit trail is broken at entry {verdict.broken.entry_id}: {verdict.broken.reason}. "
                f"{verdict.count} entries before it hold."
            )
        self.stdout.write(f"The audit trail holds: {verdict.count} entries. Newest: {verdict.newest_hash or 'none'}")
