"""The portal's own restore test, measured and kept in its own catalogue."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from operations.management.commands.backup import reason_of
from operations.services.backups import making
from operations.services.backups.encryption import CannotEncrypt
from operations.services.backups.exercising import ExerciseFailed, Outcome, exercise
from systems.actions.exercises import record_exercise
from systems.models import Exercise, System


class Command(BaseCommand):
    help = "Restore a copy into an empty database of its own; say whether it is the same, and how long that took."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--copy", type=Path, help="the newest copy; without it one is made, whose age says nothing")
        parser.add_argument("--identity", type=Path, help="the file with the secret key of age, for a copy in .age")

    def handle(self, *args: Any, copy: Path | None, identity: Path | None, **options: Any) -> None:
        try:
            outcome = exercise(copy, identity) if copy else self.with_a_copy_of_now(identity)
        except ExerciseFailed as error:
            raise CommandError(f"The copy cannot be put back: {error}") from error
        except (OSError, CannotEncrypt) as error:
            raise CommandError(f"The exercise could not be held: {reason_of(error)}.") from error
        self.stdout.write(figures_of(outcome, measured_age=bool(copy)))
        self.stdout.write(kept(outcome, measured_age=bool(copy)))
        if outcome.restored.fault:
            raise CommandError(f"The audit trail in the copy does not hold: {outcome.restored.fault}.")

    def with_a_copy_of_now(self, identity: Path | None) -> Outcome:
        with TemporaryDirectory(dir=settings.DATA_DIR, prefix=".copy-") as folder:
            return exercise(making.make(Path(folder)).path, identity)


def figures_of(outcome: Outcome, *, measured_age: bool) -> str:
    age = timedelta(seconds=round(outcome.age))
    loss = f"RPO: {age} of work, the age of the copy" if measured_age else "RPO: not measured without --copy"
    summary = f"the summary of {outcome.summary} was written" if outcome.summary else "there was no system to write up"
    found = outcome.restored
    return (
        f"RTO: {outcome.took:.1f} s from the file to a portal that works. {loss}.\n"
        f"{found.rows} rows in {found.tables} tables are as in the copy, {found.files} files, "
        f"{found.entries} entries of the audit trail hold; {summary}."
    )


def kept(outcome: Outcome, *, measured_age: bool) -> str:
    """Into the catalogue, as for any other system: the portal is one."""
    system = System.objects.filter(key=settings.PORTAL_SYSTEM).first()
    if system is None:
        return f"Not kept: no system has the key {settings.PORTAL_SYSTEM}. Add one to see these figures in the portal."
    found = outcome.restored
    record_exercise(
        system=system,
        by=None,
        kind=Exercise.Kind.DATA_RESTORE,
        performed_on=timezone.localdate(),
        scope=f"manage.py exercise: {found.rows} rows, {found.files} files, into an empty database",
        people="",
        rta_seconds=max(1, round(outcome.took)),
        rpa_seconds=max(0, round(outcome.age)) if measured_age else None,
        note=found.fault,
    )
    return f"Kept as an exercise of {system.name} ({system.key})."
